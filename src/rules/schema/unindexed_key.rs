//! A key without an index that finds its rows.

use super::constraints::{knows_uniques, serves};
use super::facts::{Facts, table_declared};
use super::keys::{Held, Keys, with_same_key};
use crate::rules::prelude::*;
use crate::schema::Dialect;

const RULE: Rule = Rule::UnindexedKey;

/// Checks each key, unless the database creates an index for each foreign key, as `InnoDB` does.
pub(super) fn check<'g>(verdict: &mut Verdict<'g>, facts: &Facts<'g>, keys: &Keys<'g>) {
    let is_known = knows_uniques(facts.schema) && facts.schema.dialect != Some(Dialect::MySql);
    if verdict.level(RULE) == Level::Allow || !is_known {
        return;
    }
    let is_unindexed = |key: &Held<'_>| {
        facts.graph.kind(key.relation) != Kind::RefersTo
            && !key.columns.is_empty()
            && !key.is_polymorphic
            && !key.from.view
            && !serves(key.from, &key.columns)
    };
    for (key, relations) in keys.faults(verdict, RULE, &is_unindexed) {
        verdict.report(RULE, &[], || describe(facts, key, &relations));
    }
}

fn describe(facts: &Facts<'_>, key: &Held<'_>, relations: &[u32]) -> Finding {
    let graph = facts.graph;
    let (name, from) = (graph.relation_name(key.relation), key.from.shown());
    let columns = listed(&quoted(&key.columns));
    let headline = format!("no index of `{from}` starts with the key of `{name}`: {columns}");
    let finding = words::finding(graph, RULE, key.relation, headline)
        .with_other(Subject::Name(from.clone()))
        .at(key.place(graph));
    let finding = table_declared(finding, key.from);
    let columns = key.columns.join(", ");
    let index = format!("{}_{}", key.from.name, key.columns.join("_"));
    with_same_key(finding, graph, relations).with_help(format!(
        "create an index: `CREATE INDEX {index} ON {from} ({columns})`"
    ))
}
