//! Runs the command in a folder and tells all that came of it: output, errors and exit status, as one text.

#![allow(dead_code, reason = "each target of tests uses a part of it")]

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// An empty folder of this name, which stays so that a failed test can be looked into. It has no `.git` around it.
pub(crate) fn folder(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join("cargo-relata-tests").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder.canonicalize().unwrap()
}

/// Writes a file, in a folder that is made if need be.
pub(crate) fn write(file: &Path, text: &str) {
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(file, text).unwrap();
}

/// What the command did.
#[derive(Debug)]
pub(crate) struct Output {
    pub(crate) arguments: String,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
    pub(crate) status: Option<i32>,
}

/// Runs `cargo relata ARGUMENTS` in the folder.
pub(crate) fn run(folder: &Path, arguments: &[&str]) -> Output {
    run_with(folder, arguments, &[])
}

/// The same with variables in its environment, which holds nothing else that it goes by.
pub(crate) fn run_with(folder: &Path, arguments: &[&str], variables: &[(&str, &Path)]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cargo-relata"));
    command.arg("relata").args(arguments).current_dir(folder);
    for (name, _) in std::env::vars_os() {
        if is_gone_by(&name.to_string_lossy()) {
            command.env_remove(name);
        }
    }
    command.envs(variables.iter().copied());
    let output = command.output().unwrap();
    let text = |bytes: Vec<u8>| {
        let text = String::from_utf8(bytes).unwrap();
        text.replace(&folder.display().to_string(), "[FOLDER]")
    };
    Output {
        arguments: arguments.join(" "),
        stdout: text(output.stdout),
        stderr: text(output.stderr),
        status: output.status.code(),
    }
}

/// Whether the command, or cargo, goes by a variable, but for where cargo keeps what it has downloaded.
fn is_gone_by(name: &str) -> bool {
    let by_start = ["CARGO_", "GITHUB_", "CLICOLOR"];
    name != "CARGO_HOME"
        && (by_start.iter().any(|it| name.starts_with(it))
            || ["NO_COLOR", "COLUMNS"].contains(&name))
}

impl fmt::Display for Output {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "$ cargo relata {}", self.arguments)?;
        f.write_str(&self.stdout)?;
        if !self.stderr.is_empty() {
            write!(f, "--- stderr\n{}", self.stderr)?;
        }
        match self.status {
            Some(status) => writeln!(f, "--- exit status {status}"),
            None => writeln!(f, "--- ended by a signal"),
        }
    }
}
