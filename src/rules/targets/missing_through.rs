//! A relation that goes through a model which is not there.

use super::group::{self, Group, noun};
use crate::findings::{Finding, Subject};
use crate::graph::Graph;
use crate::rule::Rule;
use crate::rules::reference::Reference;
use crate::rules::verdict::Verdict;
use crate::rules::words;

/// Tells of one absent association; each reference was asked before whether it is silenced. `others` are of the
/// same crate, which is absent.
pub(super) fn report(verdict: &mut Verdict<'_>, group: &Group<'_>, others: &[Group<'_>]) {
    let graph = verdict.graph;
    let references = &group.relations;
    let finding = describe(graph, references).naming(group.names(graph));
    let finding = group::with_models(finding, graph, others);
    let finding = group::explain(verdict, finding, group.longest(graph), references);
    verdict.report(Rule::MissingThrough, &[], |_| finding);
}

fn describe(graph: &Graph, references: &[Reference]) -> Finding {
    let written = &*references[0].target(graph).text;
    let relation = graph.relation_name(references[0].relation);
    let noun = noun(written);
    let headline =
        format!("relation `{relation}` goes through `{written}`, but no model has that {noun}");
    let finding = Finding::new(
        Rule::MissingThrough,
        words::relation(graph, references[0].relation),
        headline,
    )
    .with_other(Subject::Name(written.to_owned()))
    .at(references[0].place(graph));
    group::with_others(finding, graph, &references[1..], "more ", "it")
}
