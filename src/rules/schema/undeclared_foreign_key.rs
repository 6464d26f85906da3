//! A foreign key of the schema that no relation declares. Most programs declare few relations, so the rule is off by
//! default, and the coverage counts them.

use super::facts::{Facts, declared};
use super::keys::{Held, Keys};
use crate::model::Field;
use crate::rules::prelude::*;
use crate::schema::{ForeignKey, Table};

const RULE: Rule = Rule::UndeclaredForeignKey;

pub(super) fn check(verdict: &mut Verdict<'_>, facts: &Facts<'_>, keys: &Keys<'_>) {
    for table in &facts.schema.tables {
        let models = facts.models_of(table);
        if models.is_empty() {
            continue;
        }
        for foreign in &table.foreign_keys {
            let Some(target) = facts.tables.target(foreign).one() else {
                continue;
            };
            let targets = facts.models_of(target);
            if targets.is_empty() || is_declared(keys, table, foreign, target) {
                continue;
            }
            verdict.coverage.foreign_keys_without_relation += 1;
            report(verdict, facts, (table, foreign), (&models, &targets));
        }
    }
}

/// Whether a relation declares a key of these columns, or a relation between both tables has an unknown key.
fn is_declared(keys: &Keys<'_>, table: &Table, foreign: &ForeignKey, target: &Table) -> bool {
    let declares = |key: &Held<'_>| {
        let is_unknown = key.columns.is_empty() && key.to.is(target);
        is_unknown || key.has(&foreign.columns)
    };
    keys.of(table).iter().any(declares)
}

/// Reports a foreign key at the first model that has its columns.
fn report(
    verdict: &mut Verdict<'_>,
    facts: &Facts<'_>,
    (table, foreign): (&Table, &ForeignKey),
    (models, targets): (&[u32], &[u32]),
) {
    let graph = verdict.graph;
    let mut holders: Vec<(u32, Vec<&Field>)> = Vec::new();
    for model in models {
        let fields = graph.fields(*model).iter();
        let held = |it: &&Field| {
            let column = facts.column(*model, &it.name);
            column.is_some_and(|column| foreign.columns.contains(&column.name))
        };
        let fields: Vec<&Field> = fields.filter(held).collect();
        if fields.len() == foreign.columns.len() {
            holders.push((*model, fields));
        }
    }
    sort_by_key(&mut holders, |(model, _)| {
        (graph.model_place(*model), *model)
    });
    let Some((holder, fields)) = holders.first() else {
        return;
    };
    let items: Vec<Item> = holders
        .iter()
        .map(|(model, _)| Item::Model(*model))
        .collect();
    verdict.report(RULE, &items, || {
        describe(facts, (table, foreign), (*holder, fields), targets)
    });
}

fn describe(
    facts: &Facts<'_>,
    (table, foreign): (&Table, &ForeignKey),
    (holder, fields): (u32, &[&Field]),
    targets: &[u32],
) -> Finding {
    let graph = facts.graph;
    let columns = listed(&quoted(&foreign.columns));
    let headline = format!(
        "the foreign key {columns} of table `{}` refers to `{}`, but no relation declares it",
        table.shown(),
        foreign.table
    );
    let names: Vec<Text> = fields.iter().map(|it| it.name.clone()).collect();
    let finding = Finding::new(RULE, words::fields(graph, Some(holder), &names), headline)
        .with_other(Subject::Name(foreign.table.clone()))
        .at(graph.place(holder, fields[0].mark));
    let finding = declared(finding, foreign.at.as_ref(), "the foreign key");
    match (targets, fields) {
        ([target], [field]) => {
            let target = graph.model(*target);
            // Each entity of SeaORM is a `Model` in a module of its own.
            let path = if target.by_module {
                format!("super::{}::Model", name::last_segment(&target.path))
            } else {
                target.type_name().to_owned()
            };
            let attribute = format!("#[relata(belongs_to({path}))]");
            let (name, model) = (&field.name, graph.shown(holder));
            finding.with_help(format!(
                "add `{attribute}` to the field `{name}` of `{model}`"
            ))
        }
        _ => finding,
    }
}
