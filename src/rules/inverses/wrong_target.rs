//! Relations that do not lead back to those that name them as their inverse. Which of the two leads where it must not is a question
//! of who is named back; where each of several leads past the next, they are one fault.

use super::facts::{Fault, Side, named_in, order};
use crate::circles::{Edges, circles};
use crate::rules::prelude::*;

/// The relations that name this one as their inverse, are named back, and are not what it leads to. Then its target is
/// what is wrong, and that is reported there.
pub(in crate::rules) fn mistargeted_by(graph: &Graph, relation: u32) -> impl Iterator<Item = u32> {
    let name = &graph.relation(relation).inverse;
    let expected = expected_by(graph, relation);
    expected.filter(move |claimer| graph.relation(*claimer).name == *name)
}

/// The relations that name this one as their inverse, and that it does not lead back to, as far as they are judged.
pub(in crate::rules) fn expected_by(graph: &Graph, relation: u32) -> impl Iterator<Item = u32> {
    let owner = graph.owner(relation);
    let claimers = graph.claimers(relation).iter().copied();
    claimers.filter(move |claimer| {
        let by = graph.owner(*claimer);
        let is_judged = !graph.model(by).is_unknown();
        is_judged && !graph.leads_to(relation, by) && graph.leads_to(*claimer, owner)
    })
}

/// Whether a relation of this model names it as its inverse, and it does not lead back there.
pub(in crate::rules) fn is_expected_by(graph: &Graph, relation: u32, model: u32) -> bool {
    expected_by(graph, relation).any(|claimer| graph.owner(claimer) == model)
}

/// Whether a model names as an inverse a relation of another that does not lead back to it.
pub(in crate::rules) fn expects_of(graph: &Graph, model: u32, other: u32) -> bool {
    graph.relations_to(model, other).any(|relation| {
        let named = named_in(graph, relation, other);
        named.is_some_and(|named| is_expected_by(graph, named, model))
    })
}

/// Whether an inverse shows that a relation may have to lead to another model, or be of another kind.
pub(in crate::rules) fn is_in_doubt(graph: &Graph, relation: u32) -> bool {
    let is_wrong = |side: Side| !matches!(side.fault(graph), None | Some(Fault::Disagrees));
    let claimers = graph.claimers(relation).iter();
    let mut claimers = claimers.flat_map(|claimer| Side::of(graph, *claimer));
    Side::of(graph, relation).any(is_wrong)
        || claimers.any(|side| side.inverse == Some(relation) && is_wrong(side))
}

/// The first by place of relations that lead past each other in a circle, so that each would be reported at another.
pub(super) fn first(graph: &Graph) -> HashSet<u32> {
    let relations = graph.relation_indices();
    let causes = relations.flat_map(|one| mistargeted_by(graph, one).map(move |by| (one, by)));
    let causes = Edges::new(graph.relations().len(), causes.collect());
    let part_of = circles(&causes);
    let mut parts: BTreeMap<usize, Vec<u32>> = BTreeMap::new();
    for (relation, part) in (0..).zip(&part_of) {
        parts.entry(*part).or_default().push(relation);
    }
    let mut firsts = HashSet::new();
    // For each part the first of it and of all that it follows from; none where one of these is reported anyway.
    let mut first_of: Vec<Option<(Place, u32)>> = Vec::new();
    for (part, members) in &parts {
        let causes = members.iter().flat_map(|it| causes.of(*it as usize));
        let causes: HashSet<usize> = causes.map(|cause| part_of[*cause as usize]).collect();
        // What a part follows from has a lower number, so its first is known.
        let before = causes.iter().filter(|cause| *cause != part);
        let before: Option<Vec<_>> = before.map(|cause| first_of[*cause].clone()).collect();
        let own = members.iter().map(|it| order(graph, *it));
        let before = before.filter(|_| !causes.is_empty());
        let first = before.and_then(|before| own.chain(before).min());
        let is_in_circle = |it: &u32| causes.contains(part) && members.contains(it);
        let own = first.iter().map(|(_, relation)| *relation);
        firsts.extend(own.filter(is_in_circle));
        first_of.push(first);
    }
    firsts
}
