//! An allow that matches no finding: what it allowed is mended, and it would hide the next one.

use super::{Rule, Subject, Verdict, allows};
use crate::graph::Graph;
use crate::record::Allow;
use crate::report::{Finding, Level};

pub(super) fn check(verdict: &mut Verdict<'_>) {
    let graph = verdict.graph;
    for model in graph.with_allows.iter().copied() {
        let relations = graph.relations_of(model).map(Subject::Relation);
        for subject in std::iter::once(Subject::Model(model)).chain(relations) {
            for (nth, allow) in allows::of(graph, subject).iter().enumerate() {
                if !verdict.allows.is_used(subject, nth) && is_judged(verdict, subject, allow) {
                    verdict.tell(Rule::UnusedAllow, &[], |graph| words(graph, subject, allow));
                }
            }
        }
    }
}

/// A rule whose level is allow was not asked, and where a cause is found its consequences were not asked for either.
fn is_judged(verdict: &Verdict<'_>, subject: Subject, allow: Allow<'_>) -> bool {
    let silent = allow.rule.parse().is_ok_and(|rule| verdict.level(rule) == Level::Allow);
    let resolved = match subject {
        Subject::Model(_) => true,
        Subject::Relation(relation) => {
            verdict.graph.targets_of(relation).iter().all(|target| target.model.model().is_some())
        }
    };
    !silent && resolved
}

fn words(graph: &Graph, subject: Subject, allow: Allow<'_>) -> Finding {
    let (place, name) = match subject {
        Subject::Model(model) => (graph.place(model, allow.mark), graph.model(model).name().to_owned()),
        Subject::Relation(relation) => (graph.place_in(relation, allow.mark), graph.relation_name(relation)),
    };
    let headline = format!("the allow of `{}` on `{name}` matches no finding", allow.rule);
    Finding::new(Rule::UnusedAllow, name, headline)
        .at(place)
        .note(format!("its reason was: {}", allow.reason))
        .with_help("remove it")
}
