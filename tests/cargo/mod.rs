//! Running cargo on packages outside of a test's own, as their users run it.

#![allow(dead_code, reason = "not every test needs all of it")]
#![allow(unreachable_pub, reason = "it is a module of several tests")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A cargo command on a package in a folder of this repository that is in a workspace of its own. What the environment
/// says of where and how to build is of the test, not of the package.
pub fn command(action: &str, folder: &str) -> Command {
    let mut cargo = cargo(folder);
    cargo.args([action, "--quiet"]);
    cargo
}

/// The same without an action. It spends no time on what nobody looks at: debug information, and what a later build
/// could use again.
pub fn cargo(folder: &str) -> Command {
    let mut cargo = Command::new(env!("CARGO"));
    cargo
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(folder))
        .env("CARGO_TARGET_DIR", built())
        .env("CARGO_PROFILE_DEV_DEBUG", "0")
        .env("CARGO_INCREMENTAL", "0")
        .env_remove("CARGO_BUILD_TARGET")
        .env_remove("RUSTFLAGS")
        .env_remove("CARGO_ENCODED_RUSTFLAGS");
    cargo
}

/// Where all these packages are built, so that relata is compiled once for those that use it alike.
pub fn built() -> PathBuf {
    folder("packages")
}

/// A folder for a test's own files.
pub fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join(name)
}

/// The channels of the test, which its packages have too. By `inventory` they turn on the default features of relata,
/// which are the same and by name those of the examples: so all share one build of it.
pub fn channels<'a>() -> Vec<&'a str> {
    let all = [
        ("inventory", cfg!(feature = "inventory")),
        ("linkme", cfg!(feature = "linkme")),
    ];
    let on = all.into_iter().filter(|(_, on)| *on);
    on.map(|(name, _)| name).collect()
}

/// What a program has printed, alike on every platform.
pub fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).replace("\r\n", "\n")
}

/// A copy of a folder of this repository that a test may change, with the packages in it. They know relata by its whole
/// path, and have the versions of this repository if they say none.
pub fn copied(folder: &str, to: &Path) -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    drop(fs::remove_dir_all(to));
    copy(&here.join(folder), to, here);
    if !to.join("Cargo.lock").exists() {
        fs::copy(here.join("Cargo.lock"), to.join("Cargo.lock")).unwrap();
    }
    to.to_owned()
}

fn copy(from: &Path, to: &Path, relata: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let (from, to) = (entry.path(), to.join(entry.file_name()));
        if from.is_dir() {
            copy(&from, &to, relata);
        } else if from.ends_with("Cargo.toml") {
            let manifest = fs::read_to_string(&from).unwrap();
            fs::write(&to, stands_alone(&manifest, relata)).unwrap();
        } else {
            fs::copy(&from, &to).unwrap();
        }
    }
}

/// A manifest that asks nothing of the workspace of this repository.
fn stands_alone(manifest: &str, relata: &Path) -> String {
    let inherits = |line: &str| line.contains(".workspace = true");
    let mut lines: Vec<String> = Vec::new();
    for line in manifest.lines().take_while(|line| *line != "[lints]") {
        let path = line.find("\"../");
        let path = path.and_then(|start| Some((start, start + 1 + line[start + 1..].find('"')?)));
        match path {
            _ if line.starts_with("edition.workspace") => lines.push("edition = \"2024\"".into()),
            _ if inherits(line) => {}
            // A text of TOML between these quotes has no escapes.
            Some((start, end)) => {
                let (before, after) = (&line[..start], &line[end + 1..]);
                lines.push(format!("{before}'{}'{after}", relata.display()));
            }
            None => lines.push(line.to_owned()),
        }
    }
    if manifest.lines().any(inherits) {
        lines.push("[workspace]".into());
    }
    lines.join("\n")
}
