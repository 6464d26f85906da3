//! A name that crosses crates without saying which: a new dependency with a model of that name would make it ambiguous.

use super::{Asker, Rule, Subject, Verdict};
use crate::finding::{Finding, Level};
use crate::graph::{Graph, Resolved};
use crate::name::{self, Fit};
use crate::record::Form;

pub(super) fn check(verdict: &mut Verdict<'_>) {
    let graph = verdict.graph;
    if verdict.level(Rule::UnqualifiedTarget) == Level::Allow {
        return;
    }
    for relation in graph.relation_indices() {
        let own = graph.model(graph.owner(relation)).krate();
        let through = graph.written_through(relation);
        let through = through.map(|through| (Asker::through_of(relation), through));
        let targets = graph.targets_of(relation).iter().enumerate();
        let targets = targets.map(|(nth, target)| (Asker::target_of(relation, nth), target.model));
        // A name that is written twice is mended once.
        let mut told: Vec<&str> = Vec::new();
        for (asker, resolved) in targets.chain(through) {
            let Resolved::Model(model) = resolved else {
                continue;
            };
            let (written, path) = (asker.target(graph), &graph.model(model).path);
            let says =
                written.form == Form::Type || name::fit(&written.text, path) == Fit::Exact;
            let crosses = name::first_segment(path) != own;
            if crosses && !says && !told.contains(&&*written.text) {
                told.push(&written.text);
                let subjects = [Subject::Relation(relation)];
                verdict.tell(Rule::UnqualifiedTarget, &subjects, |graph| {
                    words(graph, asker, model)
                });
            }
        }
    }
}

fn words(graph: &Graph, asker: Asker, model: u32) -> Finding {
    let relation = graph.relation_name(asker.relation);
    let (written, path) = (&*asker.target(graph).text, &graph.model(model).path);
    let points = if asker.is_through() {
        "goes through"
    } else {
        "points at"
    };
    let headline = format!(
        "relation `{relation}` {points} `{written}` in another crate without naming the crate"
    );
    Finding::new(Rule::UnqualifiedTarget, relation, headline)
        .object(written)
        .at(asker.place(graph))
        .note_at(graph.model_place(model), format!("it means `{path}`"))
        .with_help(format!("write `{path}`"))
}
