//! Texts that several rules about inverses share.

use super::facts::{Side, place};
use crate::graph::RelationName;
use crate::rules::prelude::*;

/// Creates a finding about two relations, at the place where the first names its inverse.
pub(super) fn finding(graph: &Graph, rule: Rule, [one, other]: [u32; 2], text: String) -> Finding {
    words::finding(graph, rule, one, text)
        .with_other(words::relation(graph, other))
        .at(place(graph, one))
}

/// Creates a finding about two relations that each name the inverse of the other.
pub(super) fn swapped_inverses(graph: &Graph, rule: Rule, relations: [u32; 4]) -> Finding {
    let [one, one_named, other, other_named] = relations;
    let [name, other_name] = both_names(graph, [one, other]);
    let headline = format!("the inverses of `{name}` and `{other_name}` are swapped");
    finding(graph, rule, [one, other], headline)
        .related(words::relations(graph, &[one_named, other_named]))
        .note_at(place(graph, one), names(graph, one, one_named))
        .note_at(place(graph, other), names(graph, other, other_named))
}

/// Returns the names of two relations.
pub(super) fn both_names(graph: &Graph, both: [u32; 2]) -> [RelationName<'_>; 2] {
    both.map(|it| graph.relation_name(it))
}

/// States that a relation names another as its inverse.
pub(super) fn names(graph: &Graph, relation: u32, named: u32) -> String {
    let [name, named] = both_names(graph, [relation, named]);
    format!("`{name}` names `{named}` as its inverse")
}

/// Describes the change that makes the first relation of each pair name the second as its inverse.
pub(super) fn write_inverses(graph: &Graph, pairs: &[(u32, u32)]) -> String {
    let mut arguments = Vec::new();
    for (relation, named) in pairs {
        let named = &graph.relation(*named).name;
        arguments.push((*relation, format!("inverse = {named}")));
    }
    words::write(graph, &arguments, true)
}

/// Adds a note on each further pair with the same fault. The same pair from its other end is skipped.
pub(super) fn with_further(
    finding: Finding,
    graph: &Graph,
    first: Side,
    others: &[Side],
    text: &dyn Fn(u32) -> String,
) -> Finding {
    let first = first.both();
    let sorted = |[one, other]: [u32; 2]| (one.min(other), one.max(other));
    let mut others: Vec<[u32; 2]> = others.iter().map(|side| side.both()).collect();
    others.retain(|both| sorted(*both) != sorted(first));
    keep_first(&mut others, |both| sorted(*both));
    let new = |both: &[u32; 2]| {
        *both
            .iter()
            .find(|it| !first.contains(it))
            .unwrap_or(&both[0])
    };
    let further: Vec<u32> = others.iter().map(new).collect();
    let note = |it| (graph.relation_place(it), text(it));
    words::with_related(finding, graph, &further, &note)
}
