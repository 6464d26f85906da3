//! What was compared of each relation: the types of its key with those of the fields that it points at.
//!
//! A relation counts once, with the worst result of its targets. A relation without a key of its own has the result of its
//! other side, which holds the same key.

use super::facts::{Key, is_plain, other_side};
use super::parts;
use crate::graph::Lead;
use crate::model::{Relation, index};
use crate::rules::inverses::facts::{Role, is_key_pair, role};
use crate::rules::prelude::*;

/// What was compared of a relation, worst last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::rules) enum Compared {
    Key,
    /// It has no key of its own: it goes through a model whose relations have the keys, or it only mentions its target.
    WithoutKey,
    /// Its key is known, but not the types of all its fields and of the fields that it points at.
    TypesUnknown,
    KeyUnknown,
    TargetUnknown,
}

/// A relation that was not compared, and what is unknown.
pub(in crate::rules) type NotCompared = (u32, Compared);

/// What was compared of all relations.
pub(super) struct Counts<'g> {
    graph: &'g Graph,
    /// By what was compared.
    totals: [u32; 5],
    not_compared: Vec<NotCompared>,
    /// Whether each relation is one of a pair.
    pairs: Vec<bool>,
    /// Whether the relations that were not compared are reported.
    is_required: bool,
    /// For each other side with many targets, about which many relations ask, whether it was asked and what was compared. Empty
    /// until one does.
    sides: Vec<(bool, Option<Compared>)>,
}

impl<'g> Counts<'g> {
    pub(super) fn new(verdict: &Verdict<'g>) -> Self {
        Counts {
            graph: verdict.graph,
            totals: [0; 5],
            not_compared: Vec::new(),
            pairs: Vec::with_capacity(verdict.graph.relations().len()),
            is_required: [Rule::IncompleteCoverage, Rule::UnknownKey]
                .iter()
                .any(|it| verdict.level(*it) != Level::Allow),
            sides: Vec::new(),
        }
    }

    /// Counts a relation. Returns whether it is plain.
    pub(super) fn add(&mut self, relation: u32) -> bool {
        let row = &self.graph.relations()[relation as usize];
        let is_of_pair = self.is_of_pair(relation, row);
        self.pairs.push(is_of_pair);
        // The other side of a pair has the key, and counts both.
        if is_of_pair && row.key.is_empty() {
            return true;
        }
        let is_plain = is_plain(self.graph, relation);
        match compare(self.graph, relation, is_plain) {
            Some(compared) => {
                self.totals[compared as usize] += 1 + u32::from(is_of_pair);
                self.push(relation, compared);
            }
            None => {
                let (compared, is_there) = self.at_other_side(relation);
                self.totals[compared as usize] += 1;
                if !is_there {
                    self.push(relation, compared);
                }
            }
        }
        is_plain
    }

    /// Whether a relation and its inverse name and point only at each other, and exactly one of them has the key. Both then
    /// have the same result. This is the common case.
    fn is_of_pair(&self, relation: u32, row: &Relation) -> bool {
        let graph = self.graph;
        let [target] = graph.leads(row) else {
            return false;
        };
        target.inverse.is_some_and(|inverse| {
            let other = &graph.relations()[inverse as usize];
            matches!(graph.leads(other), [back] if back.inverse == Some(relation))
                && match self.pairs.get(inverse as usize) {
                    Some(is_of_pair) => *is_of_pair,
                    None => are_pair(graph, row, other),
                }
        })
    }

    /// Returns what was compared of a relation whose key is known from its other side at most, and whether that side is the
    /// one to report.
    #[inline(never)]
    fn at_other_side(&mut self, relation: u32) -> (Compared, bool) {
        let graph = self.graph;
        let holds_key = graph.relation(relation).holds_key();
        let (mut worst, mut is_there) = (Compared::Key, true);
        let targets = graph.targets_of(relation);
        for target in targets.iter().filter_map(|it| it.model.model()) {
            let side = other_side(graph, relation, target);
            let compared = side.and_then(|it| self.of_side(it));
            worst = worst.max(compared.unwrap_or(Compared::KeyUnknown));
            is_there &= compared.is_some() || side.is_some() && !holds_key;
        }
        if targets.is_empty() {
            return (Compared::KeyUnknown, false);
        }
        (worst, is_there)
    }

