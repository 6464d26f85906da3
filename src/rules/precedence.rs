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

/// Rules about the key of a relation.
pub(super) const KEYS: &[Rule] = &[
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
        let mut with_causes = [SIDES, KEYS, LAST].into_iter();
        if !with_causes.any(|rules| rules.contains(&rule)) {
            return true;
        }
        let mut before = Rule::ALL.iter().filter(|it| comes_before(**it, rule));
        let is_kept = before.any(|it| self.found.contains(&(relation, *it)));
        !is_kept && !self.explained.contains(&relation)
    }
}

/// Whether a rule that finds something at a relation keeps another from being asked there.
fn comes_before(rule: Rule, other: Rule) -> bool {
    let in_chain = |rules: &[Rule]| {
        let at = |rule| rules.iter().position(|it| *it == rule);
        at(rule).is_some() && at(rule) < at(other)
    };
    in_chain(SIDES) || in_chain(KEYS) || TARGETS.contains(&rule) && !KEYS.contains(&other)
}

/// Of rules that find something at the keys of one relation the one that comes first.
pub(super) fn first_about_keys(found: impl Iterator<Item = Rule>) -> Option<Rule> {
    found.min_by_key(|rule| KEYS.iter().position(|it| it == rule))
}
