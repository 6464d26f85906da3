//! `cargo relata completions`: scripts that complete this command in a shell.

use clap::CommandFactory;

use crate::options::{Completions, Options};
use crate::outcome::Outcome;

/// Completes the program `cargo-relata`, because shells complete programs and not cargo subcommands.
pub(crate) fn run(options: &Completions) -> Outcome {
    let mut script = Vec::new();
    let mut command = Options::command().bin_name("cargo-relata");
    clap_complete::generate(options.shell, &mut command, "cargo-relata", &mut script);
    Outcome::clean(String::from_utf8_lossy(&script).into_owned())
}
