//! A model whose relations an ORM declares in a type next to it, and relata does not read that type.

use crate::rules::prelude::*;

pub(in crate::rules) fn check(verdict: &mut Verdict<'_>) {
    let graph = verdict.graph;
    for (model, _) in (0..).zip(graph.models()).filter(|it| it.1.unread) {
        let describe = || describe(graph, model);
        verdict.report(Rule::UnreadRelations, &[Item::Model(model)], describe);
    }
}

fn describe(graph: &Graph, model: u32) -> Finding {
    let shown = graph.shown(model);
    let headline = format!("the relations that SeaORM declares for `{shown}` are not read");
    Finding::new(Rule::UnreadRelations, words::model(graph, model), headline)
        .at(graph.model_place(model))
        .with_help(
            format!("derive `relata::Relations` for the `Relation` of `{shown}`; if these relations should not be read, also add `#[relata(skip)]` to that `Relation`"),
        )
}
