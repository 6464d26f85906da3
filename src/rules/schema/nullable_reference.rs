//! A reference of which the database allows a half, or none, where the model needs it.

use super::facts::{Facts, table_declared};
use crate::model::Field;
use crate::rules::prelude::*;
use crate::schema::{Column, Fact, Table};

const RULE: Rule = Rule::NullableReference;

pub(super) fn check(verdict: &mut Verdict<'_>, facts: &Facts<'_>) {
    if verdict.level(RULE) == Level::Allow || !facts.schema.knows(Fact::Nullability) {
        return;
    }
    for relation in facts.graph.relation_indices() {
        let Some((table, columns)) = found(facts, relation) else {
            continue;
        };
        if verdict.precedence.wrong_key(relation).is_none() {
            verdict.report(RULE, &[Item::Relation(relation)], || {
                describe(facts, relation, table, &columns)
            });
        }
    }
}

/// Returns the columns of a `belongs_to` that can be `NULL` where its others cannot, or where its fields are required.
fn found<'g>(facts: &Facts<'g>, relation: u32) -> Option<(&'g Table, Vec<&'g Column>)> {
    let graph = facts.graph;
    let (owner, key) = (graph.owner(relation), graph.key(relation));
    let table = facts.table(owner).filter(|it| !it.view)?;
    if graph.kind(relation) != Kind::BelongsTo || key.is_empty() {
        return None;
    }
    let tag = Some(&graph.rest(relation).tag).filter(|it| !it.is_empty());
    let mut held: Vec<(&Field, &Column)> = Vec::new();
    for name in key.iter().chain(tag) {
        held.push((graph.field(owner, name)?, facts.column(owner, name)?));
    }
    let nullable: Vec<_> = held.iter().filter(|(_, it)| it.nullable).collect();
    let is_half = tag.is_some() && nullable.len() < held.len();
    // A model that is read is reported by `column_null`.
    let is_required = held.iter().all(|(field, _)| !field.optional);
    let is_found = if graph.model(owner).write_only {
        is_required
    } else {
        is_half && nullable.iter().all(|(field, _)| field.optional)
    };
    let columns: Vec<&Column> = nullable.iter().map(|(_, column)| *column).collect();
    (is_found && !columns.is_empty()).then_some((table, columns))
}

fn describe(facts: &Facts<'_>, relation: u32, table: &Table, columns: &[&Column]) -> Finding {
    let graph = facts.graph;
    let (name, shown) = (graph.relation_name(relation), table.shown());
    let names: Vec<&str> = columns.iter().map(|it| &*it.name).collect();
    let nullable = listed(&quoted(&names));
    let headline = if graph.model(graph.owner(relation)).write_only {
        format!("`{name}` is required, but {nullable} of `{shown}` can be `NULL`")
    } else {
        format!("{nullable} of `{shown}` can be `NULL`, but the rest of the key of `{name}` cannot")
    };
    let finding = words::finding(graph, RULE, relation, headline)
        .with_other(Subject::Name(format!("{shown}.({})", names.join(", "))))
        .at(graph.place_in(relation, graph.relation(relation).key_mark));
    table_declared(finding, table)
}
