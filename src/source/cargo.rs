//! What cargo reports about a package and all its dependencies.

use std::path::Path;

use cargo_metadata::{Error, Metadata, MetadataCommand};

use super::target::Target;
use super::unreadable::Fault;

/// Runs `cargo metadata`, the only slow part of reading a source. Nothing is downloaded.
///
/// A package that was built has a lock file, which stays unchanged. If there is none, cargo writes it, as in the first
/// build.
pub(super) fn metadata(target: &Target) -> Result<Metadata, Fault> {
    let given = &target.manifest_dir;
    let manifest_dir = std::path::absolute(given).unwrap_or_else(|_| given.clone());
    let locked = ask(&manifest_dir, target, &["--offline", "--locked"]);
    let metadata = locked.or_else(|_| ask(&manifest_dir, target, &["--offline"]));
    metadata.map_err(|error| Fault::Cargo(describe(&error)))
}

fn ask(manifest_dir: &Path, target: &Target, options: &[&str]) -> Result<Metadata, Error> {
    let mut command = MetadataCommand::new();
    command.manifest_path(manifest_dir.join("Cargo.toml"));
    if manifest_dir.is_dir() {
        // The configuration of cargo and the toolchain of rustup depend on it.
        command.current_dir(manifest_dir);
    }
    let platform = ["--filter-platform", &target.platform];
    let options = options.iter().chain(&platform).map(ToString::to_string);
    let options = options.chain(target.cargo_options.iter().cloned());
    command.other_options(options.collect::<Vec<_>>());
    command.env("CARGO_TERM_COLOR", "never");
    command.exec()
}

/// Returns cargo's message, and what to do if cargo would have to download something.
pub(super) fn describe(error: &Error) -> String {
    let words = match error {
        Error::CargoMetadata { stderr } => stderr.trim().trim_start_matches("error: ").to_owned(),
        other => other.to_string(),
    };
    if words.contains("offline") {
        format!("{words}\nit ran with `--offline`; run `cargo fetch` to download what is missing")
    } else {
        words
    }
}
