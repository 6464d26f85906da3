//! Stub.

use crate::Outcome;
use crate::failure::Failure;
use crate::options;
use crate::terminal::Terminal;

pub(crate) fn run(_options: &options::Graph, _terminal: Terminal) -> Result<Outcome, Failure> {
    Ok(Outcome::clean(String::new()))
}
