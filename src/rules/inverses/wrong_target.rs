//! Relations that do not lead back to the relations that name them as their inverse. If the two name each other, the
//! target is wrong. If several such relations miss each other in a cycle, they are one fault.

use super::facts::{named_in, order};
use crate::circles::{Edges, circles};
use crate::rules::prelude::*;

/// Returns the inverses of this relation that name it back but that it does not lead to. If there are any, its target
/// is wrong and is reported there.
pub(super) fn missed_inverses(graph: &Graph, relation: u32) -> Vec<u32> {
    let name = &graph.relation(relation).inverse;
    let mut claimers: Vec<u32> = missed_by(graph, relation).collect();
    claimers.retain(|claimer| graph.relation(*claimer).name == *name);
    claimers
}

/// Whether there is any of the [`missed_inverses`].
pub(in crate::rules) fn misses_inverse(graph: &Graph, relation: u32) -> bool {
    let name = &graph.relation(relation).inverse;
    let mut claimers = missed_by(graph, relation);
    claimers.any(|claimer| graph.relation(claimer).name == *name)
}

/// Returns the relations that name this relation as their inverse but that it does not lead back to. Unchecked ones are
/// left out.
pub(in crate::rules) fn missed_by(graph: &Graph, relation: u32) -> impl Iterator<Item = u32> {
    let owner = graph.owner(relation);
    let claimers = graph.claimers(relation).iter().copied();
    claimers.filter(move |claimer| {
        let by = graph.owner(*claimer);
        let is_checked = !graph.model(by).is_unknown();
        is_checked && !graph.leads_to(relation, by) && graph.leads_to(*claimer, owner)
    })
}

/// Whether a relation of this model names `relation` as its inverse, and `relation` does not lead back there.
pub(in crate::rules) fn is_expected_by(graph: &Graph, relation: u32, model: u32) -> bool {
    missed_by(graph, relation).any(|claimer| graph.owner(claimer) == model)
}

/// Whether a relation of `model` names a relation of `other` as its inverse that does not lead back to `model`.
pub(in crate::rules) fn expects_from(graph: &Graph, model: u32, other: u32) -> bool {
    graph.relations_to(model, other).any(|relation| {
        let named = named_in(graph, relation, other);
        named.is_some_and(|named| is_expected_by(graph, named, model))
    })
}

/// Returns the first relation, by place, of each cycle of relations that miss each other and would each be reported at
/// another one; sorted.
pub(super) fn first_in_cycles(graph: &Graph) -> Vec<u32> {
    let mut edges = Vec::new();
    for relation in graph.relation_indices() {
        let causes = missed_inverses(graph, relation).into_iter();
        edges.extend(causes.map(|cause| (relation, cause)));
    }
    let count = graph.relations().len();
    let part_of = circles(&Edges::new(count, edges.clone()));
    let part_of = |relation: u32| part_of[relation as usize];
    let edges = edges.into_iter();
    let by_part = edges.map(|(relation, cause)| (part_of(relation), (relation, part_of(cause))));
    let mut firsts = Vec::new();
    // The first relation of each component and its causes; none if one of the causes is reported anyway.
    let mut first_of: Vec<Option<(Spot<'_>, u32)>> = vec![None; count];
    for (part, edges) in grouped(by_part.collect()) {
        let mut first = edges.iter().map(|(it, _)| order(graph, *it)).min();
        // The causes of a component have lower numbers, so their first relations are known.
        for (_, cause) in edges.iter().filter(|(_, cause)| *cause != part) {
            let before = first_of[*cause];
            first = first.and_then(|first| Some(first.min(before?)));
        }
        let is_cycle = edges.iter().any(|(_, cause)| *cause == part);
        let is_in_cycle = |it: &u32| is_cycle && edges.iter().any(|(member, _)| member == it);
        let own = first.iter().map(|(_, relation)| *relation);
        firsts.extend(own.filter(is_in_cycle));
        first_of[part] = first;
    }
    distinct(firsts)
}
