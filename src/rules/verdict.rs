//! Collects findings and decides whether they are reported.

use std::cell::OnceCell;
use std::ops::Range;

use super::precedence::Precedence;
use crate::candidates::Names;
use crate::criteria::{AllowedModel, Criteria};
use crate::findings::{Coverage, Finding};
use crate::graph::Graph;
use crate::model::index;
use crate::place::Spot;
use crate::rule::{Level, Rule};
#[cfg(feature = "schema")]
use crate::schema::Dialect;
use crate::sorted::{sort, sort_by_key};

/// A model or a relation: the items that can have an `allow`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Item {
    Model(u32),
    Relation(u32),
}

impl Item {
    /// Returns the rows of the allows of a model or a relation.
    pub(super) fn allows(self, graph: &Graph) -> Range<u32> {
        let rows = match self {
            Item::Model(model) => graph.model(model).allows,
            Item::Relation(relation) => graph.rest(relation).allows,
        };
        rows.indices()
    }

    /// Returns the allow of a rule, the first if there are several.
    pub(super) fn first_allow(self, graph: &Graph, rule: &str) -> Option<u32> {
        graph.first_allow(self.allows(graph), rule)
    }
}

pub(super) struct Verdict<'g> {
    pub(super) graph: &'g Graph,
    pub(super) criteria: &'g Criteria,
    pub(super) precedence: Precedence,
    /// What was compared, and what was silenced.
    pub(super) coverage: Coverage,
    /// Whether each relation and its inverse are two sides of one key, as they declare. Filled by the rules about keys.
    pub(super) pairs: Vec<bool>,
    /// The models that were not compared with the schema, sorted. Filled by the rules about the schema.
    #[cfg(feature = "schema")]
    pub(super) without_table: Vec<u32>,
    /// The spelling of the types of the schema that is compared.
    #[cfg(feature = "schema")]
    pub(super) dialect: Option<Dialect>,
    findings: Vec<Finding>,
    /// Marks each row of allows that silenced a fault.
    used_allows: Vec<bool>,
    /// Marks each allow of the criteria that silenced a fault.
    used_in_criteria: Vec<bool>,
    names: OnceCell<Names<'g>>,
}

impl<'g> Verdict<'g> {
    pub(super) fn new(graph: &'g Graph, criteria: &'g Criteria) -> Self {
        Verdict {
            graph,
            criteria,
            precedence: Precedence::default(),
            coverage: Coverage {
                models: index(graph.real_model_count),
                relations: index(graph.relations().len()),
                unread_code: criteria.declarations.opaque,
                skipped_parts: index(graph.tables.skipped),
                ..Coverage::default()
            },
            pairs: Vec::new(),
            #[cfg(feature = "schema")]
            without_table: Vec::new(),
            #[cfg(feature = "schema")]
            dialect: None,
            findings: Vec::new(),
            used_allows: vec![false; graph.tables.allows.len()],
            used_in_criteria: vec![false; criteria.allowed.len()],
            names: OnceCell::new(),
        }
    }

    /// The level of a rule, without any `allow`.
    pub(super) fn level(&self, rule: Rule) -> Level {
        self.criteria.levels.of(rule)
    }

    /// Whether a fault of this rule about these items is silenced: the level of the rule is allow, or an item allows
    /// it. An `allow` that silences is marked as used.
    pub(super) fn silences(&mut self, rule: Rule, items: &[Item]) -> bool {
        if self.allows(rule, items) {
            return true;
        }
        let is_off = self.level(rule) == Level::Allow;
        // A rule that is off by default silences nothing that was asked for.
        if is_off && self.criteria.levels.set_for(rule).is_some() {
            self.coverage.silenced_by_level += 1;
        }
        is_off
    }

    /// Whether one of these items, or the model of one of these relations, allows this rule.
    pub(super) fn allows(&mut self, rule: Rule, items: &[Item]) -> bool {
        let covered = self.covers(rule, items);
        self.coverage.silenced_by_allow += u32::from(covered);
        covered
    }

    fn covers(&mut self, rule: Rule, items: &[Item]) -> bool {
        let mut covered = false;
        for item in items {
            if let Item::Relation(relation) = *item {
                self.precedence.mark_found(relation, rule);
                covered |= self.uses_allow(rule, Item::Model(self.graph.owner(relation)));
            }
            covered |= self.uses_allow(rule, *item);
        }
        covered
    }

    /// Whether a finding of this rule about a relation is reported. Does not mark or count an `allow`.
    pub(super) fn is_reported(&self, rule: Rule, relation: u32) -> bool {
        let items = [
            Item::Model(self.graph.owner(relation)),
            Item::Relation(relation),
        ];
        let mut allows = items.iter();
        let owner = &self.graph.model(self.graph.owner(relation)).path;
        let mut of_criteria = self.criteria.allowed.iter();
        self.precedence.is_found(relation, rule)
            && self.level(rule) != Level::Allow
            && !allows.any(|it| it.first_allow(self.graph, rule.name()).is_some())
            && !of_criteria.any(|allow| allow.covers(rule, owner))
    }

