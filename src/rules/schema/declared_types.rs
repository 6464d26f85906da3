//! A column of Diesel's schema.rs that has another type in the database. Diesel decodes the bytes that the server sends as the
//! type that schema.rs declares, and checks only how many there are.

use super::facts::{Facts, readable};
use super::values::Values;
use crate::criteria::Compared;
use crate::rules::prelude::*;
use crate::schema::tables::Tables;
use crate::schema::{Column, Dialect, Table};

const RULE: Rule = Rule::ColumnType;

/// Compares the files of Diesel with a database of `PostgreSQL`. Those of other servers convert what they send, or Diesel does.
pub(super) fn check(verdict: &mut Verdict<'_>, declared: &Compared, database: &Compared) {
    let is_declared = declared.schema.dialect == Some(Dialect::Diesel);
    if !is_declared || database.schema.dialect != Some(Dialect::PostgreSql) {
        return;
    }
    let facts = Facts::new(verdict.graph, &declared.schema, declared.tables.as_deref());
    let tables = Tables::new(&database.schema);
    for table in &declared.schema.tables {
        let Some(found) = readable(tables.find(&table.shown())) else {
            continue;
        };
        let models: Vec<Item> = facts
            .models_of(table)
            .into_iter()
            .map(Item::Model)
            .collect();
        // What no model reads is no fault of the program.
        if models.is_empty() {
            continue;
        }
        for column in &table.columns {
            let there = found.columns.iter().find(|it| it.name == column.name);
            let differs = there.filter(|it| differ(column, it));
            if let Some(there) = differs.filter(|_| !verdict.silences(RULE, &models)) {
                verdict.report_at(Level::Deny, describe((table, column), there));
            }
        }
    }
}

fn values(declared: &Column, there: &Column) -> Option<(Values, Values)> {
    let declared = Values::of(Dialect::Diesel, &declared.ty)?;
    Some((declared, Values::of(Dialect::PostgreSql, there.seen())?))
}

/// Whether Diesel cannot read one as the other. Both kinds of timestamps are read as UTC, and texts as bytes or the reverse.
fn differ(declared: &Column, there: &Column) -> bool {
    let is_instant = |it| matches!(it, Values::Instant | Values::DateTime);
    let is_any = |it| matches!(it, Values::Text | Values::Bytes);
    values(declared, there).is_some_and(|(declared, there)| {
        declared != there
            && !(is_instant(declared) && is_instant(there))
            && !(is_any(declared) && (is_any(there) || there == Values::Special))
    })
}

/// The number of bytes that a value has, if all have as many.
fn width(values: Values) -> Option<u32> {
    Some(match values {
        Values::Signed(bits) | Values::Unsigned(bits) | Values::Float(bits) => bits / 8,
        Values::Bool | Values::Byte => 1,
        Values::Uuid => 16,
        Values::Instant | Values::DateTime | Values::Time => 8,
        Values::Date => 4,
        _ => return None,
    })
}

fn describe((table, declared): (&Table, &Column), there: &Column) -> Finding {
    let name = format!("{}.{}", table.shown(), declared.name);
    let file = declared.at.as_ref().map_or("schema.rs", |it| it.file());
    let headline = format!(
        "column `{name}` is `{}` in {}, but `{}` in the database",
        declared.ty,
        file.replace('\\', "/"),
        there.ty
    );
    let widths = values(declared, there).and_then(|(one, other)| width(one).zip(width(other)));
    let note = match widths {
        Some((one, other)) if one == other => format!(
            "both have {}, so Diesel reads wrong values without an error",
            counted(one as usize, "byte")
        ),
        Some((one, other)) => format!(
            "Diesel reads {} and the database sends {other}, so each query of the column fails",
            counted(one as usize, "byte")
        ),
        None => "Diesel decodes the bytes of one type as the other".to_owned(),
    };
    let finding = Finding::new(RULE, Subject::Name(name), headline)
        .with_other(Subject::Name(there.ty.clone()));
    let finding = match &declared.at {
        Some(place) => finding.at(place.into()),
        None => finding,
    };
    finding
        .note(note)
        .with_help("run the missing migrations, or print the file again with `diesel print-schema`")
}
