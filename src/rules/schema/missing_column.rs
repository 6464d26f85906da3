//! A field without a column in the table of its model.

use super::facts::{Facts, about_field, field_name, table_declared};
use super::types::spelled;
use crate::model::Field;
use crate::rules::prelude::*;
use crate::schema::{Column, Dialect, Fact, Table};

const RULE: Rule = Rule::MissingColumn;

/// Reports a field whose column is not in its table.
pub(super) fn check(verdict: &mut Verdict<'_>, facts: &Facts<'_>, model: u32, field: &Field) {
    let Some(table) = facts.table(model) else {
        return;
    };
    // The field of a tuple struct has a number.
    let is_named = !field.name.starts_with(|first: char| first.is_ascii_digit());
    if !facts.schema.knows(Fact::Columns)
        || table.columns.is_empty()
        || !is_named
        || field.stored.defaulted
        || is_rowid(facts, field)
    {
        return;
    }
    if verdict.silences(RULE, &[Item::Model(model)]) {
        return;
    }
    // Any other field may be computed, or hold another struct, unless a database is compared, which no ORM does.
    let is_database = !matches!(facts.schema.dialect, None | Some(Dialect::Diesel));
    let is_column = is_database && spelled(facts.graph, (model, field)).is_some();
    let level = if is_column || is_of_key(facts.graph, model, field) {
        Level::Deny
    } else {
        Level::Warn
    };
    verdict.report_at(level, describe(facts, table, model, field));
}

/// Whether a field reads the number that `SQLite` gives each row.
fn is_rowid(facts: &Facts<'_>, field: &Field) -> bool {
    let name = facts.graph.column(field);
    let mut names = ["rowid", "oid", "_rowid_"].into_iter();
    facts.schema.dialect == Some(Dialect::Sqlite) && names.any(|it| name.eq_ignore_ascii_case(it))
}

/// Whether a field is part of a key, so that it certainly is a column.
fn is_of_key(graph: &Graph, model: u32, field: &Field) -> bool {
    let holds = |relation: u32| {
        graph.relation(relation).holds_key() && graph.key(relation).contains(&field.name)
    };
    graph.primary_key(model).contains(&field.name) || graph.relations_of(model).any(holds)
}

fn describe(facts: &Facts<'_>, table: &Table, model: u32, field: &Field) -> Finding {
    let (graph, column) = (facts.graph, facts.graph.column(field));
    let (name, shown) = (field_name(graph, model, field), table.shown());
    let headline =
        format!("`{name}` holds the column `{column}`, but table `{shown}` has no such column");
    let finding = about_field(graph, RULE, (model, field), headline)
        .with_other(Subject::Name(format!("{shown}.{column}")));
    let finding = table_declared(finding, table);
    let fields = graph.fields(model);
    let is_free = |name: &&str| !fields.iter().any(|it| graph.column(it) == *name);
    let names: Vec<&str> = table.columns.iter().map(Column::in_code).collect();
    let free = names.iter().copied().filter(is_free);
    match similar::nearest(column, free) {
        Some(near) => finding
            .note(format!("a column with a similar name exists: `{near}`"))
            .with_help(format!("replace `{column}` with `{near}`")),
        None => finding.note(format!(
            "`{shown}` has {}: {}",
            counted(names.len(), "column"),
            listed(&quoted(&names))
        )),
    }
}
