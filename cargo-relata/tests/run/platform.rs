//! Where programs of fixtures are built for and how they are run there.

#![allow(dead_code, reason = "not every test needs all of it")]
#![allow(unreachable_pub, reason = "it is a module of several tests")]

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// A target, and what runs its programs.
#[derive(Clone, Copy, Debug)]
pub struct Platform {
    /// The target triple, or the host's own target.
    pub target: Option<&'static str>,
    /// The program and its arguments before the file.
    run: &'static [&'static str],
    extension: &'static str,
}

pub const HOST: Platform = Platform {
    target: None,
    run: &[],
    extension: std::env::consts::EXE_SUFFIX,
};

/// Its programs have no output.
pub const WASM: Platform = Platform {
    target: Some("wasm32-unknown-unknown"),
    run: &[],
    extension: ".wasm",
};

/// Its programs are components, which Node.js does not run.
pub const WASI_2: Platform = Platform {
    target: Some("wasm32-wasip2"),
    run: &[],
    extension: ".wasm",
};

pub const WASI: Platform = Platform {
    target: Some("wasm32-wasip1"),
    run: &["node", "--no-warnings", "wasi.mjs"],
    extension: ".wasm",
};

pub const WINDOWS: Platform = Platform {
    target: Some("x86_64-pc-windows-gnu"),
    run: &["wine"],
    extension: ".exe",
};

/// How a program is built: the folder of its profile, and variables for cargo.
#[derive(Clone, Copy, Debug)]
pub struct Build {
    pub folder: &'static str,
    pub variables: &'static [(&'static str, &'static str)],
}

pub const DEBUG: Build = Build {
    folder: "debug",
    variables: &[],
};

/// Without optimization, but put together before the linker, which drops models for WebAssembly otherwise.
pub const LTO: Build = Build {
    folder: "debug",
    variables: &[("CARGO_PROFILE_DEV_LTO", "thin")],
};

pub const RELEASE: Build = Build {
    folder: "release",
    variables: &[],
};

/// The smallest program.
pub const SMALL: Build = Build {
    folder: "release",
    variables: &[
        ("CARGO_PROFILE_RELEASE_LTO", "fat"),
        ("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "1"),
        ("CARGO_PROFILE_RELEASE_OPT_LEVEL", "z"),
        ("CARGO_PROFILE_RELEASE_STRIP", "true"),
    ],
};

impl Build {
    /// Whether the program is put together before the linker, which drops nothing then.
    pub fn is_whole(&self) -> bool {
        let mut variables = self.variables.iter();
        variables.any(|(name, _)| name.ends_with("_LTO"))
    }

    /// The argument by which cargo builds this profile.
    pub fn argument(&self) -> Option<&'static str> {
        (self.folder == "release").then_some("--release")
    }
}

impl Platform {
    /// The file of a program in a target folder.
    pub fn file(&self, target: &Path, build: &Build, name: &str) -> PathBuf {
        let folder = match self.target {
            Some(triple) => target.join(triple),
            None => target.to_owned(),
        };
        folder
            .join(build.folder)
            .join(format!("{name}{}", self.extension))
    }

    /// Whether its programs can be run here and print something.
    pub fn has_output(&self) -> bool {
        self.target.is_none() || !self.run.is_empty()
    }

    /// The command that runs a program of this platform.
    pub fn command(&self, file: &Path) -> Command {
        let Some((program, arguments)) = self.run.split_first() else {
            return Command::new(file);
        };
        let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/linking/platforms");
        if *program == "wine" {
            add_random_numbers(&here, file);
        }
        let mut command = Command::new(program);
        command.args(arguments).arg(file).env("WINEDEBUG", "-all");
        command.current_dir(here);
        command
    }
}

/// Puts the library that the standard library has its random numbers from next to a program. Old versions of Wine lack it.
fn add_random_numbers(here: &Path, program: &Path) {
    let status = Command::new("x86_64-w64-mingw32-gcc")
        .args(["-shared", "process_prng.c", "-ladvapi32", "-o"])
        .arg(program.with_file_name("bcryptprimitives.dll"))
        .current_dir(here)
        .status()
        .unwrap();
    assert!(status.success());
}

/// A report without what depends on the platform: a program for WebAssembly refers to the documentation instead of the command,
/// and Wine reports what it sets up.
pub fn portable(report: &str) -> String {
    let differs =
        |line: &&str| line.starts_with("for more information: ") || line.starts_with("wine: ");
    let lines = report.lines().filter(|line| !differs(line));
    lines.collect::<Vec<_>>().join("\n")
}

/// Programs of all profiles and tests are built in one folder.
pub fn one_at_a_time() -> MutexGuard<'static, ()> {
    static ONE: Mutex<()> = Mutex::new(());
    ONE.lock().unwrap_or_else(PoisonError::into_inner)
}
