//! `cargo relata explain`: prints the page of a rule, or lists all rules.

use std::fmt::Write;

use relata::Rule;

use crate::explanation::{page, summary};
use crate::options::Explain;
use crate::outcome::Outcome;

pub(crate) fn run(options: &Explain) -> Outcome {
    Outcome::clean(match options.rule {
        Some(rule) => format!("# {rule}\n\n{}", page(rule)),
        None => all(),
    })
}

/// Each rule in one line, causes before consequences.
fn all() -> String {
    let mut text = String::new();
    for rule in Rule::ALL {
        let (level, summary) = (rule.default_level(), summary(*rule));
        // Writing to a string never fails.
        let _ = writeln!(text, "{:<24} {:<5} {summary}", rule.name(), level.name());
    }
    text
}
