//! Which faults a model or a relation allows, and which of these allows were needed.

use std::collections::HashSet;

use super::{Rule, Subject};
use crate::graph::Graph;
use crate::model::Allow;

/// The allows that silenced a fault so far: whose, and which of them.
#[derive(Default)]
pub(super) struct Allows {
    used: HashSet<(Subject, usize)>,
    /// What was found at which relation, silenced or not, if there is any allow to judge by it.
    found: HashSet<(u32, Rule)>,
    /// The relations of which something is not told because it is told elsewhere.
    told_elsewhere: HashSet<u32>,
}

impl Allows {
    /// Whether one of the subjects, or the model of one that is a relation, allows this rule.
    pub(super) fn cover(&mut self, graph: &Graph, rule: Rule, subjects: &[Subject]) -> bool {
        if graph.with_allows.is_empty() {
            return false;
        }
        let mut covered = false;
        for subject in subjects {
            let model = match subject {
                Subject::Model(_) => None,
                Subject::Relation(relation) => {
                    self.found.insert((*relation, rule));
                    Some(Subject::Model(graph.owner(*relation)))
                }
            };
            for subject in [Some(*subject), model].into_iter().flatten() {
                let found = of(graph, subject)
                    .iter()
                    .position(|allow| allow.rule == rule.name());
                if let Some(nth) = found {
                    self.used.insert((subject, nth));
                    covered = true;
                }
            }
        }
        covered
    }

    /// Notes that something about a relation is told elsewhere, so that it is not known what an allow there would silence.
    pub(super) fn tell_elsewhere(&mut self, graph: &Graph, relation: u32) {
        if !graph.with_allows.is_empty() {
            self.told_elsewhere.insert(relation);
        }
    }

    pub(super) fn is_told_elsewhere(&self, relation: u32) -> bool {
        self.told_elsewhere.contains(&relation)
    }

    pub(super) fn is_used(&self, subject: Subject, nth: usize) -> bool {
        self.used.contains(&(subject, nth))
    }

    /// Whether one of these rules found something at a relation.
    pub(super) fn has_found(&self, relation: u32, rules: &[Rule]) -> bool {
        rules
            .iter()
            .any(|rule| self.found.contains(&(relation, *rule)))
    }
}

/// The allows that stand on a model or a relation.
pub(super) fn of(graph: &Graph, subject: Subject) -> &[Allow] {
    match subject {
        Subject::Model(model) => graph.model_allows(model),
        Subject::Relation(relation) => graph.relation_allows(relation),
    }
}
