//! `cargo relata`: checks the relationships between the models of a program, without running it.
//!
//! Data moves one way: options → input (build, read) → verdict → format. Whatever is printed is made as one text first.

mod failure;
mod options;
mod outcome;
mod terminal;
mod text;

// What is read.
mod compile;
mod flags;
mod input;
mod lookup;
mod name;
mod outside;
mod policy;
mod selection;

// What is asked of it.
mod baseline;
mod check;
mod completions;
mod diff;
mod explain;
mod graph;
mod list;
mod why;

// How it is told.
mod explanation;
mod format;
mod verdict;

use std::ffi::OsString;
use std::fs;
use std::path::Path;
use std::process::ExitCode;

use clap::Parser;

use crate::failure::Failure;
use crate::options::{Command, Options};
use crate::outcome::Outcome;
use crate::terminal::Terminal;

/// 0: clean. 1: findings. 2: wrong use, or input that cannot be read.
fn main() -> ExitCode {
    let options = Options::parse_from(arguments());
    let terminal = Terminal::new(&options);
    let outcome = run(options.into_command(), terminal);
    let told = outcome.and_then(|outcome| {
        match &outcome.file {
            Some(file) => write(file, &outcome.text, terminal)?,
            None => terminal.print(&outcome.text)?,
        }
        Ok(outcome.is_clean)
    });
    match told {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(failure) => {
            terminal.fail(&failure);
            ExitCode::from(2)
        }
    }
}

fn run(command: Command, terminal: Terminal) -> Result<Outcome, Failure> {
    match command {
        Command::Check(options) => check::run(&options, terminal),
        Command::List(options) => list::run(&options, terminal),
        Command::Graph(options) => graph::run(&options, terminal),
        Command::Why(options) => why::run(&options, terminal),
        Command::Explain(options) => Ok(explain::run(&options)),
        Command::Diff(options) => diff::run(&options),
        Command::Baseline(options) => baseline::run(&options, terminal),
        Command::Completions(options) => Ok(completions::run(&options)),
    }
}

/// Only what is whole is written, so that nobody takes a failure for an empty result.
fn write(file: &Path, text: &str, terminal: Terminal) -> Result<(), Failure> {
    // Colour is for terminals.
    let text = anstream::adapter::strip_str(text).to_string();
    fs::write(file, text).map_err(|error| Failure::Write {
        file: file.to_owned(),
        error,
    })?;
    terminal.status("Wrote", &text::shown(&file.display().to_string()));
    Ok(())
}

/// Cargo runs `cargo-relata relata …`. What may stand before a command as well as behind it is put behind.
fn arguments() -> impl Iterator<Item = OsString> {
    let mut arguments = std::env::args_os();
    let program = arguments.next();
    let mut rest = arguments.peekable();
    rest.next_if(|first| first == "relata");
    let mut rest: Vec<OsString> = rest.collect();
    let mut leading = 0;
    while let Some(argument) = rest.get(leading).and_then(|it| it.to_str()) {
        leading += match argument {
            "-q" | "--quiet" => 1,
            "--color" => 2,
            it if it.starts_with("--color=") => 1,
            _ => break,
        };
    }
    if leading < rest.len() {
        rest.rotate_left(leading);
    }
    program.into_iter().chain(rest)
}
