//! The findings so far, and what decides whether one is reported.

use std::cell::OnceCell;
use std::collections::HashSet;

use super::precedence::Precedence;
use crate::candidates::Names;
use crate::criteria::Criteria;
use crate::findings::Finding;
use crate::graph::Graph;
use crate::model::Allow;
use crate::rule::{Level, Rule};

/// A model or a relation, where an `allow` can stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Item {
    Model(u32),
    Relation(u32),
}

impl Item {
    /// The allows of a model or a relation.
    pub(super) fn allows(self, graph: &Graph) -> &[Allow] {
        match self {
            Item::Model(model) => graph.model_allows(model),
            Item::Relation(relation) => graph.relation_allows(relation),
        }
    }
}

pub(super) struct Verdict<'g> {
    pub(super) graph: &'g Graph,
    pub(super) criteria: &'g Criteria,
    pub(super) precedence: Precedence,
    findings: Vec<Finding>,
    /// The allows that silenced a fault: whose, and which of them.
    used_allows: HashSet<(Item, usize)>,
    names: OnceCell<Names<'g>>,
}

impl<'g> Verdict<'g> {
    pub(super) fn new(graph: &'g Graph, criteria: &'g Criteria) -> Self {
        Verdict {
            graph,
            criteria,
            precedence: Precedence::default(),
            findings: Vec::new(),
            used_allows: HashSet::new(),
            names: OnceCell::new(),
        }
    }

    /// The level of a rule, before any `allow`.
    pub(super) fn level(&self, rule: Rule) -> Level {
        self.criteria.levels.of(rule)
    }

    /// Whether a fault of this rule about these is not reported: its level is allow, or one of them allows it. An `allow` that
    /// silences is a used one.
    pub(super) fn silences(&mut self, rule: Rule, items: &[Item]) -> bool {
        let covered = self.covers(rule, items);
        covered || self.level(rule) == Level::Allow
    }

    /// Whether one of these, or the model of one that is a relation, allows this rule.
    fn covers(&mut self, rule: Rule, items: &[Item]) -> bool {
        let graph = self.graph;
        let mut covered = false;
        for item in items {
            let mut model = None;
            if let Item::Relation(relation) = item {
                self.precedence.found(*relation, rule);
                model = Some(Item::Model(graph.owner(*relation)));
            }
            if graph.with_allows.is_empty() {
                continue;
            }
            for item in [Some(*item), model].into_iter().flatten() {
                let mut allows = item.allows(graph).iter();
                if let Some(nth) = allows.position(|allow| allow.rule == rule.name()) {
                    self.used_allows.insert((item, nth));
                    covered = true;
                }
            }
        }
        covered
    }

    pub(super) fn is_used(&self, item: Item, nth: usize) -> bool {
        self.used_allows.contains(&(item, nth))
    }

    /// Leaves out the relations that allow a fault that all of these show, and their other sides.
    pub(super) fn without_allowing(&mut self, rule: Rule, relations: &mut Vec<u32>) {
        let graph = self.graph;
        let allows = |it: &u32| self.covers(rule, &[Item::Relation(*it)]);
        let allowing: HashSet<u32> = relations.iter().copied().filter(allows).collect();
        relations.retain(|relation| {
            let mut sides = graph.other_sides(*relation);
            !allowing.contains(relation) && !sides.any(|side| allowing.contains(&side))
        });
    }

    /// Reports a fault unless it is silenced. The words are made only then.
    pub(super) fn report(
        &mut self,
        rule: Rule,
        items: &[Item],
        describe: impl FnOnce(&'g Graph) -> Finding,
    ) {
        if !self.silences(rule, items) {
            let level = self.level(rule);
            self.findings.push(describe(self.graph).with_level(level));
        }
    }

    /// Reports a finding that no allow silences.
    pub(super) fn add(&mut self, finding: Finding) {
        self.report_at(self.level(finding.rule()), finding);
    }

    /// Reports a finding at this level unless another is set for its rule.
    pub(super) fn report_at(&mut self, level: Level, finding: Finding) {
        let level = self
            .criteria
            .levels
            .set_for(finding.rule())
            .unwrap_or(level);
        if level != Level::Allow {
            self.findings.push(finding.with_level(level));
        }
    }

    /// The names of the models.
    pub(super) fn names(&self) -> &Names<'g> {
        self.names.get_or_init(|| Names::new(self.graph))
    }

    pub(super) fn finish(mut self) -> Vec<Finding> {
        Finding::sort(&mut self.findings);
        self.findings
    }
}
