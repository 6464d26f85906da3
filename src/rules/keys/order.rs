//! The order in which the rules are asked about one key, and whether the fault of the first that finds something is the cause.
//!
//! Only what is written or certain is judged, and a key that fits once a wrong target or a wrong kind is fixed is not what is
//! wrong.

use std::cell::OnceCell;
use std::collections::HashSet;

use super::facts::{Key, Origin, keys};
use super::{key_count, key_type, missing_key, missing_reference, reference_not_unique};
use crate::criteria::Criteria;
use crate::rules::inverses::facts::kinds_pair;
use crate::rules::inverses::wrong_target;
use crate::rules::prelude::*;

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

type Faults<'g> = Vec<(Key<'g>, Option<Rule>)>;

/// The keys of a relation that have a fault, each with the first rule that finds something; none if it is a consequence.
pub(super) fn faults<'g>(graph: &'g Graph, criteria: &Criteria, relation: u32) -> Faults<'g> {
    let mut faults = Vec::new();
    // Of two models with one path it is not known which is meant.
    if graph.model(graph.owner(relation)).shares_path {
        return faults;
    }
    let causes = OnceCell::new();
    for key in keys(graph, relation, |written| criteria.puts_outside(written)) {
        if fault(graph, &key).is_none() {
            continue;
        }
        // Only a fault makes it worth looking for what its other side says.
        let key = key.settled(graph, relation);
        if let Some(rule) = fault(graph, &key) {
            let causes = causes.get_or_init(|| Causes::of(graph, relation));
            let is_consequence = causes.explain(graph, relation, &key);
            faults.push((key, (!is_consequence).then_some(rule)));
        }
    }
    faults
}

/// Why a key that has a fault may not be what is wrong, but the target or the kind of its relation, which is reported.
#[derive(Default)]
struct Causes {
    /// The key fits a model that an inverse expects the relation to lead to.
    is_expected_elsewhere: bool,
    /// The models with an other side of the relation whose kind does not pair with its own.
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
        let sides = graph.other_sides(relation);
        let unpaired = sides.filter(|it| !kinds_pair(graph, relation, *it));
        Causes {
            is_expected_elsewhere: wrong_target::expected_by(graph, relation).any(fits),
            unpaired: unpaired.map(|side| graph.owner(side)).collect(),
        }
    }

    fn explain(&self, graph: &Graph, relation: u32, key: &Key<'_>) -> bool {
        let other = key.other_end(graph, relation);
        let fits_swapped = || {
            let swapped = Key::between(graph, relation, [key.pointee, key.holder]);
            fault(graph, &swapped).is_none()
        };
        self.is_expected_elsewhere
            || other.is_some_and(|other| self.unpaired.contains(&other)) && fits_swapped()
    }
}
