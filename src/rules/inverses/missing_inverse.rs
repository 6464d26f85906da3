//! A declared inverse that the target does not have.

use super::facts::{Side, place};
use super::offer;
use crate::rules::prelude::*;

/// Creates the finding about an inverse that these relations name and that none of these targets has.
pub(super) fn describe(graph: &Graph, relations: &[u32], targets: &[u32]) -> Finding {
    let (relation, others) = (relations[0], &relations[1..]);
    let row = graph.relation(relation);
    let (name, inverse) = (graph.relation_name(relation), &*row.inverse);
    // The targets in the order of declaration.
    let mut written: Vec<u32> = Side::of(graph, relation)
        .iter()
        .map(|it| it.target)
        .collect();
    written.retain(|it| targets.binary_search(it).is_ok());
    keep_first(&mut written, |it| *it);
    let models = words::list_models(graph, &written);
    let have = one_or(written.len(), "has", "have");
    let headline = if row.inverse_assumed {
        format!("`{name}` points at {models}, which {have} no relation that points back")
    } else {
        format!("{models} {have} no relation `{inverse}`, which `{name}` names as its inverse")
    };
    let mut finding = words::finding(graph, Rule::MissingInverse, relation, headline)
        .with_other(words::named_relation(graph, written[0], inverse))
        .related(words::relations(graph, others))
        .at(place(graph, relation));
    for other in others.iter().take(NAMED) {
        let text = format!("`{}` also names this inverse", graph.relation_name(*other));
        finding = finding.note_at(place(graph, *other), text);
    }
    for target in written.iter().take(NAMED) {
        finding = finding.declared(graph.model_place(*target), &graph.shown(*target));
    }
    let more = others.len().saturating_sub(NAMED);
    finding = finding.note_if((more > 0).then(|| {
        format!(
            "{} also {} this inverse",
            counted(more, "more relation"),
            one_or(more, "names", "name")
        )
    }));
    for target in written.into_iter().take(NAMED) {
        let using: Vec<u32> = graph.relations_with_key(target, inverse).collect();
        if !using.is_empty() {
            let names = words::list_relations(graph, &using);
            let longest = using.iter().map(|it| graph.key(*it).len()).max();
            let part = words::part_of_key(longest.unwrap_or(1));
            finding = finding.note(format!("`{inverse}` is {part} of {names}"));
        } else if graph.field(target, inverse).is_some() {
            finding = finding.note(format!("`{inverse}` is a field, not a relation"));
        }
        finding = offer::note_ways_back(finding, graph, target, row.model);
    }
    offer::add(finding, graph, relations)
}
