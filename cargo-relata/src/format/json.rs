//! For programs: `relata-check/1`, documented in `docs/formats.md`.
//!
//! In the 1.x of the format members may be added, none is removed, and none changes its meaning. All are always there.

use relata::{Level, Place, Subject};
use serde::Serialize;

use super::wording::level;
use crate::input::Skipped;
use crate::text::shown_in_json;
use crate::verdict::{Told, Verdict};

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
}

#[derive(Serialize)]
struct NotChecked<'v> {
    name: &'v str,
    reason: &'v str,
}

#[derive(Serialize)]
struct Finding<'v> {
    rule: &'static str,
    level: &'static str,
    headline: &'v str,
    subject: String,
    other: Option<String>,
    place: Option<At>,
    notes: Vec<Note<'v>>,
    help: Option<&'v str>,
    found_in: Vec<&'v str>,
}

#[derive(Serialize)]
struct Note<'v> {
    text: &'v str,
    place: Option<At>,
}

/// A place.
#[derive(Serialize)]
struct At {
    file: String,
    line: u32,
    column: u32,
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
        findings: verdict.told.iter().map(|it| finding(it, verdict)).collect(),
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
    });
    checked.collect()
}

fn finding<'v>(told: &'v Told, verdict: &'v Verdict) -> Finding<'v> {
    let finding = &told.finding;
    let notes = told.notes.iter().map(|note| Note {
        text: note.text(),
        place: note.place().map(at),
    });
    let systems = told.systems.iter();
    Finding {
        rule: finding.rule().name(),
        level: level(finding),
        headline: finding.headline(),
        subject: finding.subject().to_string(),
        other: finding
            .other()
            .map(Subject::to_string)
            .filter(|it| !it.is_empty()),
        place: finding.place().map(at),
        notes: notes.collect(),
        help: finding.help(),
        found_in: systems.map(|nth| &*verdict.systems[*nth].name).collect(),
    }
}

fn at(place: &Place) -> At {
    At {
        file: place.file().replace('\\', "/"),
        line: place.line(),
        column: place.column(),
    }
}

/// Something as JSON, for people to look at too: what a terminal would obey, or nobody would see, is escaped.
pub(crate) fn text(value: &impl Serialize) -> String {
    let text = serde_json::to_string_pretty(value);
    let text = text.expect("it is made of texts and numbers; this is a bug in relata");
    shown_in_json(&text) + "\n"
}
