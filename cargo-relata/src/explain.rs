//! `cargo relata explain`: the page of a rule, or the list of all.

use std::fmt::Write;

use relata::Rule;

use crate::Outcome;
use crate::failure::Failure;
use crate::options::Explain;
use crate::text::{listed, shown};

pub(crate) fn run(options: &Explain) -> Result<Outcome, Failure> {
    let Some(name) = &options.rule else {
        return Ok(Outcome::clean(all()));
    };
    let rule: Rule = name.parse().map_err(|_| unknown(name))?;
    Ok(Outcome::clean(format!("# {rule}\n\n{}", page(rule))))
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

fn unknown(name: &str) -> Failure {
    let is_near = |rule: &&Rule| {
        let fewer = rule
            .name()
            .split('_')
            .any(|word| word.len() > 3 && name.contains(word));
        fewer || rule.name().contains(name)
    };
    let near: Vec<&str> = Rule::ALL
        .iter()
        .filter(is_near)
        .map(|it| it.name())
        .collect();
    let name = shown(name);
    Failure::Usage(if near.is_empty() || name.is_empty() {
        format!("no rule is called `{name}`; `cargo relata explain` lists them all")
    } else {
        format!(
            "no rule is called `{name}`; similar ones are {}",
            listed(near)
        )
    })
}
