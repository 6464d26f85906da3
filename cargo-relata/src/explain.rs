//! `cargo relata explain`: the page of a rule, or the list of all.

use std::fmt::Write;

use relata::Rule;

use crate::Outcome;
use crate::explanation::{page, summary};
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
        let (level, summary) = (rule.default_level(), summary(*rule));
        // To a string nothing fails.
        let _ = writeln!(text, "{:<24} {:<5} {summary}", rule.name(), level.name());
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
