//! `relata-check/1`, documented in `docs/formats.md`.
//!
//! Later versions may add members. All members are always present; none is removed or changes its meaning.

use std::borrow::Cow;

use relata::{Coverage, Level, Place, Subject};
use serde::Serialize;

use super::wording::{found_in, level_name};
use crate::input::Skipped;
use crate::text::printable_json;
use crate::verdict::{MergedFinding, Verdict};

#[derive(Serialize)]
struct Check<'v> {
    format: &'static str,
    totals: Totals,
    checked: Vec<Checked<'v>>,
    skipped: Vec<NotChecked<'v>>,
    findings: Vec<Finding<'v>>,
}

#[derive(Serialize)]
struct Totals {
    errors: usize,
    warnings: usize,
}

#[derive(Serialize)]
struct Checked<'v> {
    name: &'v str,
    models: usize,
    crates: usize,
    errors: usize,
    warnings: usize,
    coverage: Coverage,
    databases: &'v [String],
}

#[derive(Serialize)]
struct NotChecked<'v> {
    name: &'v str,
    reason: &'v str,
}

/// As relata serializes a finding, with the notes of all systems, and `found_in`.
#[derive(Serialize)]
struct Finding<'v> {
    rule: &'static str,
    level: &'static str,
    headline: &'v str,
    subject: &'v Subject,
    other: Option<&'v Subject>,
    place: Option<&'v Place>,
    notes: Vec<Note<'v>>,
    help: Option<&'v str>,
    found_in: Vec<&'v str>,
    in_databases: &'v [String],
}

#[derive(Serialize)]
struct Note<'v> {
    text: Cow<'v, str>,
    place: Option<&'v Place>,
}

pub(crate) fn render(verdict: &Verdict) -> String {
    let skipped = verdict
        .skipped
        .iter()
        .map(|Skipped { name, reason }| NotChecked { name, reason });
    text(&Check {
        format: "relata-check/1",
        totals: Totals {
            errors: verdict.count(Level::Deny),
            warnings: verdict.count(Level::Warn),
        },
        checked: checked(verdict),
        skipped: skipped.collect(),
        findings: verdict
            .findings
            .iter()
            .map(|it| finding(it, verdict))
            .collect(),
    })
}

fn checked(verdict: &Verdict) -> Vec<Checked<'_>> {
    let systems = verdict.systems.iter().enumerate();
    let checked = systems.map(|(nth, system)| Checked {
        name: &system.name,
        models: system.findings.model_count(),
        crates: system.findings.crate_count(),
        errors: verdict.count_in(nth, Level::Deny),
        warnings: verdict.count_in(nth, Level::Warn),
        coverage: system.findings.coverage(),
        databases: system.findings.databases(),
    });
    checked.collect()
}

fn finding<'v>(merged: &'v MergedFinding, verdict: &'v Verdict) -> Finding<'v> {
    let finding = &merged.finding;
    let notes = merged.notes.iter().map(|note| Note {
        text: note.text().into(),
        place: note.place(),
    });
    let systems = merged.systems.iter();
    let found_in_systems: Vec<&str> = systems.map(|nth| &*verdict.systems[*nth].name).collect();
    // `found_in` names all files that were checked together.
    let is_named = merged.files.is_empty() || merged.files == found_in_systems;
    let files = found_in(merged, verdict).filter(|_| !is_named);
    let files = files.map(|text| Note {
        text: text.into(),
        place: None,
    });
    Finding {
        rule: finding.rule().name(),
        level: level_name(finding),
        headline: finding.headline(),
        subject: finding.subject(),
        other: finding.other().filter(|it| !it.to_string().is_empty()),
        place: finding.place(),
        notes: notes.chain(files).collect(),
        help: finding.help(),
        found_in: found_in_systems,
        in_databases: finding.databases(),
    }
}

/// Serializes a value as indented JSON with unprintable characters escaped.
pub(crate) fn text(value: &impl Serialize) -> String {
    let text = serde_json::to_string_pretty(value);
    let text = text.expect("strings and numbers can be serialized; this is a bug in relata");
    printable_json(&text) + "\n"
}
