//! `cargo relata completions`: scripts that complete this command in a shell.

use clap::CommandFactory;

use crate::options::{Completions, Options};
use crate::outcome::Outcome;

/// Shells complete programs, so it is `cargo-relata check` that is completed: the same program as `cargo relata`.
pub(crate) fn run(options: &Completions) -> Outcome {
    let mut script = Vec::new();
    let mut command = Options::command().bin_name("cargo-relata");
    clap_complete::generate(options.shell, &mut command, "cargo-relata", &mut script);
    Outcome::clean(String::from_utf8_lossy(&script).into_owned())
}
