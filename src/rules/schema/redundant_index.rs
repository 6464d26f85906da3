//! An index whose columns another index starts with.

use super::facts::{Facts, declared};
use crate::rules::prelude::*;
use crate::schema::{Index, Table};

const RULE: Rule = Rule::RedundantIndex;

pub(super) fn check(verdict: &mut Verdict<'_>, facts: &Facts<'_>) {
    if verdict.level(RULE) == Level::Allow {
        return;
    }
    for table in &facts.schema.tables {
        for (nth, index) in table.indexes.iter().enumerate() {
            let Some(covering) = covering(table, nth, index) else {
                continue;
            };
            let mut models = facts.models_of(table);
            models.retain(|it| !verdict.silences(RULE, &[Item::Model(*it)]));
            sort_by_key(&mut models, |it| (facts.graph.model_place(*it), *it));
            if let Some(model) = models.first() {
                verdict.add(describe(facts, *model, (table, index), &covering));
            }
        }
    }
}

/// Describes what starts with the columns of a plain index.
fn covering(table: &Table, nth: usize, index: &Index) -> Option<String> {
    let is_plain = !index.unique
        && !index.expression
        && index.method.is_none()
        && index.include.is_empty()
        && !index.columns.is_empty()
        && (!index.partial || index.predicate.is_some());
    if !is_plain {
        return None;
    }
    let starts = |all: &[String]| all.starts_with(&index.columns);
    let whole = |what: &str, all: &[String]| {
        (!index.partial && starts(all)).then(|| format!("{what} {}", listed(&quoted(all))))
    };
    let key = whole("the primary key", &table.primary_key);
    let mut uniques = table.uniques.iter();
    let unique = || uniques.find_map(|it| whole("the unique constraint", &it.columns));
    key.or_else(unique).or_else(|| {
        let mut others = table.indexes.iter().enumerate();
        let other = others.find(|(other, it)| {
            let rows = (it.partial, &it.predicate) == (index.partial, &index.predicate);
            // Of two equal indexes, the second is redundant.
            let is_equal = it.columns == index.columns && !it.unique && !it.expression;
            *other != nth
                && it.method.is_none()
                && rows
                && starts(&it.columns)
                && (!is_equal || *other < nth || !it.include.is_empty())
        });
        other.map(|(_, it)| shown(it))
    })
}

fn shown(index: &Index) -> String {
    let columns = listed(&quoted(&index.columns));
    match &index.name {
        Some(name) => format!("the index `{name}` over {columns}"),
        None => format!("the index over {columns}"),
    }
}

fn describe(
    facts: &Facts<'_>,
    model: u32,
    (table, index): (&Table, &Index),
    covering: &str,
) -> Finding {
    let (graph, name) = (facts.graph, shown(index));
    let table = table.shown();
    let headline =
        format!("{name} of table `{table}` is redundant: {covering} starts with its columns");
    let finding = Finding::new(RULE, words::model(graph, model), headline)
        .with_other(Subject::Name(format!(
            "{table}.({})",
            index.columns.join(", ")
        )))
        .at(graph.model_place(model));
    let name = index.name.as_ref();
    let finding = declared(finding, index.at.as_ref(), "the index");
    words::with_help(finding, name.map(|it| format!("drop the index `{it}`")))
}
