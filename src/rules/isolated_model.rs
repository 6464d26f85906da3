//! A model that nothing relates to and that relates to nothing.

use super::{Rule, Subject, Verdict};
use crate::graph::Graph;
use crate::report::{Finding, Level};

pub(super) fn check(verdict: &mut Verdict<'_>) {
    let graph = verdict.graph;
    if verdict.level(Rule::IsolatedModel) == Level::Allow {
        return;
    }
    let mut related = vec![false; graph.models.len()];
    for relation in graph.relation_indices() {
        let targets = graph.targets_of(relation).iter().filter_map(|target| target.model.model());
        let ends = targets.chain(graph.through(relation)).chain([graph.owner(relation)]);
        ends.for_each(|model| related[model as usize] = true);
    }
    for model in graph.model_indices().filter(|model| !related[*model as usize]) {
        if !graph.models[model as usize].external {
            verdict.tell(Rule::IsolatedModel, &[Subject::Model(model)], |graph| words(graph, model));
        }
    }
}

fn words(graph: &Graph, model: u32) -> Finding {
    let record = graph.model(model);
    let headline = format!("nothing relates to `{}`, and it relates to nothing", record.name());
    Finding::new(Rule::IsolatedModel, record.path, headline).at(graph.model_place(model))
}
