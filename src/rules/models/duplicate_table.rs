//! Two models that name one table. Projections do, so nothing is told unless it is asked for.

use std::collections::BTreeMap;

use crate::findings::wording::{NAMED, counted};
use crate::findings::{Finding, Subject};
use crate::graph::Graph;
use crate::rule::{Level, Rule};
use crate::rules::verdict::{Item, Verdict};
use crate::rules::words;

pub(in crate::rules) fn check(verdict: &mut Verdict<'_>) {
    let graph = verdict.graph;
    if verdict.level(Rule::DuplicateTable) == Level::Allow {
        return;
    }
    let mut by_table: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
    for model in graph.model_indices() {
        let record = graph.model(model);
        // Of an external one nothing but its path is known.
        if !record.table.is_empty() && !graph.model(model).external {
            by_table.entry(&record.table).or_default().push(model);
        }
    }
    for mut models in by_table.into_values() {
        // Those of one path are another finding, and stand together.
        models.dedup_by_key(|model| &graph.model(*model).path);
        if models.len() < 2 {
            continue;
        }
        // One that allows it is a projection; what is left may still be two.
        models.retain(|it| !verdict.silences(Rule::DuplicateTable, &[Item::Model(*it)]));
        models.sort_by_cached_key(|model| (graph.model_place(*model), *model));
        if models.len() > 1 {
            verdict.report(Rule::DuplicateTable, &[], |graph| describe(graph, &models));
        }
    }
}

fn describe(graph: &Graph, models: &[u32]) -> Finding {
    let first = graph.model(models[0]);
    let count = counted(models.len(), "model");
    let headline = format!("{count} name the table `{}`", first.table);
    let mut finding = Finding::new(
        Rule::DuplicateTable,
        words::model_by_path(graph, models[0]),
        headline,
    )
    .with_other(Subject::Name(first.table.to_string()))
    .related(
        models[1..]
            .iter()
            .map(|it| words::model_by_path(graph, *it)),
    )
    .at(graph.model_place(models[0]));
    for (nth, model) in models.iter().take(NAMED).enumerate() {
        let which = if nth == 0 { "one" } else { "another" };
        let text = format!("{which} is `{}`", graph.model(*model).path);
        finding = finding.note_at(graph.model_place(*model), text);
    }
    if models.len() > NAMED {
        let others = counted(models.len() - NAMED, "other model");
        finding = finding.note(format!("and {others}"));
    }
    finding.with_help("mark those that only read a part of the table with `#[relata(skip)]`")
}
