//! A field whose type cannot hold the values of its column.

use super::affinity::Affinity;
use super::drivers::Driver;
use super::facts::{about_field, column_declared, field_name};
use super::types::{in_column, readable, spelled};
use super::values::bare;
use crate::findings::wording::quoted;
use crate::model::Field;
use crate::model::types::{InColumn, Stored};
use crate::name::last_segment;
use crate::primitive::Primitive;
use crate::rules::keys::spelling::{self, Known, Spelled};
use crate::rules::prelude::*;
use crate::schema::{Column, Dialect, Table};

const RULE: Rule = Rule::ColumnType;

pub(super) fn report(
    verdict: &mut Verdict<'_>,
    field: (u32, &Field),
    column: (&Table, &Column),
    level: Level,
) {
    if !verdict.silences(RULE, &[Item::Model(field.0)]) {
        verdict.report_at(level, describe(verdict, field, column));
    }
}

fn describe(
    verdict: &Verdict<'_>,
    (model, field): (u32, &Field),
    (table, column): (&Table, &Column),
) -> Finding {
    let graph = verdict.graph;
    let (name, ty) = (field_name(graph, model, field), &field.ty);
    let column_name = format!("{}.{}", table.shown(), column.name);
    let headline = format!(
        "`{name}` is `{ty}`, but its column `{column_name}` is `{}`",
        column.ty
    );
    let stored = match in_column(graph, (model, field)) {
        InColumn::Stored(stored) if last_segment(ty) != stored.name => Some(stored),
        _ => None,
    };
    let is_newtype = stored.is_some_and(|it| it.is_newtype);
    let verb = if is_newtype { "is stored as" } else { "is" };
    let domain = (column.base.as_ref()).map(|it| format!("`{}` is a domain of `{it}`", column.ty));
    let finding = about_field(graph, RULE, (model, field), headline)
        .with_other(Subject::Name(column_name.clone()));
    let finding = column_declared(finding, table, column)
        .note_if(stored.map(|it| format!("`{ty}` {verb} `{}`", it.name)))
        .note_if(domain);
    let own = if is_newtype {
        format!("the type in `{ty}` or the type of `{name}`")
    } else {
        format!("the type of `{name}`")
    };
    let driver = match *Driver::of(graph.model(model).drivers) {
        [driver] => Some(driver),
        _ => None,
    };
    match (verdict.dialect, spelled(graph, (model, field))) {
        (Some(Dialect::Sqlite), Some(spelled)) => {
            let stored = sqlite((table, column), driver, (ty, stored), spelled);
            let of_column = for_sqlite(spelled);
            let of_field = for_field(Affinity::of(column.seen()));
            let of_field = of_field.map(|it| format!(", or {own} to `{it}`"));
            finding.note(stored).with_help(format!(
                "change the type of the column `{column_name}` to `{of_column}`{}",
                of_field.unwrap_or_default()
            ))
        }
        (Some(dialect), _) => {
            let shown = stored.map_or(&**ty, |it| it.name);
            by_type(finding, (dialect, driver), (column.seen(), shown), &own)
        }
        _ => finding,
    }
}

/// Adds which types the values of a column are read into.
fn by_type(
    finding: Finding,
    (dialect, driver): (Dialect, Option<Driver>),
    (column, ty): (&str, &str),
    own: &str,
) -> Finding {
    let readable = readable(dialect, column);
    let [first, ..] = &*readable else {
        return finding;
    };
    let types = quoted(&readable).join(" or ");
    let note = match driver.filter(|_| dialect != Dialect::Diesel) {
        // On MySQL, wider types and others read them too.
        Some(driver) if dialect == Dialect::PostgreSql => {
            let (driver, column) = (driver.name(), bare(column));
            format!("{driver} reads `{column}` into {types} only")
        }
        Some(driver) => format!("{} reads `{column}` into {types}", driver.name()),
        None => format!("`{column}` is read into {types}"),
    };
    finding
        .note(note)
        .note_if(spelling::difference(ty, first))
        .with_help(format!("change {own} to {types}"))
}

/// Returns how the values of a column of `SQLite` are stored, and what that means for the type of a field.
fn sqlite(
    (table, column): (&Table, &Column),
    driver: Option<Driver>,
    (ty, stored): (&str, Option<Stored>),
    spelled: Spelled<'_>,
) -> String {
    let affinity = Affinity::of(column.seen());
    let is_float = matches!(spelled, Spelled::Primitive(Primitive::Float(_)));
    let kind = match affinity {
        Affinity::Integer | Affinity::Numeric if !table.strict && is_float => {
            "whole numbers of this column as integers"
        }
        Affinity::Integer | Affinity::Numeric => "all values of this column as integers",
        Affinity::Text if !table.strict => "all numbers of this column as text",
        Affinity::Text => "all values of this column as text",
        Affinity::Real if !table.strict => "all numbers of this column as floating-point numbers",
        Affinity::Real => "all values of this column as floating-point numbers",
        Affinity::Blob => "all values of this column as bytes",
    };
    let strict = if table.strict {
        " in a `STRICT` table"
    } else {
        ""
    };
    let driver = driver.unwrap_or(Driver::Sqlx).name();
    let ty = stored.map_or(ty, |it| it.name);
    format!("SQLite stores {kind}{strict}, and {driver} does not read these into `{ty}`")
}

/// Returns the type of a column of `SQLite` that holds the values of a type.
fn for_sqlite(spelled: Spelled<'_>) -> &'static str {
    match spelled {
        Spelled::Primitive(Primitive::Float(_)) => "REAL",
        Spelled::Primitive(Primitive::Text | Primitive::Char) => "TEXT",
        Spelled::Primitive(Primitive::Bytes) | Spelled::Known(Known::Uuid, _) => "BLOB",
        Spelled::Primitive(_) => "INTEGER",
        Spelled::Known(..) => "TEXT",
    }
}

/// Returns the type of Rust that reads each value of such a column.
fn for_field(affinity: Affinity) -> Option<&'static str> {
    match affinity {
        Affinity::Integer => Some("i64"),
        Affinity::Text => Some("String"),
        Affinity::Real => Some("f64"),
        Affinity::Blob => Some("Vec<u8>"),
        // It holds integers and other numbers.
        Affinity::Numeric => None,
    }
}
