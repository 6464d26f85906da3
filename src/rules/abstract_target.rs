//! A relation to a model that is only a base others build on: it has no rows to lead to.

use super::{Asker, Rule, Subject, Verdict};
use crate::finding::Finding;
use crate::graph::Graph;

pub(super) fn check(verdict: &mut Verdict<'_>) {
    let graph = verdict.graph;
    if !graph.models().iter().any(|model| model.is_abstract) {
        return;
    }
    let is_abstract = |model: &u32| {
        let node = &graph.model(*model);
        node.is_abstract && !node.shares_path
    };
    for relation in graph.relation_indices() {
        // Of a base that relates to itself, each model that is built on it relates to itself.
        let own = graph.owner(relation);
        let mut told = Vec::new();
        for (nth, target) in graph.targets_of(relation).iter().enumerate() {
            let model = target.model.model().filter(is_abstract);
            if let Some(model) = model.filter(|it| *it != own && !told.contains(it)) {
                tell(verdict, Asker::target_of(relation, nth), model);
                told.push(model);
            }
        }
        if let Some(model) = graph.through(relation).filter(is_abstract)
            && told.is_empty()
        {
            tell(verdict, Asker::through_of(relation), model);
        }
    }
}

fn tell(verdict: &mut Verdict<'_>, asker: Asker, model: u32) {
    let subjects = [Subject::Relation(asker.relation)];
    verdict.tell(Rule::AbstractTarget, &subjects, |graph| {
        words(graph, asker, model)
    });
}

fn words(graph: &Graph, asker: Asker, model: u32) -> Finding {
    let relation = graph.relation_name(asker.relation);
    let name = graph.shown(model);
    let (points, needs) = if asker.is_through() {
        ("goes through", "a relation goes through")
    } else {
        ("points at", "a relation leads to")
    };
    let headline = format!("relation `{relation}` {points} `{name}`, which is abstract");
    let finding = Finding::new(Rule::AbstractTarget, relation, headline)
        .object(&*asker.target(graph).text)
        .at(asker.place(graph));
    let finding = finding.declared(graph.model_place(model), graph.shown(model));
    finding.note(format!(
        "an abstract model has no rows; {needs} one that has"
    ))
}
