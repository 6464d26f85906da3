//! Models that name the same table. Projections do so legitimately, so the rule is off by default.

use crate::rules::prelude::*;

pub(in crate::rules) fn check(verdict: &mut Verdict<'_>) {
    let graph = verdict.graph;
    if verdict.level(Rule::DuplicateTable) == Level::Allow {
        return;
    }
    let mut tables: Vec<(&str, u32)> = Vec::new();
    for (model, row) in (0..).zip(graph.models()) {
        // Only the path of an external model is known.
        if !row.table.is_empty() && !row.external {
            tables.push((&row.table, model));
        }
    }
    for (_, mut models) in grouped(tables) {
        // Models with the same path are reported by another rule. They are adjacent.
        models.dedup_by_key(|model| &graph.model(*model).path);
        if models.len() > 1 {
            // A model that allows the rule is a projection. The remaining models may still be duplicates.
            models.retain(|it| !verdict.silences(Rule::DuplicateTable, &[Item::Model(*it)]));
        }
        sort_by_key(&mut models, |model| (graph.model_place(*model), *model));
        if models.len() > 1 {
            verdict.add(describe(graph, &models));
        }
    }
}

fn describe(graph: &Graph, models: &[u32]) -> Finding {
    let table = &*graph.model(models[0]).table;
    let count = counted(models.len(), "model");
    let headline = format!("{count} use the table `{table}`");
    let others = models[1..].iter();
    let others = others.map(|it| words::model_by_path(graph, *it));
    let finding = words::about_path(graph, Rule::DuplicateTable, models[0], headline)
        .with_other(Subject::Name(table.to_owned()))
        .related(others.collect());
    words::note_each_model(finding, graph, models)
        .with_help("add `#[relata(skip)]` to each model that reads only part of the table, or correct the `table` of the model that was copied")
}
