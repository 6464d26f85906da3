//! What the rules about the rows of a key share: the keys of a relation, and which faults are consequences.

use super::facts::other_side;
use crate::record::OnDelete;
use crate::rules::inverses::facts::{Role, role};
use crate::rules::prelude::*;

/// Collects faults about the rows of keys, which are consequences where an earlier rule found a fault.
pub(super) struct Rows<'v, 'g> {
    pub(super) verdict: &'v mut Verdict<'g>,
    /// The relations with a consequence, which is not reported.
    explained: Vec<u32>,
}

impl<'v, 'g> Rows<'v, 'g> {
    pub(super) fn new(verdict: &'v mut Verdict<'g>) -> Self {
        let explained = Vec::new();
        Rows { verdict, explained }
    }

    /// Whether no earlier rule found a fault at a relation or its other side.
    pub(super) fn can_report(&mut self, rule: Rule, relation: u32, side: u32) -> bool {
        let both = [relation, side];
        let is_sound = |it: &u32| self.verdict.precedence.was_checked(*it, rule);
        let can = both.iter().all(is_sound);
        if !can {
            self.explained.extend(both);
        }
        can
    }

    /// Marks the consequences, after all rules were asked.
    pub(super) fn finish(self) {
        for relation in self.explained {
            self.verdict.precedence.mark_explained(relation);
        }
    }
}

/// Returns the action of a relation when the row that its key points at is deleted.
pub(super) fn action(graph: &Graph, relation: u32) -> Option<OnDelete> {
    if graph.relation(relation).rest == 0 {
        return None;
    }
    graph.rest(relation).on_delete
}

/// A model that holds the key of a relation, the key, and the side that declares the key: the relation or its other
/// side.
pub(super) type Held<'g> = (u32, &'g [Text], u32);

/// Returns the known keys of a relation with their models, one for each of several targets that hold it.
pub(super) fn held_keys(graph: &Graph, relation: u32) -> impl Iterator<Item = Held<'_>> {
    let (own, key) = (graph.owner(relation), graph.key(relation));
    let role = role(graph, relation);
    let has_key = matches!(role, Role::HoldsKey | Role::IsPointedAt);
    // The relations of an abstract model are those of the models that extend it.
    let is_known = has_key && !graph.model(own).is_unknown();
    let is_direct = role == Role::HoldsKey && !key.is_empty();
    let direct = (is_known && is_direct).then_some((own, key, relation));
    let targets = graph.targets_of(relation).iter();
    let targets = targets.filter(move |_| is_known && !is_direct);
    let held = targets.filter_map(move |target| {
        let model = target.model.model()?;
        let holder = if role == Role::HoldsKey { own } else { model };
        if key.is_empty() {
            let side = other_side(graph, relation, model)?;
            return Some((holder, graph.key(side), side));
        }
        Some((holder, key, relation))
    });
    direct.into_iter().chain(held)
}
