//! Which rule comes first at a relation, and what came of it there: the rule that reported it, or that its cause is reported
//! elsewhere. An unused allow is one only where its rule was asked.

use std::collections::HashSet;

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

/// What came of the relations that have a fault.
#[derive(Default)]
pub(super) struct Precedence {
    /// The rules that found something at a relation, silenced or not.
    found: HashSet<(u32, Rule)>,
    /// The relations with something whose cause is reported elsewhere.
    explained: HashSet<u32>,
}

impl Precedence {
    pub(super) fn found(&mut self, relation: u32, rule: Rule) {
        self.found.insert((relation, rule));
    }

    pub(super) fn explained(&mut self, relation: u32) {
        self.explained.insert(relation);
    }

    /// Whether nothing that comes before this rule kept it from being asked at a relation.
    pub(super) fn was_asked(&self, relation: u32, rule: Rule) -> bool {
        let found = |before: &Rule| self.found.contains(&(relation, *before));
        is_cause(rule) || !self.explained.contains(&relation) && !before(rule).any(found)
    }
}

/// The rules that come before this one.
fn before(rule: Rule) -> impl Iterator<Item = &'static Rule> {
    let targets = if KEYS.contains(&rule) { &[] } else { TARGETS };
    let chains = [SIDES, KEYS].into_iter();
    let chain = chains.filter(move |rules| rules.contains(&rule)).flatten();
    targets
        .iter()
        .chain(chain.take_while(move |it| **it != rule))
}

/// Of rules that find something at the keys of one relation the one that comes first.
pub(super) fn first_about_keys(found: impl Iterator<Item = Rule>) -> Option<Rule> {
    found.min_by_key(|rule| KEYS.iter().position(|it| it == rule))
}

/// Whether a rule finds causes, so that nothing comes before it.
fn is_cause(rule: Rule) -> bool {
    let consequences = [SIDES, KEYS, LAST];
    !consequences.iter().any(|rules| rules.contains(&rule))
}
