//! `cargo relata completions`: scripts that complete this command in a shell.

use clap::CommandFactory;
use clap_complete::Shell;

use crate::options::{Completions, Options};
use crate::outcome::Outcome;

/// Completes the program `cargo-relata`, and in shells where that is possible also `cargo relata`.
pub(crate) fn run(options: &Completions) -> Outcome {
    let mut script = Vec::new();
    // With a hyphen in the name, clap_complete 4.6 mixes up the functions of bash.
    let name = match options.shell {
        Shell::Bash => "cargo_relata",
        _ => "cargo-relata",
    };
    let mut command = Options::command().bin_name(name);
    clap_complete::generate(options.shell, &mut command, name, &mut script);
    let script = String::from_utf8_lossy(&script).into_owned();
    Outcome::clean(script + as_subcommand(options.shell))
}

/// Completes the words behind `cargo relata` as those behind `cargo-relata`, and leaves other commands to cargo's own
/// completions. Those of zsh do so themselves.
fn as_subcommand(shell: Shell) -> &'static str {
    match shell {
        Shell::Bash => include_str!("completions/cargo.bash"),
        Shell::Fish => include_str!("completions/cargo.fish"),
        _ => "",
    }
}
