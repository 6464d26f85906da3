//! `cargo relata baseline`: the errors that there are, written down so that only new ones fail.

use relata::{Findings, Level};

use crate::Outcome;
use crate::failure::Failure;
use crate::input::Systems;
use crate::options::Baseline;
use crate::terminal::Terminal;
use crate::text::counted;

pub(crate) fn run(options: &Baseline, terminal: Terminal) -> Result<Outcome, Failure> {
    let asked = options.judging.options()?;
    let systems = Systems::read(&options.input, terminal)?;
    let all: Vec<Findings> = systems.all.iter().map(|it| it.check(&asked)).collect();
    let text = Findings::baseline_of(&all);
    let Some(path) = &options.output else {
        return Ok(Outcome::clean(text));
    };
    std::fs::write(path, text).map_err(|error| Failure::Write {
        file: path.clone(),
        error,
    })?;
    let errors = all.iter().map(|it| it.count(Level::Deny)).sum();
    terminal.status(
        "Wrote",
        &format!("{} to {}", counted(errors, "error"), path.display()),
    );
    Ok(Outcome::clean(String::new()))
}