    /// Returns what was compared of another side; none if it has no key either.
    fn of_side(&mut self, side: u32) -> Option<Compared> {
        if self.graph.targets_of(side).len() <= NARROW {
            return compare(self.graph, side, false);
        }
        self.sides
            .resize(self.graph.relations().len(), (false, None));
        let (is_known, compared) = &mut self.sides[side as usize];
        if !*is_known {
            (*is_known, *compared) = (true, compare(self.graph, side, false));
        }
        *compared
    }

    fn push(&mut self, relation: u32, compared: Compared) {
        if self.is_required && compared > Compared::WithoutKey {
            self.not_compared.push((relation, compared));
        }
    }

    /// Stores the counts and the pairs. Returns the relations that were not compared.
    pub(super) fn finish(self, verdict: &mut Verdict<'_>) -> Vec<NotCompared> {
        let coverage = &mut verdict.coverage;
        let count = |compared: Compared| self.totals[compared as usize];
        coverage.keys_compared = count(Compared::Key);
        coverage.relations_without_key = count(Compared::WithoutKey);
        coverage.types_unknown = count(Compared::TypesUnknown);
        coverage.keys_unknown = count(Compared::KeyUnknown);
        coverage.targets_unknown = count(Compared::TargetUnknown);
        coverage.models_without_relations = unrelated(self.graph);
        verdict.pairs = self.pairs;
        self.not_compared
    }
}

/// Whether exactly one of two relations has the key that both share, and both models are known.
fn are_pair(graph: &Graph, one: &Relation, other: &Relation) -> bool {
    [one.rest, other.rest] == [0, 0]
        && one.key.is_empty() != other.key.is_empty()
        && is_key_pair(one.kind, other.kind)
        && [one, other]
            .iter()
            .all(|it| !graph.models()[it.model as usize].is_unknown())
}

/// Returns what was compared of a relation; none if only its other side can have a key.
fn compare(graph: &Graph, relation: u32, is_plain: bool) -> Option<Compared> {
    let row = &graph.relations()[relation as usize];
    let has_key = !row.key.is_empty();
    // If two models share a path, it is unknown which one is meant.
    let types_unknown = || graph.model(row.model).shares_path;
    if is_plain && has_key && row.holds_key() && !types_unknown() {
        debug_assert!(has_types(graph, relation));
        return Some(Compared::Key);
    }
    if !graph.unresolved.is_empty() && graph.unresolved.binary_search(&relation).is_ok() {
        return Some(Compared::TargetUnknown);
    }
    match role(graph, relation) {
        Role::GoesThrough => Some(match graph.through(relation) {
            None => Compared::KeyUnknown,
            Some(through) if graph.model(through).is_unknown() => Compared::TypesUnknown,
            Some(_) => Compared::WithoutKey,
        }),
        Role::Mentions if !has_key => Some(Compared::WithoutKey),
        _ if !has_key => None,
        _ if !types_unknown() && has_types(graph, relation) => Some(Compared::Key),
        _ => Some(Compared::TypesUnknown),
    }
}

/// Whether the key of a relation was compared with each of its targets.
fn has_types(graph: &Graph, relation: u32) -> bool {
    let is_compared = |target: &Lead| {
        let model = target.model.model();
        let known = model.filter(|it| !graph.model(*it).is_unknown());
        known.is_some_and(|it| parts::is_compared(graph, &key_to(graph, relation, it)))
    };
    let targets = graph.targets_of(relation);
    !targets.is_empty() && targets.iter().all(is_compared)
}

/// Returns the key of a relation to one of its targets, with all that is known of it.
pub(super) fn key_to(graph: &Graph, relation: u32, target: u32) -> Key<'_> {
    let key = Key::of(graph, relation, Some(target));
    if key.references.is_empty() {
        key.completed(graph, relation)
    } else {
        key
    }
}

/// Counts the models that declare no relation and that no relation names.
fn unrelated(graph: &Graph) -> u32 {
    let declares_none = |it: &u32| {
        let model = graph.model(*it);
        model.has_rows() && model.relations.is_empty()
    };
    let mut models: Vec<u32> = graph.model_indices().filter(declares_none).collect();
    if models.is_empty() {
        return 0;
    }
    let mut is_named = vec![false; graph.models().len()];
    for relation in graph.relation_indices() {
        for (_, model) in Reference::resolved(graph, relation) {
            is_named[model as usize] = true;
        }
    }
    models.retain(|model| !is_named[*model as usize]);
    index(models.len())
}
