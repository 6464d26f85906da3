//! Text for people: each finding with source lines, like the errors of the compiler, and a summary.

use std::fmt::Write;

use annotate_snippets::{AnnotationKind, Group, Level as Title, Origin, Renderer, Snippet};
use relata::{Finding, Level, Note, Place, Rule};

use super::coverage;
use super::sources::{Sources, name_after};
use super::wording::{compared_with, found_in, summary_of_one, totals};
use crate::text::{counted, printable};
use crate::verdict::{MergedFinding, Verdict};

/// Maximum number of findings printed in full.
const IN_FULL: usize = 50;

pub(crate) fn render(verdict: &Verdict) -> String {
    let sources = Sources::new(verdict);
    let mut text = String::new();
    for merged in verdict.findings.iter().take(IN_FULL) {
        text.push_str(&finding(merged, verdict, &sources));
        text.push_str("\n\n");
    }
    let rest = verdict.findings.get(IN_FULL..).unwrap_or_default();
    if !rest.is_empty() {
        text.push_str(&counts(rest));
    }
    text.push_str(&summary(verdict));
    text.push_str(&more_information(verdict));
    text.push_str(&coverage::lines(verdict));
    text
}

/// One finding as text.
pub(super) fn finding(merged: &MergedFinding, verdict: &Verdict, sources: &Sources<'_>) -> String {
    let finding = &merged.finding;
    let level = if finding.level() == Level::Deny {
        Title::ERROR
    } else {
        Title::WARNING
    };
    let title = level
        .primary_title(finding.headline())
        .id(finding.rule().name());
    let (placed, bare): (Vec<&Note>, Vec<&Note>) =
        merged.notes.iter().partition(|it| it.place().is_some());
    let (labels, others): (Vec<&Note>, Vec<&Note>) = placed
        .into_iter()
        .partition(|note| is_label(note, finding, sources));
    let mut group = Group::with_title(title);
    if let Some(place) = finding.place() {
        let krate = (finding.rule() == Rule::MissingCrate).then(|| finding.subject().to_string());
        group = with_source(group, place, krate.as_deref(), &labels, sources);
    }
    let notes = bare.into_iter().map(|it| Title::NOTE.message(it.text()));
    let found_in = found_in(merged, verdict).map(|it| Title::NOTE.message(it));
    let help = finding.help().map(|it| Title::HELP.message(it));
    let group = group.elements(notes.chain(found_in).chain(help));
    let others = others
        .into_iter()
        .filter_map(|note| note_group(note, sources));
    let report: Vec<Group<'_>> = std::iter::once(group).chain(others).collect();
    Renderer::styled().render(&report)
}

/// Adds the source line of a place with its labels, or only the place if the source is not available. In a `link!`, whose
/// place is its start, the name of the crate is underlined.
fn with_source<'g>(
    group: Group<'g>,
    place: &Place,
    krate: Option<&str>,
    labels: &[&'g Note],
    sources: &Sources<'_>,
) -> Group<'g> {
    let Some((source, span)) = sources.locate(place) else {
        return group.element(origin(place));
    };
    let span = krate
        .and_then(|krate| name_after(&source, span.end, krate))
        .unwrap_or(span);
    let labels = labels.iter().filter_map(|note| {
        let (_, span) = sources.locate(note.place()?)?;
        Some(AnnotationKind::Context.span(span).label(note.text()))
    });
    group.element(
        Snippet::source(source.to_string())
            .path(file(place))
            .annotation(AnnotationKind::Primary.span(span))
            .annotations(labels),
    )
}

/// Whether a note points into the source of its finding and can be a label there.
fn is_label(note: &Note, finding: &Finding, sources: &Sources<'_>) -> bool {
    let (Some(own), Some(place)) = (finding.place(), note.place()) else {
        return false;
    };
    own.file() == place.file() && sources.locate(own).is_some() && sources.locate(place).is_some()
}

/// A note with a place in another file.
fn note_group<'n>(note: &'n Note, sources: &Sources<'_>) -> Option<Group<'n>> {
    let place = note.place()?;
    let group = Group::with_title(Title::NOTE.secondary_title(note.text()));
    Some(match sources.locate(place) {
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
    printable(&place.file().replace('\\', "/"))
}

/// The number of findings that are not printed in full, by level and rule.
fn counts(rest: &[MergedFinding]) -> String {
    let mut text = format!("and {} more:\n", rest.len());
    for (level, noun) in [(Level::Deny, "error"), (Level::Warn, "warning")] {
        for rule in Rule::ALL {
            let is_of =
                |it: &&MergedFinding| it.finding.rule() == *rule && it.finding.level() == level;
            let count = rest.iter().filter(is_of).count();
            if count > 0 {
                // Writing to a string never fails.
                let _ = writeln!(text, "  {}", counted(count, &format!("{rule} {noun}")));
            }
        }
    }
    text.push('\n');
    text
}

/// The totals: a line for one system, a table for several.
fn summary(verdict: &Verdict) -> String {
    if let ([system], []) = (&*verdict.systems, &*verdict.skipped) {
        return summary_of_one(system, verdict) + "\n";
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
    let compared = compared_with(verdict).map(|it| format!(", {it}"));
    let compared = compared.unwrap_or_default();
    let _ = if verdict.findings.is_empty() {
        writeln!(text, "\nno findings{compared}")
    } else {
        writeln!(text, "\n{} in total{compared}", totals(verdict))
    };
    text
}

/// How to learn more about the rule of the first finding.
fn more_information(verdict: &Verdict) -> String {
    let first = verdict.findings.first().map(|it| it.finding.rule());
    let text = first.map(|rule| format!("for more information: cargo relata explain {rule}\n"));
    text.unwrap_or_default()
}
