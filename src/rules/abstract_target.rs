//! A relation to a model that is only a base others build on: it has no rows to lead to.

use super::{Asker, Rule, Subject, Verdict};
use crate::graph::Graph;
use crate::record::flag;
use crate::report::Finding;

pub(super) fn check(verdict: &mut Verdict<'_>) {
    let graph = verdict.graph;
    for relation in graph.relation_indices() {
        for (nth, target) in graph.targets_of(relation).iter().enumerate() {
            let Some(model) = target.model.model().filter(|model| graph.model(*model).is(flag::ABSTRACT)) else {
                continue;
            };
            let asker = Asker::target_of(relation, nth);
            let subjects = [Subject::Relation(relation)];
            verdict.tell(Rule::AbstractTarget, &subjects, |graph| words(graph, asker, model));
        }
    }
}

fn words(graph: &Graph, asker: Asker, model: u32) -> Finding {
    let relation = graph.relation_name(asker.relation);
    let name = graph.model(model).name();
    let headline = format!("relation `{relation}` points at `{name}`, which is abstract");
    Finding::new(Rule::AbstractTarget, relation, headline)
        .object(name)
        .at(asker.place(graph))
        .note_at(graph.model_place(model), format!("`{name}` is declared here"))
        .note("an abstract model has no rows; a relation leads to a model that has")
}
