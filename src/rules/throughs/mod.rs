//! Rules about through models: which relations they have to each end, and which of them `via` selects.
//!
//! A `many_to_many` needs two keys in its through model, one to each end. A `has_one` or `has_many` that goes through a
//! model can use any relation for each of its two steps, declared on either side. A missing relation of a through model
//! is one fault, regardless of how many relations go through it. A fault that both sides of a relationship share is one
//! fault too.

mod ambiguous_through;
mod facts;
mod through_keys;
mod through_without_key;

use self::facts::Through;
use super::inverses::wrong_target;
use super::targets;
use crate::rules::prelude::*;

/// Checks all relations that go through a model. Returns the faulty ones; their inverses are not checked.
pub(super) fn check(verdict: &mut Verdict<'_>) -> Vec<u32> {
    let graph = verdict.graph;
    let mut at_fault = Vec::new();
    let (mut lacking, mut ambiguous, mut wrong_via) = (Vec::new(), Vec::new(), Vec::new());
    for (relation, row) in (0..).zip(graph.relations()) {
        // Few relations have rare attributes.
        if row.rest == 0 || graph.written_through(relation).is_none() {
            continue;
        }
        let is_abstract = |model: &u32| graph.model(*model).is_abstract;
        let Some(model) = graph.through(relation).filter(|it| !is_abstract(it)) else {
            at_fault.push(relation);
            continue;
        };
        let is_at_fault = throughs(verdict, relation, model).any(|mut through| {
            // A relation to an end itself is preferred to one that only leads to its table.
            through.by_table = graph.via(relation).is_some()
                || !through.is_plain(graph) && through_without_key::lack(graph, through).is_some();
            if let Some(fault) = through_keys::fault(graph, through) {
                if !fault.is_consequence(graph, through) {
                    wrong_via.push((through, fault));
                }
            } else if graph.via(relation).is_some() || through.is_plain(graph) {
                return false;
            } else if let Some(lack) = through_without_key::lack(graph, through) {
                // If an inverse shows that a relation must lead to the end, the target of that relation is the cause.
                let is_expected = |end: &u32| wrong_target::expects_from(graph, *end, model);
                if !lack.ends.iter().any(is_expected) {
                    lacking.push(((model, lack), through));
                }
            } else if ambiguous_through::is_found(graph, through) {
                ambiguous.push(through);
            } else {
                return false;
            }
            true
        });
        if is_at_fault {
            at_fault.push(relation);
        }
    }
    for ((_, lack), throughs) in grouped(lacking) {
        let describe = |sides: &[_]| through_without_key::describe(graph, sides, &lack);
        facts::report(verdict, Rule::ThroughWithoutKey, &throughs, &describe);
    }
    ambiguous_through::report(verdict, &ambiguous);
    through_keys::report(verdict, &wrong_via);
    at_fault
}

/// Returns one [`Through`] for each target, or none if the relation cannot be checked. Faulty targets take priority.
fn throughs(verdict: &Verdict<'_>, relation: u32, model: u32) -> impl Iterator<Item = Through> {
    let graph = verdict.graph;
    // Models that extend an abstract model inherit its relations, and the through model leads to them. If two models
    // share a path, it is unknown which one is meant.
    let is_clear = |model: u32| !graph.model(model).is_abstract && !graph.model(model).shares_path;
    let own = graph.owner(relation);
    let targets = graph.targets_of(relation).iter();
    let mut found = targets.clone().filter_map(|target| target.model.model());
    let is_checked = is_clear(own)
        && is_clear(model)
        && !graph.model(model).external
        && !targets::has_fault(verdict, relation)
        && found.all(is_clear);
    let judged = targets.filter(move |_| is_checked);
    judged.map(move |target| Through {
        relation,
        own,
        other: target.model.model(),
        model,
        by_table: false,
    })
}
