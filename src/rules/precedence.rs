//! Which rule comes first at a relation, and what came of it there: the rule that reported it, or that its cause is reported
//! elsewhere. An unused allow is one only where its rule was asked.

use std::collections::{HashMap, HashSet};

use crate::rule::Rule;

const TARGETS: &[Rule] = &[
    Rule::MissingTarget,
    Rule::AmbiguousTarget,
    Rule::AbstractTarget,
    Rule::MissingThrough,
];

/// Rules about the two sides of a relation, after those about its targets.
const SIDES: &[Rule] = &[
    Rule::ThroughWithoutKey,
    Rule::AmbiguousThrough,
    Rule::ThroughKeys,
    Rule::MissingInverse,
    Rule::InverseElsewhere,
    Rule::InverseKind,
    Rule::InverseDisagrees,
    Rule::InverseTaken,
    Rule::InverseKey,
    Rule::OneSidedInverse,
];

const KEYS: &[Rule] = &[
    Rule::MissingKey,
    Rule::MissingReference,
    Rule::KeyCount,
    Rule::KeyType,
    Rule::ReferenceNotUnique,
    Rule::SharedKey,
];

/// Rules about the registry as a whole, once its relations are resolved.
const LAST: &[Rule] = &[
    Rule::RequiredCycle,
    Rule::IsolatedModel,
    Rule::UnqualifiedTarget,
];

/// What came of a relation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Outcome {
    /// This rule found something, silenced or not.
    Found(Rule),
    /// The cause of something is reported elsewhere.
    Explained,
}

/// What came of each relation that has a fault.
#[derive(Default)]
pub(super) struct Precedence {
    of_relation: HashMap<u32, HashSet<Outcome>>,
}

impl Precedence {
    pub(super) fn found(&mut self, relation: u32, rule: Rule) {
        self.add(relation, Outcome::Found(rule));
    }

    pub(super) fn explained(&mut self, relation: u32) {
        self.add(relation, Outcome::Explained);
    }

    fn add(&mut self, relation: u32, outcome: Outcome) {
        self.of_relation
            .entry(relation)
            .or_default()
            .insert(outcome);
    }

    /// Whether nothing that comes before this rule kept it from being asked at a relation.
    pub(super) fn was_asked(&self, relation: u32, rule: Rule) -> bool {
        if is_cause(rule) {
            return true;
        }
        let Some(outcomes) = self.of_relation.get(&relation) else {
            return true;
        };
        let is_before = |other: Rule| {
            let chain = |rules: &[Rule]| {
                let at = |rule: Rule| rules.iter().position(|it| *it == rule);
                at(rule).is_some_and(|end| at(other).is_some_and(|at| at < end))
            };
            chain(SIDES) || chain(KEYS) || !KEYS.contains(&rule) && TARGETS.contains(&other)
        };
        !outcomes.iter().any(|outcome| match outcome {
            Outcome::Found(other) => is_before(*other),
            Outcome::Explained => true,
        })
    }
}

/// Of rules that find something at the keys of one relation the one that comes first.
pub(super) fn first_about_keys(found: impl Iterator<Item = Rule>) -> Option<Rule> {
    found.min_by_key(|rule| KEYS.iter().position(|it| it == rule))
}

/// Whether a rule finds causes, so that nothing comes before it.
fn is_cause(rule: Rule) -> bool {
    ![SIDES, KEYS, LAST]
        .iter()
        .any(|rules| rules.contains(&rule))
}
