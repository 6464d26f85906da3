//! Annotations for GitHub Actions, a summary line, and what was compared.
//!
//! An annotation is a line that the runner reads as a command. Characters that would end the line or one of its properties are
//! escaped as in the toolkit of the runner.

use std::fmt::Write;

use relata::Place;

use super::coverage;
use super::repository::Repository;
use super::sources::Sources;
use super::wording::{found_in, level_name, summary_of_one, totals};
use crate::text::{counted, enumerated_briefly, printable};
use crate::verdict::{MergedFinding, Verdict};

pub(crate) fn render(verdict: &Verdict) -> String {
    let repository = Repository::around(&verdict.root);
    let sources = Sources::new(verdict);
    let mut text = String::new();
    for merged in &verdict.findings {
        text.push_str(&annotation(merged, verdict, &repository, &sources));
    }
    text.push_str(&summary(verdict));
    text.push_str(&coverage::lines(verdict));
    text
}

fn annotation(
    merged: &MergedFinding,
    verdict: &Verdict,
    repository: &Repository,
    sources: &Sources<'_>,
) -> String {
    let finding = &merged.finding;
    let mut line = format!("::{} ", level_name(finding));
    if let Some(place) = finding.place() {
        let file = property(&printable(&repository.path(place.file())));
        // Writing to a string never fails.
        let _ = write!(
            line,
            "file={file},line={},col={},",
            place.line(),
            place.column()
        );
        if let Some(extent) = sources.extent(place) {
            let (line_of_end, end) = (extent.line, extent.columns.end);
            let _ = write!(line, "endLine={line_of_end},endColumn={end},");
        }
    }
    let title = property(&format!("relata: {}", finding.rule()));
    let message = data(&message(merged, verdict, repository));
    let _ = writeln!(line, "title={title}::{message}");
    line
}

fn message(merged: &MergedFinding, verdict: &Verdict, repository: &Repository) -> String {
    let finding = &merged.finding;
    let mut message = finding.headline().to_owned();
    for note in &merged.notes {
        // Writing to a string never fails.
        let _ = write!(message, "\nnote: {}", note.text());
        if let Some(place) = note.place() {
            let _ = write!(message, " ({})", named(place, repository));
        }
    }
    if let Some(found_in) = found_in(merged, verdict) {
        let _ = write!(message, "\nnote: {found_in}");
    }
    if let Some(help) = finding.help() {
        let _ = write!(message, "\nhelp: {help}");
    }
    message
}

fn named(place: &Place, repository: &Repository) -> String {
    let file = printable(&repository.path(place.file()));
    format!("{file}:{}:{}", place.line(), place.column())
}

/// Escapes the message.
fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// Escapes the value of a property, which ends at a comma or a colon.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

/// The totals, and the targets that were not checked.
fn summary(verdict: &Verdict) -> String {
    let mut line = match &*verdict.systems {
        [system] => summary_of_one(system, verdict),
        systems => format!(
            "{} in {}",
            totals(verdict),
            counted(systems.len(), "target")
        ),
    };
    let skipped = verdict.skipped.iter();
    let skipped: Vec<String> = skipped
        .map(|it| format!("{} ({})", it.name, it.reason))
        .collect();
    if !skipped.is_empty() {
        // Writing to a string never fails.
        let _ = write!(line, "; not checked: {}", enumerated_briefly(&skipped));
    }
    line + "\n"
}
