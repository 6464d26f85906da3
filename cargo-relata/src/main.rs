//! `cargo relata`: checks the relations between the models of a program without running it.
//!
//! Data flows in one direction: options → input (build, read) → verdict → format. The output is printed only when complete.

mod failure;
mod options;
mod outcome;
mod output;
mod stored;
mod terminal;
mod text;

// Input.
mod compile;
mod database;
mod declaring;
mod flags;
mod given;
mod input;
mod lookup;
mod name;
mod outside;
mod policy;
mod reading;
mod scan;
mod selection;
mod unbuilt;

// Commands.
mod baseline;
mod check;
mod completions;
mod diff;
mod explain;
mod graph;
mod list;
mod schema;
mod why;
mod with;

// Results and their formats.
mod explanation;
mod format;
mod verdict;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::Parser;

use crate::failure::Failure;
use crate::options::{Command, Options};
use crate::outcome::Outcome;
use crate::terminal::Terminal;

/// Exit status 0: clean. 1: findings. 2: usage error, or input that cannot be read.
fn main() -> ExitCode {
    let options = Options::parse_from(arguments());
    let terminal = Terminal::new(&options);
    let outcome = run(options.into_command(), terminal);
    let printed = outcome.and_then(|outcome| {
        match &outcome.file {
            Some(file) => output::write(file, &outcome.text, terminal)?,
            None => terminal.print(&outcome.text)?,
        }
        Ok(outcome.status)
    });
    match printed {
        Ok(status) => ExitCode::from(status),
        Err(failure) => {
            terminal.fail(&failure);
            ExitCode::from(2)
        }
    }
}

fn run(command: Command, terminal: Terminal) -> Result<Outcome, Failure> {
    if let Some((output, inputs)) = command.output() {
        output::check(output, &inputs)?;
    }
    match command {
        Command::Check(options) if options.with.is_some() => with::run(options, terminal),
        Command::Check(options) => check::run(&options, terminal),
        Command::List(options) => list::run(&options, terminal),
        Command::Graph(options) => graph::run(&options, terminal),
        Command::Why(options) => why::run(&options, terminal),
        Command::Explain(options) => Ok(explain::run(&options)),
        Command::Diff(options) => diff::run(&options, terminal),
        Command::Baseline(options) => baseline::run(&options, terminal),
        Command::Schema(options) => schema::run(&options),
        Command::Completions(options) => Ok(completions::run(&options)),
    }
}

/// The arguments without the `relata` that cargo passes first. Global options before the command are moved after it.
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
