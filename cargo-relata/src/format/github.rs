//! For GitHub Actions: each finding as an annotation; then a line that counts.
//!
//! An annotation is a line that the runner reads as a command. What would end the line, or a property in it, is escaped as
//! the runner's own toolkit does it.

use std::fmt::Write;

use relata::Place;

use super::repository::Repository;
use super::wording::{found, found_in, found_in_one, level};
use crate::text::{counted, shown};
use crate::verdict::{Told, Verdict};

pub(crate) fn render(verdict: &Verdict) -> String {
    let repository = Repository::around(&verdict.root);
    let mut text = String::new();
    for told in &verdict.told {
        text.push_str(&annotation(told, verdict, &repository));
    }
    text.push_str(&summary(verdict));
    text
}

fn annotation(told: &Told, verdict: &Verdict, repository: &Repository) -> String {
    let finding = &told.finding;
    let mut line = format!("::{} ", level(finding));
    if let Some(place) = finding.place() {
        let file = property(&shown(&repository.path(place.file())));
        // Writing to a string never fails.
        let _ = write!(
            line,
            "file={file},line={},col={},",
            place.line(),
            place.column()
        );
    }
    let title = property(&format!("relata: {}", finding.rule()));
    let message = data(&message(told, verdict, repository));
    let _ = writeln!(line, "title={title}::{message}");
    line
}

fn message(told: &Told, verdict: &Verdict, repository: &Repository) -> String {
    let finding = &told.finding;
    let mut message = finding.headline().to_owned();
    for note in &told.notes {
        // Writing to a string never fails.
        let _ = write!(message, "\nnote: {}", note.text());
        if let Some(place) = note.place() {
            let _ = write!(message, " ({})", named(place, repository));
        }
    }
    if let Some(found_in) = found_in(told, verdict) {
        let _ = write!(message, "\nnote: {found_in}");
    }
    if let Some(help) = finding.help() {
        let _ = write!(message, "\nhelp: {help}");
    }
    message
}

fn named(place: &Place, repository: &Repository) -> String {
    let file = shown(&repository.path(place.file()));
    format!("{file}:{}:{}", place.line(), place.column())
}

/// Escapes what is told.
fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// Escapes the value of a property, which ends at a comma or a colon.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

/// What was found in how much, and what was not checked, in a line.
fn summary(verdict: &Verdict) -> String {
    let mut line = match &*verdict.systems {
        [system] => found_in_one(system, verdict),
        systems => format!("{} in {}", found(verdict), counted(systems.len(), "target")),
    };
    for skipped in &verdict.skipped {
        // Writing to a string never fails.
        let _ = write!(
            line,
            "; {} is not checked: {}",
            skipped.name, skipped.reason
        );
    }
    line + "\n"
}
