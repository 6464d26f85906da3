//! The rule that comes first for one target of one relation, and whether its fault is the cause.
//!
//! Only what is written or certain is judged, and a key that fits once a wrong target or a wrong kind is fixed is not what is
//! wrong.

use std::cell::OnceCell;
use std::collections::HashSet;

use super::facts::{Key, Origin, keys, other_of};
use super::{key_count, key_type, missing_key, missing_reference, reference_not_unique};
use crate::graph::Graph;
use crate::rule::Rule;
use crate::rules::inverses::facts::kinds_pair;
use crate::rules::inverses::wrong_target;

/// The first rule that finds something.
fn fault(graph: &Graph, key: &Key<'_>) -> Option<Rule> {
    let is_written = key.origin == Origin::Written;
    if !key.is_taken && missing_key::is_found(graph, key) {
        Some(Rule::MissingKey)
    } else if key.is_judged_there {
        None
    } else if is_written && missing_reference::is_found(graph, key) {
        Some(Rule::MissingReference)
    } else if key_count::is_found(key) {
        Some(Rule::KeyCount)
    } else if key_type::is_found(graph, key) {
        Some(Rule::KeyType)
    } else if is_written && reference_not_unique::is_found(graph, key) {
        Some(Rule::ReferenceNotUnique)
    } else {
        None
    }
}

/// For each key of a relation that has a fault the first rule that finds something; none if that is only a consequence.
pub(super) fn judged<'g>(
    graph: &'g Graph,
    relation: u32,
    is_outside: impl Fn(&str) -> bool + 'g,
) -> impl Iterator<Item = (Key<'g>, Option<Rule>)> {
    let causes = OnceCell::new();
    keys(graph, relation, is_outside).filter_map(move |key| {
        fault(graph, &key)?;
        // Only a fault makes it worth looking for what its other side says.
        let key = key.settled(graph, relation);
        let rule = fault(graph, &key)?;
        let causes = causes.get_or_init(|| Causes::of(graph, relation));
        let is_consequence = causes.explain(graph, relation, &key);
        Some((key, (!is_consequence).then_some(rule)))
    })
}

/// Why a key that has a fault may not be what is wrong: it fits the model that an inverse expects the relation to lead
/// to, or it fits if the other side holds it where the two kinds do not pair. What is wrong then is the target or the
/// kind, and that is reported.
#[derive(Default)]
struct Causes {
    /// It fits a model that the relation is expected to lead to.
    is_expected_elsewhere: bool,
    /// The models with an other side of this relation whose kind does not pair with its own.
    unpaired: HashSet<u32>,
}

impl Causes {
    fn of(graph: &Graph, relation: u32) -> Self {
        // Where no inverse is judged, neither a target nor a kind is reported.
        if graph.model(graph.owner(relation)).is_unknown() {
            return Causes::default();
        }
        let fits = |other: u32| {
            let key = Key::of(graph, relation, Some(graph.owner(other)));
            fault(graph, &key).is_none()
        };
        let named = graph.targets_of(relation).iter();
        let named = named.filter_map(|target| target.inverse);
        let partners = named.chain(graph.claimers(relation).iter().copied());
        let unpaired = partners.filter(|it| !kinds_pair(graph, relation, *it));
        Causes {
            is_expected_elsewhere: wrong_target::expected_by(graph, relation).any(fits),
            unpaired: unpaired.map(|partner| graph.owner(partner)).collect(),
        }
    }

    fn explain(&self, graph: &Graph, relation: u32, key: &Key<'_>) -> bool {
        let fits_swapped = || {
            let swapped = (key.pointee, key.holder);
            let key = Key::between(graph, relation, swapped);
            fault(graph, &key).is_none()
        };
        let other = other_of(graph, relation, key);
        self.is_expected_elsewhere
            || other.is_some_and(|other| self.unpaired.contains(&other)) && fits_swapped()
    }
}
