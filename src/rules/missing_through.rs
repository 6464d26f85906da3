//! A relation that goes through a model which is not there.

use super::absent::Group;
use super::missing_target::noun;
use super::{Asker, Rule, Verdict, absent};
use crate::finding::Finding;
use crate::graph::Graph;

/// Tells of one absent association; each asker was asked before whether it is silenced. `others` are of the
/// same crate, which is absent.
pub(super) fn tell(verdict: &mut Verdict<'_>, group: &Group<'_>, others: &[Group<'_>]) {
    let graph = verdict.graph;
    let askers = &group.relations;
    let finding = words(graph, askers);
    let finding = absent::with_models(finding, graph, others);
    let finding = absent::explain(verdict, finding, group.longest(graph), askers);
    verdict.tell(Rule::MissingThrough, &[], |_| finding);
}

fn words(graph: &Graph, askers: &[Asker]) -> Finding {
    let written = &*askers[0].target(graph).text;
    let relation = graph.relation_name(askers[0].relation);
    let noun = noun(written);
    let headline =
        format!("relation `{relation}` goes through `{written}`, but no model has that {noun}");
    let finding = Finding::new(Rule::MissingThrough, relation, headline)
        .object(written)
        .at(askers[0].place(graph));
    absent::with_others(finding, graph, &askers[1..], "more ", "it")
}
