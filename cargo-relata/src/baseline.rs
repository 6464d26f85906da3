//! `cargo relata baseline`: the errors that there are, written down so that only new ones fail.

use relata::Findings;

use crate::Outcome;
use crate::failure::Failure;
use crate::input::Systems;
use crate::options::Baseline;
use crate::terminal::Terminal;

pub(crate) fn run(options: &Baseline, terminal: Terminal) -> Result<Outcome, Failure> {
    let policy = options.policy.read()?;
    let systems = Systems::read(&options.input, terminal)?;
    let policy = policy.options(&systems.root)?;
    let all: Vec<Findings> = systems.all.iter().map(|it| it.check(&policy)).collect();
    Ok(Outcome::clean(Findings::baseline_of(&all)).to(options.output.as_deref()))
}
