//! A model without relations that no relation points at.

use crate::rules::prelude::*;

pub(in crate::rules) fn check(verdict: &mut Verdict<'_>) {
    let graph = verdict.graph;
    // An open relation can point at any model.
    let is_open = |relation: u32| graph.targets_of(relation).is_empty();
    if verdict.level(Rule::IsolatedModel) == Level::Allow || graph.relation_indices().any(is_open) {
        return;
    }
    let related = related(verdict);
    for (model, row) in (0..).zip(graph.models()) {
        let is_related = |model: u32| related[model as usize];
        // External models are unknown, and abstract models exist only to be extended.
        if row.has_rows() && !graph.models_at(&row.path).any(is_related) {
            verdict.report(Rule::IsolatedModel, &[Item::Model(model)], || {
                let name = graph.shown(model);
                let headline = format!("`{name}` has no relations, and no relation points at it");
                words::about_path(graph, Rule::IsolatedModel, model, headline)
            });
        }
    }
}

/// Marks the models that are an end of a relation, or may be one after a fix.
fn related(verdict: &Verdict<'_>) -> Vec<bool> {
    let graph = verdict.graph;
    let mut related = vec![false; graph.models().len()];
    let mut unresolved = Vec::new();
    for relation in graph.relation_indices() {
        related[graph.owner(relation) as usize] = true;
        for (reference, resolved) in Reference::all_of(graph, relation) {
            match resolved.model() {
                Some(model) => related[model as usize] = true,
                None => unresolved.push(reference.text(graph)),
            }
        }
    }
    for written in distinct(unresolved) {
        for model in verdict.names().meant(written) {
            related[model as usize] = true;
        }
    }
    related
}
