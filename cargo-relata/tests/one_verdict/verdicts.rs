//! What the library, the oracle and the command find.

use std::fmt::Write;
use std::path::Path;

use relata::{Finding, Findings, Level, Note, Options, Place, Registry, Report, Rule, options};
use serde_json::{Value, json};

use super::graphs;
use super::oracle::generate::OUTSIDE;
use super::oracle::judge::{self, Told, judge, judged};
use super::oracle::model::Model;
use super::run;
use super::types;

/// What is asked of each registry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Asked {
    Default,
    Strict,
    /// Every rule is a warning.
    All,
}

impl Asked {
    pub(crate) const ALL: [Asked; 3] = [Asked::Default, Asked::Strict, Asked::All];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Asked::Default => "default",
            Asked::Strict => "strict",
            Asked::All => "all",
        }
    }

    pub(crate) fn options(self) -> Options {
        let outside = options().outside(OUTSIDE);
        match self {
            Asked::Default => outside,
            Asked::Strict => outside.strict(),
            Asked::All => each_rule(outside, Level::Warn),
        }
    }

    /// What is asked of the command.
    fn arguments(self) -> Vec<&'static str> {
        let mut arguments = vec!["--outside", OUTSIDE];
        match self {
            Asked::Default => {}
            Asked::Strict => arguments.push("--strict"),
            Asked::All => arguments.extend(Rule::ALL.iter().flat_map(|it| ["-W", it.name()])),
        }
        arguments
    }
}

/// The same level for each rule.
pub(crate) fn each_rule(options: Options, level: Level) -> Options {
    let rules = Rule::ALL.iter();
    rules.fold(options, |options, rule| options.level(*rule, level))
}

/// The result of `init`, as the program prints it.
pub(crate) fn init(result: Result<Registry, Report>) -> String {
    match result {
        Ok(registry) => format!("{}{}", registry.warnings(), registry.coverage()),
        Err(report) => format!("{report}{}", report.coverage()),
    }
}

fn line(place: Option<&Place>) -> String {
    place.map_or_else(String::new, |it| format!("{}:{}", it.file(), it.line()))
}

/// A text with the lines of places in it.
fn without_columns(text: &str) -> String {
    let mut parts = text.split(".rs:");
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let is_number = |letter: char| letter.is_ascii_digit();
        let after = part.trim_start_matches(is_number);
        let (line, column) = (&part[..part.len() - after.len()], after.strip_prefix(':'));
        let rest = column.map_or(after, |it| it.trim_start_matches(is_number));
        write!(text, ".rs:{line}{rest}").unwrap();
    }
    text
}

/// Rules, levels, lines, headlines and notes. A document does not have the places of single tokens. A note about the widths of
/// integers only follows from how a type is spelled, and one about the linker from the platform of the program.
pub(crate) fn facts(findings: &Findings) -> Vec<(Rule, Level, String, String, Vec<String>)> {
    let notes = |finding: &Finding| {
        let notes = finding.notes().iter();
        let own = ["different ", "the WebAssembly linker drops "];
        let notes = notes.filter(|it| !own.iter().any(|start| it.text().starts_with(start)));
        let text = |it: &Note| without_columns(&types::in_words(it.text()));
        notes
            .map(|it| format!("{} {}", text(it), line(it.place())))
            .collect()
    };
    let facts = findings.iter().map(|it| {
        let headline = types::in_words(it.headline());
        (it.rule(), it.level(), line(it.place()), headline, notes(it))
    });
    let mut facts: Vec<_> = facts.collect();
    facts.sort();
    facts
}

/// Fails unless the oracle finds the same of all rules: by rule, level and line.
pub(crate) fn agrees(models: &[Model], findings: &Findings, what: &str) {
    let is_judged = |it: &&Finding| judged().any(|rule| rule == it.rule().name());
    let level = |it: &Finding| match it.level() {
        Level::Warn => judge::Level::Warn,
        Level::Deny => judge::Level::Deny,
        _ => judge::Level::Allow,
    };
    let found = findings.iter().filter(is_judged);
    let found = found.map(|it| (it.rule().name(), level(it), line(it.place())));
    let mut asked = graphs::asked();
    asked.levels = judged().map(|rule| (rule, judge::Level::Warn)).collect();
    let mut told = judge(models, &asked);
    // What must be found is matched first.
    told.sort_by_key(|it| !it.sure);
    let mut only_found = Vec::new();
    for found in found {
        let is_same = |it: &Told| {
            let lines = it
                .places
                .iter()
                .map(|it| it.rsplit_once(':').map_or("", |it| it.0));
            (&*it.rule, it.level) == (found.0, found.1) && lines.into_iter().any(|it| it == found.2)
        };
        match told.iter().position(is_same) {
            Some(at) => drop(told.remove(at)),
            None => only_found.push(found),
        }
    }
    told.retain(|it| it.sure);
    assert!(
        only_found.is_empty() && told.is_empty(),
        "{what}\nonly the library: {only_found:#?}\nonly the oracle: {told:#?}\n{findings}"
    );
}

/// Fails unless the command finds in files what the library finds.
pub(crate) fn command(folder: &Path, files: &[&str], asked: Asked, findings: &Findings) {
    let mut arguments = vec!["check", "--message-format", "json"];
    arguments.extend(files);
    arguments.extend(asked.arguments());
    let output = run::output(folder, &arguments);
    let check: Value = serde_json::from_str(&output.stdout).unwrap();
    let at = |place: Option<&Place>| {
        place.map(|it| json!({ "file": it.file(), "line": it.line(), "column": it.column() }))
    };
    let finding = |it: &Finding| {
        let notes = it.notes().iter();
        let notes = notes.map(|it| json!({ "text": it.text(), "place": at(it.place()) }));
        json!({
            "rule": it.rule().name(),
            "level": if it.level() == Level::Deny { "error" } else { "warning" },
            "headline": it.headline(),
            "place": at(it.place()),
            "notes": notes.collect::<Vec<_>>(),
            "help": it.help(),
        })
    };
    let mut expected: Vec<Value> = findings.iter().map(finding).collect();
    let mut found = check["findings"].as_array().unwrap().clone();
    for finding in found.iter_mut().filter_map(Value::as_object_mut) {
        finding.retain(|member, _| expected_member(member));
        // Of several inputs, the command reports which have the finding.
        let notes = finding["notes"].as_array_mut().unwrap();
        notes.retain(|it| {
            !it["text"]
                .as_str()
                .unwrap()
                .starts_with("this finding is in ")
        });
    }
    // The command sorts by level first.
    for all in [&mut expected, &mut found] {
        all.sort_by_key(Value::to_string);
    }
    assert_eq!(found, expected, "{output}");
    let denied = findings.iter().any(|it| it.level() == Level::Deny);
    assert_eq!(output.status, Some(i32::from(denied)));
}

fn expected_member(member: &str) -> bool {
    !["subject", "other", "found_in", "in_databases"].contains(&member)
}
