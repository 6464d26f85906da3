//! Which rule comes first at a relation, and what came of it there: the rule that reported it, or that its cause is reported
//! elsewhere. An unused allow is one only where its rule was asked.

use std::ops::RangeInclusive;

use crate::rule::Rule;

const TARGETS: RangeInclusive<Rule> = Rule::MissingTarget..=Rule::MissingThrough;

/// Rules about the two sides of a relation, after those about its targets.
const SIDES: RangeInclusive<Rule> = Rule::ThroughWithoutKey..=Rule::OneSidedInverse;

/// Rules about the key of a relation.
const KEYS: RangeInclusive<Rule> = Rule::MissingKey..=Rule::SharedKey;

/// Rules about the registry as a whole, once its relations are resolved.
const LAST: &[Rule] = &[
    Rule::RequiredCycle,
    Rule::IsolatedModel,
    Rule::UnqualifiedTarget,
];

/// What came of the relations that have a fault: for each up to the last of them a bit for each rule that found something,
/// silenced or not, and one if the cause of something is reported elsewhere.
#[derive(Default)]
pub(super) struct Precedence(Vec<u64>);

const EXPLAINED: u32 = 63;
const _: () = assert!(Rule::ALL.len() <= EXPLAINED as usize);

impl Precedence {
    pub(super) fn found(&mut self, relation: u32, rule: Rule) {
        self.add(relation, rule as u32);
    }

    pub(super) fn explained(&mut self, relation: u32) {
        self.add(relation, EXPLAINED);
    }

    fn add(&mut self, relation: u32, bit: u32) {
        let at = relation as usize;
        self.0.resize(self.0.len().max(at + 1), 0);
        self.0[at] |= 1 << bit;
    }

    fn has(&self, relation: u32, bit: u32) -> bool {
        let bits = self.0.get(relation as usize);
        bits.is_some_and(|bits| bits & 1 << bit != 0)
    }

    /// The rule about the key of a relation by itself that found something there.
    pub(super) fn wrong_key(&self, relation: u32) -> Option<Rule> {
        let is_found = |it: &&Rule| **it != Rule::SharedKey && self.has(relation, **it as u32);
        let mut keys = Rule::ALL.iter().filter(|it| KEYS.contains(it));
        keys.find(is_found).copied()
    }

    /// Whether nothing that comes before this rule kept it from being asked at a relation.
    pub(super) fn was_asked(&self, relation: u32, rule: Rule) -> bool {
        let has_causes = SIDES.contains(&rule) || KEYS.contains(&rule) || LAST.contains(&rule);
        let mut before = Rule::ALL.iter().filter(|it| comes_before(**it, rule));
        let mut is_kept = || before.any(|it| self.has(relation, *it as u32));
        !has_causes || !self.has(relation, EXPLAINED) && !is_kept()
    }
}

/// Whether a rule that finds something at a relation keeps another from being asked there.
fn comes_before(rule: Rule, other: Rule) -> bool {
    let are_both_of = |rules: RangeInclusive<Rule>| rules.contains(&rule) && rules.contains(&other);
    rule < other && (are_both_of(SIDES) || are_both_of(KEYS))
        || TARGETS.contains(&rule) && !KEYS.contains(&other)
}
