//! A declared inverse that the target does not have.

use std::collections::HashSet;

use super::facts::{Side, place};
use super::offer;
use crate::findings::Finding;
use crate::findings::wording::{NAMED, counted, listed, quoted};
use crate::graph::Graph;
use crate::rule::Rule;
use crate::rules::words;

/// What is told of an inverse that none of these targets has; `others` name it too.
pub(super) fn describe(graph: &Graph, relation: u32, targets: &[u32], others: &[u32]) -> Finding {
    let row = graph.relation(relation);
    let inverse = &row.inverse;
    let name = graph.relation_name(relation);
    // In the order in which they are written.
    let written = Side::of(graph, relation).map(|side| side.target);
    let mut seen = HashSet::new();
    let targets: Vec<u32> = written
        .filter(|target| targets.binary_search(target).is_ok() && seen.insert(*target))
        .collect();
    let models: Vec<&str> = targets.iter().map(|target| graph.shown(*target)).collect();
    let have = if models.len() == 1 { "has" } else { "have" };
    let listed = listed(quoted(&models));
    let headline = if row.inverse_assumed {
        format!("{listed} {have} no relation that leads back to `{name}`")
    } else {
        format!("{listed} {have} no relation `{inverse}`, the inverse named by `{name}`")
    };
    let mut finding = Finding::new(
        Rule::MissingInverse,
        words::relation(graph, relation),
        headline,
    )
    .with_other(words::named_relation(graph, targets[0], inverse))
    .related(words::relations(graph, others))
    .at(place(graph, relation));
    for other in others.iter().take(NAMED) {
        let text = format!("`{}` names it too", graph.relation_name(*other));
        finding = finding.note_at(place(graph, *other), text);
    }
    for (target, model) in targets.iter().zip(&models).take(NAMED) {
        finding = finding.declared(graph.model_place(*target), model);
    }
    if others.len() > NAMED {
        let more = counted(others.len() - NAMED, "more relation");
        finding = finding.note(format!("{more} name it"));
    }
    for target in targets.iter().take(NAMED) {
        finding = with_relations(finding, graph, relation, *target);
    }
    offer::add(finding, graph, relation, others)
}

/// What a target has in place of the inverse.
fn with_relations(finding: Finding, graph: &Graph, relation: u32, target: u32) -> Finding {
    let (inverse, owner) = (&*graph.relation(relation).inverse, graph.owner(relation));
    let using = graph.relations_with_key(target, inverse);
    let named = words::list_names(graph, &using);
    let finding = match using.len() {
        0 if graph.field(target, inverse).is_some() => {
            finding.note(format!("`{inverse}` is a field there, not a relation"))
        }
        0 => finding,
        1 => finding.note(format!("`{inverse}` is the key of its relation {named}")),
        _ => finding.note(format!("`{inverse}` is the key of its relations {named}")),
    };
    offer::what_leads_back(finding, graph, target, owner)
}
