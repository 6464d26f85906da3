//! A relation whose target is not a model. All relations that need the same missing model share one finding.

use super::group::{self, Group, NEED_MODEL, noun};
use super::missing_through;
use crate::rules::prelude::*;

pub(super) fn rule(reference: Reference) -> Rule {
    if reference.is_through() {
        Rule::MissingThrough
    } else {
        Rule::MissingTarget
    }
}

/// Reports one absent model, for references that are not silenced. `others` are models of the same absent crate.
pub(super) fn report(verdict: &mut Verdict<'_>, group: &Group<'_>, others: &[Group<'_>]) {
    let (graph, first) = (verdict.graph, group.relations[0]);
    let rule = rule(first);
    let headline = match rule {
        Rule::MissingThrough => missing_through::headline(graph, first),
        _ => headline(graph, first),
    };
    let finding = first.finding(graph, rule, headline);
    let finding = finding.naming(group.names(graph));
    let others_of_it = &group.relations[1..];
    let finding = group::with_relations(finding, graph, others_of_it, "more relation", NEED_MODEL);
    let finding = group::with_models(finding, graph, others);
    let longest = group.longest(graph);
    let finding = group::explain(verdict, finding, longest, &group.relations);
    verdict.add(finding);
}

fn headline(graph: &Graph, reference: Reference) -> String {
    let relation = graph.relation_name(reference.relation);
    let (written, noun) = (reference.text(graph), noun(reference.text(graph)));
    if reference.target(graph).form == Form::Underived {
        format!("relation `{relation}` points at the type `{written}`, which is not a model")
    } else {
        format!("relation `{relation}` points at `{written}`, but no model has that {noun}")
    }
}
