//! A relation to a model that is only a base others build on: it has no rows to lead to.

use crate::findings::{Finding, Subject};
use crate::graph::Graph;
use crate::rule::Rule;
use crate::rules::reference::Reference;
use crate::rules::verdict::{Item, Verdict};
use crate::rules::words;

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
                report(verdict, Reference::to_target(relation, nth), model);
                told.push(model);
            }
        }
        if let Some(model) = graph.through(relation).filter(is_abstract)
            && told.is_empty()
        {
            report(verdict, Reference::to_through(relation), model);
        }
    }
}

fn report(verdict: &mut Verdict<'_>, reference: Reference, model: u32) {
    let subjects = [Item::Relation(reference.relation)];
    verdict.report(Rule::AbstractTarget, &subjects, |graph| {
        describe(graph, reference, model)
    });
}

fn describe(graph: &Graph, reference: Reference, model: u32) -> Finding {
    let relation = graph.relation_name(reference.relation);
    let name = graph.shown(model);
    let (points, needs) = if reference.is_through() {
        ("goes through", "a relation goes through")
    } else {
        ("points at", "a relation leads to")
    };
    let headline = format!("relation `{relation}` {points} `{name}`, which is abstract");
    let finding = Finding::new(
        Rule::AbstractTarget,
        words::relation(graph, reference.relation),
        headline,
    )
    .with_other(Subject::Name(reference.target(graph).text.to_string()))
    .naming([words::model(graph, model)])
    .at(reference.place(graph));
    let finding = finding.declared(graph.model_place(model), graph.shown(model));
    finding.note(format!(
        "an abstract model has no rows; {needs} one that has"
    ))
}
