//! Two models that name one table. Projections do, so nothing is told unless it is asked for.

use std::collections::BTreeMap;

use super::{Rule, Subject, Verdict};
use crate::graph::Graph;
use crate::report::{Finding, Level};
use crate::wording::counted;

pub(super) fn check(verdict: &mut Verdict<'_>) {
    let graph = verdict.graph;
    if verdict.level(Rule::DuplicateTable) == Level::Allow {
        return;
    }
    let mut by_table: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
    for model in graph.model_indices() {
        let record = graph.model(model);
        if !record.table.is_empty() {
            by_table.entry(record.table).or_default().push(model);
        }
    }
    for mut models in by_table.into_values() {
        models.sort_by_cached_key(|model| (graph.model_place(*model), *model));
        // Those of one path are another finding.
        models.dedup_by_key(|model| graph.model(*model).path);
        if models.len() > 1 {
            let subjects: Vec<_> = models.iter().copied().map(Subject::Model).collect();
            verdict.tell(Rule::DuplicateTable, &subjects, |graph| words(graph, &models));
        }
    }
}

fn words(graph: &Graph, models: &[u32]) -> Finding {
    let first = graph.model(models[0]);
    let headline = format!("{} name the table `{}`", counted(models.len(), "model"), first.table);
    let finding = Finding::new(Rule::DuplicateTable, first.path, headline)
        .object(first.table)
        .at(graph.model_place(models[0]))
        .note(format!("one is `{}`", first.path));
    let finding = models[1..].iter().fold(finding, |finding, model| {
        finding.note_at(graph.model_place(*model), format!("another is `{}`", graph.model(*model).path))
    });
    finding.with_help("mark those that only read a part of the table with `#[relata(skip)]`")
}
