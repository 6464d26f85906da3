//! For people: each finding with its source lines, as the compiler shows errors, and a summary.

use std::fmt::Write;

use annotate_snippets::{AnnotationKind, Group, Level as Title, Origin, Renderer, Snippet};
use relata::{Finding, Level, Note, Place, Rule};

use super::lines::Lines;
use super::wording::{found, found_in, found_in_one};
use crate::text::{counted, shown};
use crate::verdict::{Told, Verdict};

/// As many findings are told in full; more than a reader reads are counted.
const IN_FULL: usize = 50;

pub(crate) fn render(verdict: &Verdict) -> String {
    let lines = Lines::new(verdict);
    let mut text = String::new();
    for told in verdict.told.iter().take(IN_FULL) {
        text.push_str(&finding(told, verdict, &lines));
        text.push_str("\n\n");
    }
    let rest = verdict.told.get(IN_FULL..).unwrap_or_default();
    if !rest.is_empty() {
        text.push_str(&counts(rest));
    }
    text.push_str(&summary(verdict));
    text
}

fn finding(told: &Told, verdict: &Verdict, lines: &Lines<'_>) -> String {
    let finding = &told.finding;
    let level = if finding.level() == Level::Deny {
        Title::ERROR
    } else {
        Title::WARNING
    };
    let title = level
        .primary_title(finding.headline())
        .id(finding.rule().name());
    let (placed, bare): (Vec<&Note>, Vec<&Note>) =
        told.notes.iter().partition(|it| it.place().is_some());
    let (beside, apart): (Vec<&Note>, Vec<&Note>) = placed
        .into_iter()
        .partition(|note| is_beside(note, finding, lines));
    let mut group = Group::with_title(title);
    if let Some(place) = finding.place() {
        group = with_source(group, place, &beside, lines);
    }
    let notes = bare.into_iter().map(|it| Title::NOTE.message(it.text()));
    let found_in = found_in(told, verdict).map(|it| Title::NOTE.message(it));
    let help = finding.help().map(|it| Title::HELP.message(it));
    let group = group.elements(notes.chain(found_in).chain(help));
    let apart = apart.into_iter().filter_map(|note| elsewhere(note, lines));
    let report: Vec<Group<'_>> = std::iter::once(group).chain(apart).collect();
    Renderer::styled().render(&report)
}

/// The source at a place, with a label for each note beside it; the place alone where there is none to show.
fn with_source<'g>(
    group: Group<'g>,
    place: &Place,
    beside: &[&'g Note],
    lines: &Lines<'_>,
) -> Group<'g> {
    let Some((source, span)) = lines.at(place) else {
        return group.element(origin(place));
    };
    let labels = beside.iter().filter_map(|note| {
        let (_, span) = lines.at(note.place()?)?;
        Some(AnnotationKind::Context.span(span).label(note.text()))
    });
    group.element(
        Snippet::source(source.to_string())
            .path(file(place))
            .annotation(AnnotationKind::Primary.span(span))
            .annotations(labels),
    )
}

/// Whether a note points into the same source, so that it can be a label there.
fn is_beside(note: &Note, finding: &Finding, lines: &Lines<'_>) -> bool {
    let (Some(own), Some(place)) = (finding.place(), note.place()) else {
        return false;
    };
    own.file() == place.file() && lines.at(own).is_some() && lines.at(place).is_some()
}

/// A note with a place of its own, in another file.
fn elsewhere<'n>(note: &'n Note, lines: &Lines<'_>) -> Option<Group<'n>> {
    let place = note.place()?;
    let group = Group::with_title(Title::NOTE.secondary_title(note.text()));
    Some(match lines.at(place) {
        Some((source, span)) => group.element(
            Snippet::source(source.to_string())
                .path(file(place))
                .annotation(AnnotationKind::Primary.span(span)),
        ),
        None => group.element(origin(place)),
    })
}

fn origin(place: &Place) -> Origin<'static> {
    Origin::path(file(place))
        .line(place.line() as usize)
        .char_column(place.column() as usize)
}

fn file(place: &Place) -> String {
    shown(&place.file().replace('\\', "/"))
}

/// What is not told in full, by level and rule.
fn counts(rest: &[Told]) -> String {
    let mut text = format!("and {} more:\n", rest.len());
    for (level, noun) in [(Level::Deny, "error"), (Level::Warn, "warning")] {
        for rule in Rule::ALL {
            let is_of = |it: &&Told| it.finding.rule() == *rule && it.finding.level() == level;
            let count = rest.iter().filter(is_of).count();
            if count > 0 {
                // Writing to a string never fails.
                let _ = writeln!(text, "  {} of {rule}", counted(count, noun));
            }
        }
    }
    text.push('\n');
    text
}

/// What was found in how much: a line for one system, a table for several.
fn summary(verdict: &Verdict) -> String {
    if let ([system], []) = (&*verdict.systems, &*verdict.skipped) {
        return found_in_one(system, verdict) + "\n";
    }
    let names = verdict.systems.iter().map(|it| &it.name);
    let names = names.chain(verdict.skipped.iter().map(|it| &it.name));
    let width = names.map(|it| it.chars().count()).max().unwrap_or(0).max(6);
    let mut text = format!("{:<width$}  models  crates  errors  warnings\n", "target");
    for (nth, system) in verdict.systems.iter().enumerate() {
        let findings = &system.findings;
        // Writing to a string never fails.
        let _ = writeln!(
            text,
            "{:<width$}  {:>6}  {:>6}  {:>6}  {:>8}",
            system.name,
            findings.model_count(),
            findings.crate_count(),
            verdict.count_in(nth, Level::Deny),
            verdict.count_in(nth, Level::Warn)
        );
    }
    for skipped in &verdict.skipped {
        let _ = writeln!(
            text,
            "{:<width$}  not checked: {}",
            skipped.name, skipped.reason
        );
    }
    let _ = if verdict.told.is_empty() {
        writeln!(text, "\nnothing found")
    } else {
        writeln!(text, "\n{} in all", found(verdict))
    };
    text
}
