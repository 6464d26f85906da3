//! Which rule comes first at a relation, and what came of it there: the rule that reported it, or that its cause is reported
//! elsewhere. An unused allow is one only where its rule was asked.
//!
//! [`Rule`] is in the order in which causes come before consequences, so each chain of rules is a range of it.

use std::collections::HashSet;
use std::ops::RangeInclusive;

use crate::rule::Rule;

const TARGETS: RangeInclusive<Rule> = Rule::MissingTarget..=Rule::MissingThrough;

/// Rules about the two sides of a relation, after those about its targets.
const SIDES: RangeInclusive<Rule> = Rule::ThroughWithoutKey..=Rule::OneSidedInverse;

const KEYS: RangeInclusive<Rule> = Rule::MissingKey..=Rule::SharedKey;

/// Rules about the registry as a whole, once its relations are resolved.
const LAST: [Rule; 3] = [
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
        let is_cause = ![SIDES, KEYS].iter().any(|it| it.contains(&rule)) && !LAST.contains(&rule);
        let mut before = Rule::ALL.iter().filter(|it| comes_before(**it, rule));
        let is_kept = before.any(|it| self.found.contains(&(relation, *it)));
        is_cause || !is_kept && !self.explained.contains(&relation)
    }
}

/// Whether a rule that finds something at a relation keeps another from being asked there.
fn comes_before(rule: Rule, other: Rule) -> bool {
    let are_in = |chain: RangeInclusive<Rule>| chain.contains(&rule) && chain.contains(&other);
    let is_in_chain = rule < other && (are_in(SIDES) || are_in(KEYS));
    is_in_chain || TARGETS.contains(&rule) && !KEYS.contains(&other)
}
