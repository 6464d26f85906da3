//! A model that nothing relates to and that relates to nothing.

use std::collections::BTreeSet;

use crate::findings::Finding;
use crate::graph::{Graph, Resolved};
use crate::rule::{Level, Rule};
use crate::rules::reference::Reference;
use crate::rules::verdict::{Item, Verdict};
use crate::rules::words;

pub(in crate::rules) fn check(verdict: &mut Verdict<'_>) {
    let graph = verdict.graph;
    if verdict.level(Rule::IsolatedModel) == Level::Allow {
        return;
    }
    // An open relation may lead to any model.
    if graph
        .relation_indices()
        .any(|it| graph.targets_of(it).is_empty())
    {
        return;
    }
    let related = related(verdict);
    for model in graph.model_indices() {
        let node = &graph.model(model);
        // Of an external one nothing is known, and a base is there for what is built on it.
        if !node.has_rows() {
            continue;
        }
        let mut same = graph.models_at(&node.path);
        if !same.any(|model| related[model as usize]) {
            verdict.report(Rule::IsolatedModel, &[Item::Model(model)], |graph| {
                describe(graph, model)
            });
        }
    }
}

/// Which models are one end of a relation, or may be once it is mended.
fn related(verdict: &Verdict<'_>) -> Vec<bool> {
    let graph = verdict.graph;
    let mut related = vec![false; graph.models().len()];
    for relation in graph.relation_indices() {
        let targets = graph.targets_of(relation).iter();
        let targets = targets.filter_map(|target| target.model.model());
        let ends = targets
            .chain(graph.through(relation))
            .chain([graph.owner(relation)]);
        ends.for_each(|model| related[model as usize] = true);
    }
    let mut unresolved = Reference::unresolved(graph, Resolved::Ambiguous);
    unresolved.extend(Reference::unresolved(graph, Resolved::Missing));
    let written: BTreeSet<_> = unresolved.iter().map(|it| &it.target(graph).text).collect();
    for written in written {
        for model in verdict.names().meant(written) {
            related[model as usize] = true;
        }
    }
    related
}

fn describe(graph: &Graph, model: u32) -> Finding {
    let name = graph.shown(model);
    let headline = format!("nothing relates to `{name}`, and it relates to nothing");
    Finding::new(
        Rule::IsolatedModel,
        words::model_by_path(graph, model),
        headline,
    )
    .at(graph.model_place(model))
}
