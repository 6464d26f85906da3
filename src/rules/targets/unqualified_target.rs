//! A name that crosses crates without saying which: a new dependency with a model of that name would make it ambiguous.

use crate::findings::{Finding, Subject};
use crate::graph::Graph;
use crate::graph::Resolved;
use crate::name::{self, Fit};
use crate::record::Form;
use crate::rule::Level;
use crate::rule::Rule;
use crate::rules::reference::Reference;
use crate::rules::verdict::{Item, Verdict};
use crate::rules::words;

pub(super) fn check(verdict: &mut Verdict<'_>) {
    let graph = verdict.graph;
    if verdict.level(Rule::UnqualifiedTarget) == Level::Allow {
        return;
    }
    for relation in graph.relation_indices() {
        let own = graph.model(graph.owner(relation)).krate();
        let through = graph.written_through(relation);
        let through = through.map(|through| (Reference::to_through(relation), through));
        let targets = graph.targets_of(relation).iter().enumerate();
        let targets =
            targets.map(|(nth, target)| (Reference::to_target(relation, nth), target.model));
        // A name that is written twice is mended once.
        let mut told: Vec<&str> = Vec::new();
        for (reference, resolved) in targets.chain(through) {
            let Resolved::Model(model) = resolved else {
                continue;
            };
            let (written, path) = (reference.target(graph), &graph.model(model).path);
            let says = written.form == Form::Type || name::fit(&written.text, path) == Fit::Exact;
            let crosses = name::first_segment(path) != own;
            if crosses && !says && !told.contains(&&*written.text) {
                told.push(&written.text);
                let subjects = [Item::Relation(relation)];
                verdict.report(Rule::UnqualifiedTarget, &subjects, |graph| {
                    describe(graph, reference, model)
                });
            }
        }
    }
}

fn describe(graph: &Graph, reference: Reference, model: u32) -> Finding {
    let relation = graph.relation_name(reference.relation);
    let (written, path) = (&*reference.target(graph).text, &graph.model(model).path);
    let points = if reference.is_through() {
        "goes through"
    } else {
        "points at"
    };
    let headline = format!(
        "relation `{relation}` {points} `{written}` in another crate without naming the crate"
    );
    Finding::new(
        Rule::UnqualifiedTarget,
        words::relation(graph, reference.relation),
        headline,
    )
    .with_other(Subject::Name(written.to_owned()))
    .naming([words::model(graph, model)])
    .at(reference.place(graph))
    .note_at(graph.model_place(model), format!("it means `{path}`"))
    .with_help(format!("write `{path}`"))
}
