//! A field whose type cannot hold the values of its column.

use super::facts::{about_field, column_declared, field_name};
use super::types::{in_column, of_the_language};
use crate::model::Field;
use crate::model::types::InColumn;
use crate::name::last_segment;
use crate::rules::keys::spelling;
use crate::rules::prelude::*;
use crate::schema::{Column, Table};

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
    let (shown, column_ty) = (table.shown(), &column.ty);
    let headline = format!(
        "`{name}` is `{ty}`, but its column `{shown}.{}` is `{column_ty}`",
        column.name
    );
    let finding = about_field(graph, RULE, (model, field), headline)
        .with_other(Subject::Name(format!("{shown}.{}", column.name)));
    let stored = match in_column(graph, (model, field)) {
        InColumn::Stored(stored) if last_segment(ty) != stored.name => Some(stored),
        _ => None,
    };
    let is_newtype = stored.is_some_and(|it| it.is_newtype);
    let verb = if is_newtype { "is stored as" } else { "is" };
    let finding = column_declared(finding, table, column)
        .note_if(stored.map(|it| format!("`{ty}` {verb} `{}`", it.name)));
    let dialect = verdict.dialect;
    let Some(expected) = of_the_language(dialect, column_ty) else {
        return finding;
    };
    let help = if is_newtype {
        format!("change the type in `{ty}` or the type of `{name}` to `{expected}`")
    } else {
        format!("change the type of `{name}` to `{expected}`")
    };
    finding
        .note(format!("`{column_ty}` is read into `{expected}`"))
        .note_if(spelling::difference(
            stored.map_or(ty, |it| it.name),
            &expected,
        ))
        .with_help(help)
}
