//! `cargo relata check`: reports all findings in the chosen format.

use crate::failure::Failure;
use crate::format::{github, human, json, sarif};
use crate::input::Systems;
use crate::options::{Check, MessageFormat};
use crate::outcome::Outcome;
use crate::terminal::Terminal;
use crate::verdict::Verdict;

pub(crate) fn run(options: &Check, terminal: Terminal) -> Result<Outcome, Failure> {
    let policy = options.policy.read()?;
    let systems = Systems::read(&options.input, terminal)?.with_each_alone();
    let verdict = Verdict::check(&systems, &policy)?;
    let text = match options.message_format {
        MessageFormat::Human => human::render(&verdict),
        MessageFormat::Json => json::render(&verdict),
        MessageFormat::Sarif => sarif::render(&verdict),
        MessageFormat::Github => github::render(&verdict),
    };
    Ok(Outcome {
        is_clean: verdict.is_clean(options.fail_on.level()),
        ..Outcome::clean(text).to(options.output.as_deref())
    })
}
