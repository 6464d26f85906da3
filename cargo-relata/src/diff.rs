//! `cargo relata diff`: what changed from a registry to another, or to that of the current package.

use std::fmt::Write;

use relata::document::{Change, Difference, Document};
use serde::Serialize;

use crate::failure::Failure;
use crate::input::{Systems, unchecked_registry};
use crate::options::{Diff, FailOnChange, ListFormat};
use crate::outcome::Outcome;
use crate::reading::records_of;
use crate::terminal::Terminal;
use crate::text::counted;

/// `relata-diff/1`
#[derive(Serialize)]
struct DiffDocument<'d> {
    format: &'static str,
    removes: bool,
    changes: Vec<DiffEntry<'d>>,
}

#[derive(Serialize)]
struct DiffEntry<'d> {
    change: &'static str,
    text: &'d str,
}

pub(crate) fn run(options: &Diff, terminal: Terminal) -> Result<Outcome, Failure> {
    let old = Document::of(&unchecked_registry(&[records_of(&options.old)?]));
    let new = Document::of(&Systems::read(&options.input, terminal)?.combined_registry()?);
    let difference = Document::difference(&old, &new);
    let text = match options.message_format {
        ListFormat::Human => human(&difference),
        ListFormat::Json => json(&difference),
    };
    let fails = match options.fail_on {
        FailOnChange::Removed => difference.removes(),
        FailOnChange::Changed => difference.changes().any(|it| it.sign() != '+'),
    };
    Ok(Outcome {
        status: u8::from(fails),
        ..Outcome::clean(text).to(options.output.as_deref())
    })
}

fn human(difference: &Difference) -> String {
    if difference.is_empty() {
        return "no changes\n".to_owned();
    }
    let count = |sign| difference.changes().filter(|it| it.sign() == sign).count();
    let (gone, new, other) = (count('-'), count('+'), count('~'));
    let mut text = difference.to_string();
    let changes = counted(gone + new + other, "change");
    // Writing to a string never fails.
    let _ = writeln!(
        text,
        "\n{changes}: {gone} removed, {new} added, {other} other"
    );
    text
}

fn json(difference: &Difference) -> String {
    let word = |change: &Change| match change.sign() {
        '-' => "removed",
        '+' => "added",
        _ => "changed",
    };
    let changes = difference.changes().map(|it| DiffEntry {
        change: word(it),
        text: it.text(),
    });
    crate::format::json::text(&DiffDocument {
        format: "relata-diff/1",
        removes: difference.removes(),
        changes: changes.collect(),
    })
}
