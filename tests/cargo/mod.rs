//! Running cargo on packages outside of a test's own, as their users run it.

#![allow(dead_code, reason = "not every test needs all of it")]
#![allow(unreachable_pub, reason = "it is a module of several tests")]

use std::path::{Path, PathBuf};
use std::process::Command;

/// A cargo command in a folder of this repository. What the environment says of where and how to build is of the test,
/// not of the package.
pub fn command(action: &str, folder: &str, target: &Path) -> Command {
    let mut cargo = cargo(folder, target);
    cargo.args([action, "--quiet"]);
    cargo
}

/// The same without an action.
pub fn cargo(folder: &str, target: &Path) -> Command {
    let mut cargo = Command::new(env!("CARGO"));
    cargo
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(folder))
        .env("CARGO_TARGET_DIR", target)
        .env_remove("CARGO_BUILD_TARGET")
        .env_remove("RUSTFLAGS")
        .env_remove("CARGO_ENCODED_RUSTFLAGS");
    cargo
}

/// Where a test builds its packages.
pub fn target(test: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join(test)
}

/// The channels of the test, which its packages have too.
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