    /// Whether the item itself allows this rule. Marks that `allow` as used.
    #[inline(never)]
    fn uses_allow(&mut self, rule: Rule, item: Item) -> bool {
        let used = item.first_allow(self.graph, rule.name());
        let used = used.inspect(|row| self.used_allows[*row as usize] = true);
        match item {
            Item::Model(model) => {
                let path = &self.graph.model(model).path;
                self.allows_model(rule, path) || used.is_some()
            }
            Item::Relation(_) => used.is_some(),
        }
    }

    /// Whether the criteria allow this rule for the model with this path. Marks what allows it as used.
    #[cold]
    pub(super) fn allows_model(&mut self, rule: Rule, path: &str) -> bool {
        let mut is_allowed = false;
        for (allow, used) in self.criteria.allowed.iter().zip(&mut self.used_in_criteria) {
            if allow.covers(rule, path) {
                *used = true;
                is_allowed = true;
            }
        }
        is_allowed
    }

    /// The allows of the criteria that silenced nothing.
    pub(super) fn unused_in_criteria(&self) -> Vec<&'g AllowedModel> {
        let allows = self.criteria.allowed.iter().zip(&self.used_in_criteria);
        allows
            .filter(|(_, used)| !**used)
            .map(|(it, _)| it)
            .collect()
    }

    pub(super) fn is_used(&self, allow: u32) -> bool {
        self.used_allows[allow as usize]
    }

    /// Removes the relations that allow the rule, or whose other sides do, from relations with the same fault. Returns
    /// the others, sorted by place.
    pub(super) fn without_allowed(
        &mut self,
        rule: Rule,
        mut relations: Vec<u32>,
        place: &dyn Fn(u32) -> Spot<'g>,
    ) -> Vec<u32> {
        let graph = self.graph;
        let mut allowing = relations.clone();
        allowing.retain(|it| self.allows(rule, &[Item::Relation(*it)]));
        sort(&mut allowing);
        let allows = |it: u32| allowing.binary_search(&it).is_ok();
        relations.retain(|it| !allows(*it) && !graph.other_sides(*it).any(allows));
        sort_by_key(&mut relations, |it| (place(*it), *it));
        relations
    }

    /// Reports a fault unless it is silenced. The message is only built if it is reported.
    pub(super) fn report(&mut self, rule: Rule, items: &[Item], words: impl FnOnce() -> Finding) {
        if !self.silences(rule, items) {
            self.add(words());
        }
    }

    /// Reports a finding at the level of its rule, without checking for an `allow`.
    pub(super) fn add(&mut self, finding: Finding) {
        self.report_at(self.level(finding.rule()), finding);
    }

    /// Reports a finding at this level, unless the criteria set another level for its rule.
    pub(super) fn report_at(&mut self, level: Level, finding: Finding) {
        let set = self.criteria.levels.set_for(finding.rule());
        let level = set.unwrap_or(level);
        if level != Level::Allow {
            self.findings.push(finding.with_level(level));
        } else if set.is_some() {
            self.coverage.silenced_by_level += 1;
        }
    }

    /// Reports a minor fault of a rule, without checking for an `allow`. The message is only built if it is reported.
    #[cold]
    pub(super) fn report_minor(&mut self, rule: Rule, words: impl FnOnce() -> Finding) {
        let level = self.criteria.levels.of_minor(rule);
        if level != Level::Allow {
            self.findings.push(words().with_level(level));
        } else if self.level(rule) == Level::Allow {
            self.coverage.silenced_by_level += 1;
        }
    }

    #[cfg(feature = "schema")]
    pub(super) fn take_findings(&mut self) -> Vec<Finding> {
        std::mem::take(&mut self.findings)
    }

    #[cfg(feature = "schema")]
    pub(super) fn add_findings(&mut self, findings: Vec<Finding>) {
        self.findings.extend(findings);
    }

    /// Forgets what was found and silenced, but not what it explains.
    #[cfg(feature = "schema")]
    pub(super) fn forget_findings(&mut self) {
        self.findings.clear();
        self.coverage.silenced_by_allow = 0;
        self.coverage.silenced_by_level = 0;
    }

    /// The names of the models, indexed on first use.
    pub(super) fn names(&self) -> &Names<'g> {
        self.names.get_or_init(|| Names::new(self.graph))
    }

    pub(super) fn finish(mut self) -> (Vec<Finding>, Coverage) {
        Finding::sort(&mut self.findings);
        (self.findings, self.coverage)
    }
}
