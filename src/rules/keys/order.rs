//! Runs the key rules in order, and filters out faults with a cause elsewhere.
//!
//! Only declared or certain facts are checked. A key that fits once a wrong target or a wrong kind is fixed is not the
//! cause.

use super::facts::{Key, Origin, each_key};
use super::{
    key_count, key_newtype, key_type, mirrored_key, missing_key, missing_reference,
    reference_not_unique, split_key,
};
use crate::rules::inverses::facts::kinds_pair;
use crate::rules::inverses::wrong_target;
use crate::rules::precedence::KEYS;
use crate::rules::prelude::*;

/// Returns the first rule that finds something. The causes are only looked for if there is a fault.
fn fault(graph: &Graph, key: &Key<'_>) -> Option<Rule> {
    let is_checked = !key.is_checked_there;
    let is_written = is_checked && key.origin == Origin::Written;
    let is_found = |rule: &&Rule| match rule {
        Rule::MissingKey => !key.is_from_other_side && missing_key::is_found(graph, key),
        Rule::MissingReference => is_written && missing_reference::is_found(graph, key),
        Rule::KeyCount => is_checked && key_count::is_found(key),
        Rule::KeyType => is_checked && key_type::is_found(graph, key),
        Rule::KeyNewtype => is_checked && key_newtype::is_found(graph, key),
        Rule::ReferenceNotUnique => is_written && reference_not_unique::is_found(graph, key),
        _ => false,
    };
    let found = KEYS.iter().find(is_found).copied()?;
    if is_written && mirrored_key::is_found(graph, key) {
        return Some(Rule::MirroredKey);
    }
    let is_split = is_written && split_key::is_found(graph, key);
    Some(if is_split { Rule::SplitKey } else { found })
}

/// Returns the faulty keys of a relation, each with the first rule that finds something. A minor fault hides no newtype.
pub(super) fn faults<'g>(verdict: &Verdict<'g>, relation: u32) -> Vec<(Key<'g>, Rule)> {
    let (graph, criteria) = (verdict.graph, verdict.criteria);
    // If two models share a path, it is unknown which one is meant.
    if graph.model(graph.owner(relation)).shares_path {
        return Vec::new();
    }
    let mut found = Vec::new();
    each_key(
        graph,
        relation,
        &|it| criteria.puts_outside(it),
        &mut |mut key| {
            // The other sides are only looked up if there is a fault.
            if fault(graph, &key).is_some() {
                key = key.completed(graph, relation);
                if let Some(rule) = fault(graph, &key) {
                    found.push((key, rule));
                    if is_minor(graph, rule, &key) && key_newtype::is_found(graph, &key) {
                        found.push((key, Rule::KeyNewtype));
                    }
                }
            }
        },
    );
    found
}

/// Whether a key with a fault of this rule references more than fields that are unique together.
pub(super) fn is_minor(graph: &Graph, rule: Rule, key: &Key<'_>) -> bool {
    rule == Rule::ReferenceNotUnique && reference_not_unique::contains_unique(graph, key)
}

/// Removes faults that are caused by the target or the kind of the relation, which are reported.
pub(super) fn retain_causes(graph: &Graph, relation: u32, faults: &mut Vec<(Key<'_>, Rule)>) {
    // If no inverse is checked, neither a target nor a kind is reported.
    if graph.model(graph.owner(relation)).is_unknown() {
        return;
    }
    let is_sound = |key: &Key<'_>| fault(graph, key).is_none();
    // The key fits a model that an inverse expects as the target.
    let fits = |other: u32| is_sound(&Key::of(graph, relation, Some(graph.owner(other))));
    if wrong_target::missed_by(graph, relation).any(fits) {
        faults.clear();
    }
    let unpaired = unpaired(graph, relation);
    faults.retain(|(key, _)| {
        let swapped = || Key::between(graph, relation, [key.pointee, key.holder]);
        let other = key.other_end(graph, relation);
        other.is_none_or(|it| unpaired.binary_search(&it).is_err()) || !is_sound(&swapped())
    });
}

/// Returns the models with another side of a relation whose kind does not pair with its own, sorted.
fn unpaired(graph: &Graph, relation: u32) -> Vec<u32> {
    let sides = graph.other_sides(relation);
    let unpaired = sides.filter(|it| !kinds_pair(graph, relation, *it));
    distinct(unpaired.map(|side| graph.owner(side)).collect())
}

/// Whether an inverse shows that the sound key of a relation leads to another model or is held by the other model.
pub(super) fn is_in_doubt(graph: &Graph, relation: u32, [holder, pointee]: [u32; 2]) -> bool {
    let own = graph.owner(relation);
    let other = if own == holder { pointee } else { holder };
    let swapped = || Key::between(graph, relation, [Some(pointee), Some(holder)]);
    wrong_target::misses_inverse(graph, relation)
        || holder != pointee
            && unpaired(graph, relation).binary_search(&other).is_ok()
            && fault(graph, &swapped()).is_none()
}
