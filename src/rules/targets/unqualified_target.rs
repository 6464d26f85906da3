//! A reference to a model of another crate that does not name the crate. A new dependency with a model of that name
//! would make it ambiguous.

use crate::rules::prelude::*;

pub(in crate::rules) fn check(verdict: &mut Verdict<'_>) {
    let graph = verdict.graph;
    if verdict.level(Rule::UnqualifiedTarget) == Level::Allow {
        return;
    }
    for relation in graph.relation_indices() {
        let own = graph.model(graph.owner(relation)).krate();
        // A repeated name is reported once.
        let mut seen = Vec::new();
        for (reference, model) in Reference::resolved(graph, relation) {
            let (written, path) = (reference.target(graph), &graph.model(model).path);
            let is_whole =
                written.form == Form::Type || name::fit(&written.text, path) == Fit::Exact;
            if name::first_segment(path) != own && !is_whole && !seen.contains(&&written.text) {
                seen.push(&written.text);
                let item = Item::Relation(relation);
                let describe = || describe(graph, reference, model);
                verdict.report(Rule::UnqualifiedTarget, &[item], describe);
            }
        }
    }
}

fn describe(graph: &Graph, reference: Reference, model: u32) -> Finding {
    let relation = graph.relation_name(reference.relation);
    let (verb, written) = (reference.verb(), reference.text(graph));
    let path = &graph.model(model).path;
    let headline = format!(
        "relation `{relation}` {verb} `{written}` in another crate without naming the crate"
    );
    reference
        .finding(graph, Rule::UnqualifiedTarget, headline)
        .naming(vec![words::model(graph, model)])
        .note_at(
            graph.model_place(model),
            format!("`{written}` resolves to `{path}`"),
        )
        .with_replacement(path)
}
