//! Running the command as its users do, and all that it says as one text.

#![allow(dead_code, reason = "not every test needs all of it")]
#![allow(unreachable_pub, reason = "it is a module of several tests")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What the environment says of cargo, of colour and of where this runs is of the test and not of what it runs.
const FOREIGN: [&str; 16] = [
    "CARGO_BUILD_TARGET",
    "CARGO_ENCODED_RUSTFLAGS",
    "CARGO_MANIFEST_DIR",
    "CARGO_MANIFEST_PATH",
    "CARGO_TERM_COLOR",
    "CARGO_TERM_PROGRESS_WHEN",
    "CI",
    "CLICOLOR",
    "CLICOLOR_FORCE",
    "COLORTERM",
    "COLUMNS",
    "GITHUB_ACTIONS",
    "GITHUB_WORKSPACE",
    "NO_COLOR",
    "RUSTFLAGS",
    "TERM",
];

/// The command in a folder, as cargo runs it.
pub fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cargo-relata"));
    command.arg("relata").args(arguments).current_dir(folder);
    for variable in FOREIGN {
        command.env_remove(variable);
    }
    command
        .env("CARGO", env!("CARGO"))
        .env("CARGO_TARGET_DIR", target());
    command
}

/// The command line, what it prints on both streams, and its exit status.
pub fn run(folder: &Path, arguments: &[&str]) -> String {
    told(&mut command(folder, arguments), arguments)
}

/// The same of a command that was changed.
pub fn told(command: &mut Command, arguments: &[&str]) -> String {
    let output = command.output().expect("the command can be run");
    let streams = [("", &output.stdout), ("--- stderr\n", &output.stderr)];
    let mut told = format!("$ cargo relata {}\n", arguments.join(" "));
    for (title, bytes) in streams {
        if !bytes.is_empty() {
            told.push_str(title);
            told.push_str(&text(bytes));
        }
    }
    let status = output.status.code();
    told + &status.map_or("killed\n".to_owned(), |status| format!("exit {status}\n"))
}

/// What a program has printed, alike on every platform.
pub fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).replace("\r\n", "\n")
}

/// Where the fixtures are built: once for all tests.
pub fn target() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("fixtures")
}

/// A workspace of its own among the fixtures.
pub fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures")
        .join(name)
}

/// A new folder with these files in it.
pub fn folder(name: &str, files: &[(&str, &str)]) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    drop(fs::remove_dir_all(&folder));
    fs::create_dir_all(&folder).unwrap();
    for (file, text) in files {
        let file = folder.join(file);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }
    folder
}
