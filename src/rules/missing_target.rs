//! A relation whose target no model is. However many relations need one missing model, it is one finding.

use super::absent::Group;
use super::{Asker, Rule, Verdict, absent};
use crate::finding::Finding;
use crate::graph::Graph;
use crate::record::Form;

/// Tells of one absent model; each asker was asked before whether it is silenced. `others` are of the
/// same crate, which is absent.
pub(super) fn tell(verdict: &mut Verdict<'_>, group: &Group<'_>, others: &[Group<'_>]) {
    let graph = verdict.graph;
    let askers = &group.relations;
    let finding = words(graph, askers);
    let finding = absent::with_models(finding, graph, others);
    let finding = absent::explain(verdict, finding, group.longest(graph), askers);
    verdict.tell(Rule::MissingTarget, &[], |_| finding);
}

/// What a name that is written is called.
pub(super) fn noun(written: &str) -> &'static str {
    if written.contains("::") {
        "path"
    } else {
        "name"
    }
}

fn words(graph: &Graph, askers: &[Asker]) -> Finding {
    let target = askers[0].target(graph);
    let written = &*target.text;
    let relation = graph.relation_name(askers[0].relation);
    let headline = if target.form == Form::Underived {
        format!("relation `{relation}` points at the type `{written}`, which is not a model")
    } else {
        let noun = noun(written);
        format!("relation `{relation}` points at `{written}`, but no model has that {noun}")
    };
    let finding = Finding::new(Rule::MissingTarget, relation, headline)
        .object(written)
        .at(askers[0].place(graph));
    absent::with_others(finding, graph, &askers[1..], "more ", "it")
}
