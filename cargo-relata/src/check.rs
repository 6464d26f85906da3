//! `cargo relata check`: reports all findings in the chosen format.

use crate::failure::Failure;
use crate::format::{cargo, github, human, json, sarif};
use crate::input::Systems;
use crate::options::{Check, MessageFormat};
use crate::outcome::Outcome;
use crate::selection;
use crate::terminal::Terminal;
use crate::verdict::Verdict;

pub(crate) fn run(options: &Check, terminal: Terminal) -> Result<Outcome, Failure> {
    let verdict = match verdict(options, terminal) {
        Ok(verdict) => verdict,
        Err(failure) => return Err(shown(failure, options, terminal)),
    };
    let fails = !verdict.is_clean(options.fail_on.level());
    let text = match options.message_format {
        MessageFormat::Human => human::render(&verdict),
        MessageFormat::Json => json::render(&verdict),
        MessageFormat::Cargo => {
            let members = selection::members(&options.input)?;
            cargo::render(&verdict, &members, !fails)
        }
        MessageFormat::Sarif => sarif::render(&verdict),
        MessageFormat::Github => github::render(&verdict),
    };
    Ok(Outcome {
        status: u8::from(fails),
        ..Outcome::clean(text).to(options.output.as_deref())
    })
}

/// Prints a failure also where an editor shows it.
fn shown(failure: Failure, options: &Check, terminal: Terminal) -> Failure {
    if options.message_format == MessageFormat::Cargo
        && let Ok(members) = selection::members(&options.input)
    {
        let message = cargo::failure(&failure.to_string(), &members) + &cargo::finished(false);
        // If nobody reads it, the failure is still printed.
        drop(terminal.print(&message));
    }
    failure
}

/// Checks the input.
pub(crate) fn verdict(options: &Check, terminal: Terminal) -> Result<Verdict, Failure> {
    let policy = options.policy.read()?;
    let systems = Systems::read(&options.input, terminal)?.with_each_alone();
    Verdict::check(&systems, &policy)
}
