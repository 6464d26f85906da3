//! Building and running the packages in this folder.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// A way to build a program.
#[derive(Clone, Copy)]
pub(crate) struct Way {
    pub(crate) profile: &'static str,
    /// What the last step is told, which links the program.
    pub(crate) linking: &'static [&'static str],
}

pub(crate) const DEBUG: Way = Way {
    profile: "dev",
    linking: &[],
};

/// Optimised for size, as one unit, without symbols.
pub(crate) const SMALL: Way = Way {
    profile: "small",
    linking: &[],
};

/// The folder of a workspace here.
pub(crate) fn folder(workspace: &str) -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    root.join("tests/linking").join(workspace)
}

/// Where everything is built.
pub(crate) fn target() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("linking")
}

/// Each way puts its programs in the same place: who builds and runs holds this.
pub(crate) fn one_at_a_time() -> MutexGuard<'static, ()> {
    static ONE: Mutex<()> = Mutex::new(());
    ONE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The channels of this test, which the packages have too.
pub(crate) fn channels<'a>() -> Vec<&'a str> {
    let all = [
        ("inventory", cfg!(feature = "inventory")),
        ("linkme", cfg!(feature = "linkme")),
    ];
    let on = all.into_iter().filter(|(_, on)| *on);
    on.map(|(name, _)| name).collect()
}

pub(crate) fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).replace("\r\n", "\n")
}

/// What a command prints, which succeeds.
pub(crate) fn printed(command: &mut Command) -> String {
    let output = command
        .output()
        .unwrap_or_else(|error| panic!("{command:?}: {error}"));
    assert!(
        output.status.success(),
        "{command:?}: {}",
        text(&output.stderr)
    );
    text(&output.stdout)
}

impl Way {
    pub(crate) const fn with(self, linking: &'static [&'static str]) -> Self {
        Way { linking, ..self }
    }

    /// Where programs are put.
    pub(crate) fn programs(self) -> PathBuf {
        let folder = if self.profile == "dev" {
            "debug"
        } else {
            self.profile
        };
        target().join(folder)
    }

    /// A cargo command about a package, in the workspace of this folder.
    pub(crate) fn cargo(
        self,
        command: &str,
        workspace: &str,
        package: &str,
        features: &[&str],
    ) -> Command {
        let mut cargo = Command::new(env!("CARGO"));
        let mut all = channels();
        all.extend(features);
        cargo
            .args([command, "--quiet", "-p", package])
            .args(["--profile", self.profile, "--features", &all.join(",")])
            .env("CARGO_TARGET_DIR", target())
            .current_dir(folder(workspace));
        // A target or flags from the environment would build another program.
        cargo
            .env_remove("CARGO_BUILD_TARGET")
            .env_remove("RUSTFLAGS");
        cargo
    }

    /// Builds a program of a package.
    pub(crate) fn build(
        self,
        package: &str,
        program: &str,
        features: &[&str],
    ) -> Result<PathBuf, Output> {
        let mut cargo = self.cargo("rustc", "", package, features);
        cargo.args(["--bin", program, "--"]).args(self.linking);
        let output = cargo.output().expect("cargo is there");
        if !output.status.success() {
            return Err(output);
        }
        let name = format!("{program}{}", std::env::consts::EXE_SUFFIX);
        Ok(self.programs().join(name))
    }

    /// What a program of the package `app` prints.
    pub(crate) fn run(self, program: &str, features: &[&str]) -> String {
        let _one = one_at_a_time();
        match self.build("app", program, features) {
            Ok(program) => printed(&mut Command::new(program)),
            Err(output) => panic!("{}", text(&output.stderr)),
        }
    }
}
