//! The order of the rules about one relation, and a record of what was found at each relation and whether its cause is
//! reported elsewhere. An allow is unused only if its rule was checked.

use crate::rule::Rule;

const TARGETS: &[Rule] = &[
    Rule::MissingTarget,
    Rule::AmbiguousTarget,
    Rule::AbstractTarget,
    Rule::MissingThrough,
];

/// Rules about the two sides of a relation. They run after the rules about its targets.
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
    Rule::AmbiguousInverse,
    Rule::OneSidedInverse,
];

/// Rules about the key of a relation.
pub(super) const KEYS: &[Rule] = &[
    Rule::MirroredKey,
    Rule::SplitKey,
    Rule::MissingKey,
    Rule::MissingReference,
    Rule::KeyCount,
    Rule::KeyType,
    Rule::ReferenceNotUnique,
    // A warning, which keeps no error from being found.
    Rule::KeyNewtype,
    Rule::SharedKey,
];

/// Rules about the rows that a key allows, each independent of the others. They run after the rules about the target, the
/// inverse and the key.
const ROWS: &[Rule] = &[
    Rule::SetNullRequired,
    Rule::OnDeleteDisagrees,
    Rule::KeyCardinality,
];

/// Rules about the registry as a whole. They run after its relations are resolved.
const LAST: &[Rule] = &[
    Rule::UnkeyedRelation,
    Rule::SameJoin,
    Rule::UnknownKey,
    Rule::RequiredCycle,
    Rule::ForeignKeyElsewhere,
    Rule::MissingForeignKey,
    Rule::OnDeleteDiffers,
    Rule::NotUnique,
    Rule::NullableReference,
    Rule::UnindexedKey,
    Rule::IsolatedModel,
    Rule::UnqualifiedTarget,
];

/// A bit set for each relation, up to the last one with a fault. One bit per rule marks that the rule found something,
/// silenced or not; one bit marks that a cause is reported elsewhere, one that the fault of its key is minor.
#[derive(Default)]
pub(super) struct Precedence(Vec<u64>);

const EXPLAINED: u32 = 63;
const MINOR: u32 = 62;
const _: () = assert!(Rule::ALL.len() <= MINOR as usize);

impl Precedence {
    pub(super) fn mark_found(&mut self, relation: u32, rule: Rule) {
        if rule != Rule::ReferenceNotUnique || !self.is_minor(relation) {
            self.add(relation, rule as u32);
        }
    }

    /// Marks that the fault of the key of a relation is minor, so that it silences no other rule.
    pub(super) fn mark_minor(&mut self, relation: u32) {
        self.add(relation, MINOR);
    }

    pub(super) fn is_minor(&self, relation: u32) -> bool {
        self.has(relation, MINOR)
    }

    pub(super) fn mark_explained(&mut self, relation: u32) {
        self.add(relation, EXPLAINED);
    }

    fn add(&mut self, relation: u32, bit: u32) {
        let at = relation as usize;
        self.0.resize(self.0.len().max(at + 1), 0);
        self.0[at] |= 1 << bit;
    }

    #[inline(never)]
    fn has(&self, relation: u32, bit: u32) -> bool {
        let bits = self.0.get(relation as usize);
        bits.is_some_and(|bits| bits & 1 << bit != 0)
    }

    /// Whether a rule found something at a relation, silenced or not.
    pub(super) fn is_found(&self, relation: u32, rule: Rule) -> bool {
        self.has(relation, rule as u32)
    }

    /// Returns the rule about the key of a relation that found something wrong there: a newtype and a shared key can be meant.
    pub(super) fn wrong_key(&self, relation: u32) -> Option<Rule> {
        let is_found = |it: &&Rule| {
            !matches!(it, Rule::KeyNewtype | Rule::SharedKey) && self.is_found(relation, **it)
        };
        KEYS.iter().find(is_found).copied()
    }

    /// Whether a rule about the two sides of a relation found something there, except `one_sided_inverse`.
    pub(super) fn has_wrong_side(&self, relation: u32) -> bool {
        let mut wrong = SIDES.iter().filter(|it| **it != Rule::OneSidedInverse);
        wrong.any(|it| self.is_found(relation, *it))
    }

    /// Whether no earlier rule kept this rule from being checked at a relation.
    #[inline(never)]
    pub(super) fn was_checked(&self, relation: u32, rule: Rule) -> bool {
        let has_causes = [SIDES, KEYS, ROWS, LAST]
            .iter()
            .any(|it| it.contains(&rule));
        let mut before = Rule::ALL.iter().filter(|it| comes_before(**it, rule));
        let mut is_kept = || before.any(|it| self.is_found(relation, *it));
        !has_causes || !self.has(relation, EXPLAINED) && !is_kept()
    }
}

/// Whether a finding of `rule` at a relation keeps `other` from being checked there.
fn comes_before(rule: Rule, other: Rule) -> bool {
    let in_order = |rules: &[Rule]| {
        let at = |rule| rules.iter().position(|it| *it == rule);
        at(rule).is_some() && at(rule) < at(other)
    };
    // None of these makes a target or a key doubtful.
    let harmless = [
        Rule::AmbiguousInverse,
        Rule::OneSidedInverse,
        Rule::SharedKey,
    ];
    let is_harmless = || harmless.contains(&rule);
    let is_before_rows = || SIDES.contains(&rule) || KEYS.contains(&rule);
    in_order(SIDES)
        || in_order(KEYS)
        || TARGETS.contains(&rule) && !KEYS.contains(&other)
        || ROWS.contains(&other) && is_before_rows() && !is_harmless()
}
