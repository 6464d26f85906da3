//! Building and running the packages in this folder.

#[cfg(feature = "executable")]
use std::path::Path;
use std::path::PathBuf;
use std::process::{Command, Output};
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::cargo::{self, text};

/// A way to build a program.
#[derive(Clone, Copy)]
pub(crate) struct Way {
    pub(crate) profile: &'static str,
    /// The arguments of the last step, which links the program.
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

/// Whether a program is on this machine.
pub(crate) fn is_here(program: &str) -> bool {
    Command::new(program).arg("--version").output().is_ok()
}

/// Each way puts its programs in the same place: who builds and runs holds this.
pub(crate) fn one_at_a_time() -> MutexGuard<'static, ()> {
    static ONE: Mutex<()> = Mutex::new(());
    ONE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What a command prints, which succeeds.
pub(crate) fn printed(command: &mut Command) -> String {
    let output = command
        .output()
        .unwrap_or_else(|error| panic!("{command:?}: {error}"));
    assert!(
        output.status.success(),
        "{command:?}: {}{}",
        text(&output.stdout),
        text(&output.stderr)
    );
    text(&output.stdout)
}

/// The paths of the models that a program has printed.
#[cfg(feature = "executable")]
pub(crate) fn registered(told: &str) -> Vec<String> {
    let is_path = |it: &&str| it.contains("::") && !it.contains(' ');
    let paths = told.lines().filter(is_path);
    paths.map(str::to_owned).collect()
}

/// The same of the file of a program, and with its section headers removed if it is one for ELF and 64 bits.
#[cfg(feature = "executable")]
pub(crate) fn read_back(program: &Path) -> Vec<String> {
    let mut file = std::fs::read(program).unwrap();
    let models = in_file(&file);
    if file.starts_with(b"\x7fELF\x02") {
        file[0x28..0x30].fill(0); // where they are
        file[0x3a..0x40].fill(0); // their size and number, and the one that holds names
        assert_eq!(in_file(&file), models);
    }
    models
}

#[cfg(feature = "executable")]
fn in_file(file: &[u8]) -> Vec<String> {
    let records = relata::Records::of_executable(file).unwrap();
    let options = relata::Rule::ALL
        .iter()
        .fold(relata::options(), |it, rule| {
            it.level(*rule, relata::Level::Allow)
        });
    let registry = options.init_records(&[records]).unwrap();
    let models = registry.models();
    models.map(|it| it.path().to_owned()).collect()
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
        cargo::built().join(folder)
    }

    /// A cargo command about a package, in the workspace of this folder.
    pub(crate) fn cargo(
        self,
        command: &str,
        workspace: &str,
        package: &str,
        features: &[&str],
    ) -> Command {
        let folder = format!("tests/linking/{workspace}");
        let mut cargo = cargo::command(command, &folder);
        let mut all = cargo::channels();
        all.extend(features);
        cargo
            .args(["-p", package, "--profile", self.profile])
            .args(["--features", &all.join(",")]);
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
