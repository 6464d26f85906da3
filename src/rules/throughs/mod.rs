//! The through rules for one relation, in order: what the association has for each end, and what `via` makes of it.
//!
//! A `many_to_many` needs two keys in its association, one to each end. A `has_one` or `has_many` that goes through a
//! model may take each of its two steps by any relation, on whichever side that is declared. What an association lacks is one
//! fault however many relations go through it, and what both sides of a relationship do not say is one.

mod ambiguous_through;
mod facts;
mod through_keys;
mod through_without_key;

use std::collections::BTreeMap;

use self::facts::Passage;
use super::inverses::wrong_target;
use super::verdict::Verdict;
use crate::graph::Resolved;

/// Judges every relation that goes through a model. Gives those at fault: their inverse is not judged.
pub(super) fn check(verdict: &mut Verdict<'_>) -> Vec<u32> {
    let graph = verdict.graph;
    let mut at_fault = Vec::new();
    let mut lacking: BTreeMap<_, Vec<Passage>> = BTreeMap::new();
    let (mut ambiguous, mut wrong_via) = (Vec::new(), Vec::new());
    for relation in graph.relation_indices() {
        if graph.written_through(relation).is_none() {
            continue;
        }
        let is_abstract = |model: &u32| graph.model(*model).is_abstract;
        let Some(association) = graph.through(relation).filter(|it| !is_abstract(it)) else {
            at_fault.push(relation);
            continue;
        };
        let mut passages = passages(verdict, relation, association);
        let found = passages.any(|passage| {
            if let Some((own, other)) = graph.via(relation) {
                let fault = through_keys::fault(graph, passage, own, other);
                wrong_via.extend(
                    fault
                        .filter(|fault| !fault.is_consequence(graph, passage))
                        .map(|fault| (passage, fault)),
                );
                return fault.is_some();
            }
            if passage.is_plain(graph) {
                return false;
            }
            if let Some(lack) = through_without_key::lack(graph, passage) {
                // Where an inverse shows that a relation must lead to the end, that is what is wrong.
                let is_expected = |end: &u32| wrong_target::expects_of(graph, *end, association);
                if !lack.0.iter().any(is_expected) {
                    let lacking = lacking.entry((association, lack)).or_default();
                    lacking.push(passage);
                }
                return true;
            }
            let is_ambiguous = ambiguous_through::is_found(graph, passage);
            if is_ambiguous {
                ambiguous.push(passage);
            }
            is_ambiguous
        });
        if found {
            at_fault.push(relation);
        }
    }
    for ((_, lack), mut passages) in lacking {
        passages.sort_by_cached_key(|it| (it.place(graph), it.relation));
        through_without_key::report(verdict, &mut passages, &lack);
    }
    ambiguous_through::report(verdict, ambiguous);
    through_keys::report(verdict, wrong_via);
    at_fault
}

/// One for each target, if the relation can be judged at all: a target at fault comes first.
fn passages<'g>(
    verdict: &Verdict<'g>,
    relation: u32,
    association: u32,
) -> impl Iterator<Item = Passage> + use<'g> {
    let graph = verdict.graph;
    let own = graph.owner(relation);
    let (node, through) = (&graph.model(own), &graph.model(association));
    // A base has the relations of what is built on it, and the association leads to that. Where two models have one
    // path, neither is known to be the one that is meant.
    let known = !node.is_abstract && !node.shares_path && !through.external && !through.shares_path;
    let targets = graph.targets_of(relation);
    let mut written = targets.iter().zip(graph.written_targets(relation));
    let is_judged = known
        && written.all(|(target, written)| match target.model {
            Resolved::Model(other) => {
                let node = &graph.model(other);
                !node.is_abstract && !node.shares_path
            }
            Resolved::Missing => verdict.criteria.puts_outside(&written.text),
            Resolved::Ambiguous => false,
        });
    let judged = targets.iter().filter(move |_| is_judged);
    judged.map(move |target| Passage {
        relation,
        own,
        other: target.model.model(),
        association,
    })
}
