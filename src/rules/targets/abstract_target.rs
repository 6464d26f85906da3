//! A relation to an abstract model, which has no rows.

use crate::rules::prelude::*;

pub(super) fn check(verdict: &mut Verdict<'_>) {
    let graph = verdict.graph;
    if !graph.models().iter().any(|model| model.is_abstract) {
        return;
    }
    for relation in graph.relation_indices() {
        let own = graph.owner(relation);
        let mut seen = Vec::new();
        for (reference, model) in Reference::resolved(graph, relation) {
            let row = graph.model(model);
            let is_reported = if reference.is_through() {
                !seen.is_empty()
            } else {
                // A self-relation of an abstract model becomes a self-relation of each model that extends it.
                model == own || seen.contains(&model)
            };
            if row.is_abstract && !row.shares_path && !is_reported {
                seen.push(model);
                let item = Item::Relation(relation);
                let describe = || describe(graph, reference, model);
                verdict.report(Rule::AbstractTarget, &[item], describe);
            }
        }
    }
}

fn describe(graph: &Graph, reference: Reference, model: u32) -> Finding {
    let relation = graph.relation_name(reference.relation);
    let (verb, name) = (reference.verb(), graph.shown(model));
    let is_through = reference.is_through();
    let headline = format!("relation `{relation}` {verb} `{name}`, which is abstract");
    let (text, fix) = if is_through {
        let text = "an abstract model has no rows, so a relation cannot go through it";
        (
            text,
            format!("make `{relation}` go through a model that has rows"),
        )
    } else {
        let text = "an abstract model has no rows, so a relation cannot point at it";
        (text, format!("point `{relation}` at a model that has rows"))
    };
    let help = format!("{fix}, or remove `\"abstract\": true` from `{name}` if it has a table");
    reference
        .finding(graph, Rule::AbstractTarget, headline)
        .naming(vec![words::model(graph, model)])
        .declared(graph.model_place(model), &name)
        .note(text)
        .with_help(help)
}
