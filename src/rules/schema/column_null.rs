//! A column that can be `NULL` in a field that cannot, or the reverse.

use super::facts::{Facts, about_field, column_declared, field_name};
use super::types::spelled;
use crate::model::Field;
use crate::rules::keys::spelling::Spelled;
use crate::rules::prelude::*;
use crate::schema::{Column, Dialect, Fact, Table};

const RULE: Rule = Rule::ColumnNull;

/// Compares whether a field and its column can be null. The columns of a view are nullable for the database whatever they
/// hold, and a new row has no primary key yet. What is only written may always be there. Of some types in source, only the
/// compiler knows whether they are an `Option`.
pub(super) fn check(
    verdict: &mut Verdict<'_>,
    facts: &Facts<'_>,
    (model, field): (u32, &Field),
    (table, column): (&Table, &Column),
) {
    let dialect = facts.schema.dialect;
    let has_default = column.default.is_some() || column.generated;
    // SQLite allows `NULL` in a primary key that is not an integer.
    let is_key = table.primary_key.contains(&column.name);
    let is_loose = dialect == Some(Dialect::Sqlite) && column.nullable;
    // What is computed, and what a domain allows, may be never `NULL`.
    let is_unsure = column.generated || column.base.is_some();
    if !facts.schema.knows(Fact::Nullability)
        || table.view
        || is_key && !is_loose
        || field.maybe_option
        || field.stored.converted
        || column.nullable == field.optional
        || field.optional && has_default
        || column.nullable && is_unsure
        || facts.graph.model(model).write_only
        || verdict.silences(RULE, &[Item::Model(model)])
    {
        return;
    }
    // A type that is known only by its name may be an alias of an `Option`. Diesel compiles no code that reads such a column
    // into such a field, so the struct may only be inserted, or the type reads `NULL` itself.
    let is_diesel = dialect == Some(Dialect::Diesel);
    if is_diesel && column.nullable && spelled(facts.graph, (model, field)).is_none() {
        return;
    }
    let is_certain = !is_diesel && (field.is_typed || Spelled::of(&field.ty).is_some());
    let describe = || describe(facts.graph, (model, field), (table, column));
    // A struct that is also inserted may need the `Option`.
    if !column.nullable && !is_diesel {
        return verdict.report_minor(RULE, describe);
    }
    let level = if is_certain && column.nullable && !is_key {
        Level::Deny
    } else {
        Level::Warn
    };
    verdict.report_at(level, describe());
}

fn describe(
    graph: &Graph,
    (model, field): (u32, &Field),
    (table, column): (&Table, &Column),
) -> Finding {
    let name = field_name(graph, model, field);
    let column_name = format!("{}.{}", table.shown(), column.name);
    let (is, can, help) = if column.nullable {
        let help = format!(
            "make `{}` of `{}` an `Option`",
            field.name,
            graph.shown(model)
        );
        ("is not an `Option`", "can be `NULL`", help)
    } else {
        let help = format!("remove the `Option` of `{name}`");
        ("is an `Option`", "is never `NULL`", help)
    };
    let headline = format!("`{name}` {is}, but its column `{column_name}` {can}");
    let finding =
        about_field(graph, RULE, (model, field), headline).with_other(Subject::Name(column_name));
    let is_key = table.primary_key.contains(&column.name);
    column_declared(finding, table, column)
        .note_if(
            is_key.then_some(
                "SQLite allows `NULL` in a primary key that is not `INTEGER PRIMARY KEY`",
            ),
        )
        .with_help(help)
}
