//! A relation whose key refers to another table in the schema.

use super::facts::{Facts, are_same, declared, table_declared};
use super::keys::{Held, Keys, with_same_key};
use crate::rules::prelude::*;
use crate::schema::{ForeignKey, Table};

const RULE: Rule = Rule::ForeignKeyElsewhere;

pub(super) fn check<'g>(verdict: &mut Verdict<'g>, facts: &Facts<'g>, keys: &Keys<'g>) {
    let faults = keys.faults(verdict, RULE, &|key| elsewhere(facts, key).is_some());
    for (key, relations) in faults {
        if let Some(foreign) = elsewhere(facts, key) {
            verdict.report(RULE, &[], || describe(facts, key, foreign, &relations));
        }
    }
}

/// Returns the foreign key of the same columns with the table that it refers to, if none refers to the table of the
/// relation's other end.
fn elsewhere<'g>(facts: &Facts<'g>, key: &Held<'g>) -> Option<(&'g ForeignKey, &'g Table)> {
    // A view has the rows of a table that it does not name.
    if key.is_polymorphic || key.to.view || key.from.view {
        return None;
    }
    let of_columns = |it: &&ForeignKey| key.has(&it.columns);
    let mut others = Vec::new();
    for foreign in key.from.foreign_keys.iter().filter(of_columns) {
        let table = facts.tables.target(foreign).one()?;
        if table.is(key.to) && !has_other_columns(key, foreign) {
            return None;
        }
        others.push((foreign, table));
    }
    let (foreign, table) = only(others.into_iter())?;
    if table.is(key.to) {
        return Some((foreign, table));
    }
    // Rows that share one key: that of the other table is a foreign key to the same table.
    let shares_key = key.to.foreign_keys.iter().any(|it| {
        let target = facts.tables.target(it).one();
        are_same(&it.columns, &key.references) && target.is_some_and(|it| it.is(table))
    });
    (!shares_key).then_some((foreign, table))
}

/// Whether a foreign key refers to other columns than a relation, column by column.
fn has_other_columns(key: &Held<'_>, foreign: &ForeignKey) -> bool {
    let mut pairs = key.columns.iter().zip(&key.references);
    let is_pair = |(column, reference): (&&str, &&str)| {
        let mut all = foreign.columns.iter().zip(&foreign.references);
        all.any(|(own, other)| own == *column && other == *reference)
    };
    !foreign.references.is_empty()
        && key.references.len() == key.columns.len()
        && !pairs.all(is_pair)
}

fn describe(
    facts: &Facts<'_>,
    key: &Held<'_>,
    (foreign, table): (&ForeignKey, &Table),
    relations: &[u32],
) -> Finding {
    let graph = facts.graph;
    let name = graph.relation_name(key.relation);
    let (holder, target) = (key.from.shown(), table.shown());
    let columns = listed(&quoted(&foreign.columns));
    let is_table = !table.is(key.to);
    let headline = if is_table {
        format!(
            "the key of `{name}` points at table `{}`, but the foreign key {columns} of `{holder}` refers to `{target}`",
            key.to.shown()
        )
    } else {
        let (own, other) = (
            listed(&quoted(&key.references)),
            listed(&quoted(&foreign.references)),
        );
        format!(
            "the key of `{name}` points at {own} of table `{target}`, but the foreign key {columns} of `{holder}` refers to {other}"
        )
    };
    let finding = words::finding(graph, RULE, key.relation, headline)
        .with_other(Subject::Name(target.clone()))
        .at(key.place(graph));
    let finding = declared(finding, foreign.at.as_ref(), "the foreign key");
    let finding = table_declared(finding, key.to);
    let finding = with_same_key(finding, graph, relations);
    match (
        &*facts.models_of(table),
        graph.relation(key.relation).holds_key(),
    ) {
        ([model], true) if is_table => {
            let model = graph.shown(*model);
            finding.with_help(format!("change the target of `{name}` to `{model}`"))
        }
        _ => finding,
    }
}
