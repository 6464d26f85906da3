//! `cargo relata explain`: the page of a rule, or the list of all.

use std::fmt::Write;

use relata::Rule;

use crate::Outcome;
use crate::options::Explain;

pub(crate) fn run(options: &Explain) -> Outcome {
    Outcome::clean(match options.rule {
        Some(rule) => format!("# {rule}\n\n{}", page(rule)),
        None => all(),
    })
}

/// Each rule in a line, causes before consequences.
fn all() -> String {
    let mut text = String::new();
    for rule in Rule::ALL {
        let summary = rule.explanation().lines().next().unwrap_or_default();
        let level = rule.default_level();
        // To a string nothing fails.
        let _ = writeln!(text, "{:<24} {:<5} {summary}", rule.name(), level.name());
    }
    text
}

/// The explanation without what only its tests need.
fn page(rule: Rule) -> String {
    let mut text = String::new();
    let mut in_code = false;
    for line in rule.explanation().lines() {
        if line.starts_with("```") {
            in_code = !in_code;
            let fence = line.split(',').next().unwrap_or(line);
            text.push_str(fence);
        } else if in_code && (line == "#" || line.starts_with("# ")) {
            continue;
        } else {
            text.push_str(line);
        }
        text.push('\n');
    }
    text
}
