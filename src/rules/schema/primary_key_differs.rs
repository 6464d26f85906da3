//! A model whose primary key is not that of its table.

use super::facts::{Facts, are_same, declared};
use crate::rules::prelude::*;
use crate::schema::{Column, Fact, Table};

const RULE: Rule = Rule::PrimaryKeyDiffers;

pub(super) fn check(verdict: &mut Verdict<'_>, facts: &Facts<'_>) {
    for (model, table) in facts.models() {
        let key = facts.graph.primary_key(model);
        // A column that is missing is reported as such.
        let Some(columns) = facts.columns(model, key) else {
            continue;
        };
        let is_known = !columns.is_empty() && !table.primary_key.is_empty() && !table.view;
        if !is_known
            || are_same(&columns, &table.primary_key)
            || verdict.silences(RULE, &[Item::Model(model)])
        {
            continue;
        }
        let level = if may_identify(facts, table, &columns) {
            Level::Warn
        } else {
            Level::Deny
        };
        verdict.report_at(level, describe(facts, model, table, &columns));
    }
}

/// Whether other columns than the primary key may identify a row too: something unique without `NULL`, if the schema knows
/// all that is unique.
fn may_identify(facts: &Facts<'_>, table: &Table, columns: &[&str]) -> bool {
    let whole = table
        .indexes
        .iter()
        .filter(|it| it.unique && !it.partial && !it.expression);
    let uniques = table.uniques.iter().map(|it| &it.columns);
    let mut sets = uniques.chain(whole.map(|it| &it.columns));
    let is_nullable = |name: &str| {
        let mut all = table.columns.iter();
        all.any(|it: &Column| it.name == name && it.nullable)
    };
    let is_unique = sets.any(|set| {
        !set.is_empty()
            && set
                .iter()
                .all(|it| columns.contains(&&**it) && !is_nullable(it))
    });
    is_unique || !facts.schema.knows(Fact::Uniques)
}

fn describe(facts: &Facts<'_>, model: u32, table: &Table, columns: &[&str]) -> Finding {
    let (graph, shown) = (facts.graph, table.shown());
    let (own, theirs) = (
        listed(&quoted(columns)),
        listed(&quoted(&table.primary_key)),
    );
    let name = graph.shown(model);
    let headline = format!(
        "the primary key of `{name}` is {own}, but the primary key of its table `{shown}` is {theirs}"
    );
    let finding = Finding::new(RULE, words::model(graph, model), headline)
        .at(graph.model_place(model))
        .with_other(Subject::Name(shown.clone()));
    declared(finding, table.at.as_ref(), &format!("table `{shown}`"))
}
