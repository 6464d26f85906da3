//! A column that needs a value and that no model writes.

use super::facts::{Facts, column_declared, embeds};
use crate::rules::prelude::*;
use crate::schema::{Column, Dialect, Fact, Table};

const RULE: Rule = Rule::UnreadRequiredColumn;

pub(super) fn check(verdict: &mut Verdict<'_>, facts: &Facts<'_>) {
    let mut needed = [Fact::Columns, Fact::Nullability, Fact::Defaults].into_iter();
    if verdict.level(RULE) == Level::Allow || !needed.all(|it| facts.schema.knows(it)) {
        return;
    }
    let graph = facts.graph;
    for table in facts.schema.tables.iter().filter(|it| !it.view) {
        let models = facts.models_of(table);
        let is_complete = models.iter().all(|it| has_only_columns(facts, *it, table));
        let mut writers: Vec<u32> = models
            .iter()
            .copied()
            .filter(|it| writes(graph, *it))
            .collect();
        if writers.is_empty() || !is_complete {
            continue;
        }
        sort_by_key(&mut writers, |it| (graph.model_place(*it), *it));
        let items: Vec<Item> = writers.iter().map(|it| Item::Model(*it)).collect();
        for column in &table.columns {
            let is_key = table.primary_key.contains(&column.name);
            let is_held = || models.iter().any(|it| holds(facts, *it, column));
            // SQLite fills an INTEGER PRIMARY KEY.
            let is_filled = is_key && facts.schema.dialect == Some(Dialect::Sqlite);
            if needs_value(column) && !is_filled && !is_held() {
                verdict.report(RULE, &items, || {
                    describe(facts, writers[0], (table, column))
                });
            }
        }
    }
}

/// Whether an ORM inserts rows from a model: one that is only written, or the model of an entity of `SeaORM`, whose active
/// model has its fields.
fn writes(graph: &Graph, model: u32) -> bool {
    let model = graph.model(model);
    model.write_only || model.by_module
}

/// Whether each field of a model is a column of its own: another may hold several.
fn has_only_columns(facts: &Facts<'_>, model: u32, table: &Table) -> bool {
    let graph = facts.graph;
    let mut fields = graph.fields(model).iter().filter(|it| !it.computed);
    let is_complete = graph.model(model).fields_known && !embeds(graph, model);
    is_complete && fields.all(|it| table.column(graph.column(it)).is_some())
}

fn holds(facts: &Facts<'_>, model: u32, column: &Column) -> bool {
    let graph = facts.graph;
    let mut fields = graph.fields(model).iter();
    fields.any(|it| {
        facts
            .column(model, &it.name)
            .is_some_and(|it| it.name == column.name)
    })
}

fn needs_value(column: &Column) -> bool {
    !column.nullable && column.default.is_none() && !column.generated
}

fn describe(facts: &Facts<'_>, model: u32, (table, column): (&Table, &Column)) -> Finding {
    let graph = facts.graph;
    let (shown, name) = (graph.shown(model), &column.name);
    let full = format!("{}.{name}", table.shown());
    let headline = format!("no model writes the column `{full}`, which needs a value");
    let finding = Finding::new(RULE, words::model(graph, model), headline)
        .with_other(Subject::Name(full.clone()))
        .at(graph.model_place(model));
    column_declared(finding, table, column)
        .note(format!("`{full}` is `NOT NULL` and has no default"))
        .with_help(format!(
            "add a field for `{name}` to `{shown}`, or give the column a default"
        ))
}
