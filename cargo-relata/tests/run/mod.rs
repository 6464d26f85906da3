//! Runs the command like its users and returns its complete output.

#![allow(dead_code, reason = "not every test needs all of it")]
#![allow(unreachable_pub, reason = "it is a module of several tests")]

pub mod platform;

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The output and exit status of the command.
#[derive(Debug)]
pub struct Output {
    pub arguments: String,
    pub stdout: String,
    pub stderr: String,
    pub status: Option<i32>,
}

impl fmt::Display for Output {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "$ cargo relata {}", self.arguments)?;
        f.write_str(&self.stdout)?;
        if !self.stderr.is_empty() {
            write!(f, "--- stderr\n{}", self.stderr)?;
        }
        match self.status {
            Some(status) => writeln!(f, "exit {status}"),
            None => writeln!(f, "killed"),
        }
    }
}

/// The command in a folder, as cargo runs it, without the variables of the test's own environment that affect cargo or
/// colors.
pub fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cargo-relata"));
    command.arg("relata").args(arguments).current_dir(folder);
    for (name, _) in std::env::vars_os() {
        if is_relevant(&name.to_string_lossy()) {
            command.env_remove(name);
        }
    }
    command
        .env("CARGO", env!("CARGO"))
        .env("CARGO_TARGET_DIR", target());
    command
}

/// The manifest of a package that depends on relata; `rest` comes before the dependencies.
pub fn manifest(name: &str, rest: &str) -> String {
    let relata = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let relata = relata.display().to_string().replace('\\', "/");
    format!(
        "[package]\nname = \"{name}\"\nversion = \"1.0.0\"\nedition = \"2024\"\n{rest}\n[dependencies.relata]\npath = \"{relata}\"\n"
    )
}

/// Cargo in a folder, with the same target folder.
pub fn cargo(folder: &Path) -> Command {
    let mut cargo = Command::new(env!("CARGO"));
    cargo
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", target())
        .env_remove("CARGO_ENCODED_RUSTFLAGS");
    cargo
}

/// Whether a variable affects the command or cargo, except the folder of cargo's downloads.
fn is_relevant(name: &str) -> bool {
    let by_start = ["CARGO_", "CLICOLOR", "GITHUB_"];
    let whole = [
        "CI",
        "COLORTERM",
        "COLUMNS",
        "NO_COLOR",
        "RUSTFLAGS",
        "TERM",
    ];
    name != "CARGO_HOME"
        && (whole.contains(&name) || by_start.iter().any(|it| name.starts_with(it)))
}

/// Runs the command and replaces the folder in its output.
pub fn output(folder: &Path, arguments: &[&str]) -> Output {
    output_with(folder, arguments, &[])
}

/// Runs the command with additional environment variables.
pub fn output_with(folder: &Path, arguments: &[&str], variables: &[(&str, &Path)]) -> Output {
    let mut command = command(folder, arguments);
    command.envs(variables.iter().copied());
    let output = command.output().expect("the command can be run");
    let text = |bytes: Vec<u8>| {
        let text = String::from_utf8(bytes).unwrap().replace("\r\n", "\n");
        text.replace(&folder.display().to_string(), "[FOLDER]")
    };
    Output {
        arguments: arguments.join(" "),
        stdout: text(output.stdout),
        stderr: text(output.stderr),
        status: output.status.code(),
    }
}

/// Runs the command and returns its output as one text.
pub fn run(folder: &Path, arguments: &[&str]) -> String {
    output(folder, arguments).to_string()
}

/// The target folder that all tests use to build fixtures.
pub fn target() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("fixtures")
}

/// The folder of a fixture, which is a separate workspace.
pub fn fixture(name: &str) -> PathBuf {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    fixtures.join(name)
}

/// Creates a folder with these files outside of any repository. It is kept, so that failures can be investigated.
pub fn folder(name: &str, files: &[(&str, &str)]) -> PathBuf {
    let folder = std::env::temp_dir().join("cargo-relata-tests").join(name);
    drop(fs::remove_dir_all(&folder));
    fs::create_dir_all(&folder).unwrap();
    for (file, text) in files {
        write(&folder.join(file), text);
    }
    folder.canonicalize().unwrap()
}

/// Writes a file and creates its folder if necessary.
pub fn write(file: &Path, text: &str) {
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(file, text).unwrap();
}
