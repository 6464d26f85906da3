//! What was compared of each relation: the types of its key with those of the fields that it points at.
//!
//! A relation counts once, with the worst result of its targets. A relation without a key of its own has the result of its
//! other side, which holds the same key.

use super::facts::{Key, other_side};
use super::key_type;
use crate::graph::Lead;
use crate::model::index;
use crate::rules::inverses::facts::{Role, role};
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

/// Returns what was compared of a relation; none if only its other side can have a key.
pub(super) fn compare(graph: &Graph, relation: u32, is_plain: bool) -> Option<Compared> {
    let has_key = !graph.relation(relation).key.is_empty();
    if graph.unresolved.binary_search(&relation).is_ok() {
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
        // If two models share a path, it is unknown which one is meant.
        _ if graph.model(graph.owner(relation)).shares_path => Some(Compared::TypesUnknown),
        _ if is_plain || has_types(graph, relation) => Some(Compared::Key),
        _ => Some(Compared::TypesUnknown),
    }
}

/// Whether the key of a relation was compared with each of its targets.
fn has_types(graph: &Graph, relation: u32) -> bool {
    let is_compared = |target: &Lead| {
        let model = target.model.model();
        let known = model.filter(|it| !graph.model(*it).is_unknown());
        known.is_some_and(|it| key_type::is_compared(graph, &key_to(graph, relation, it)))
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

/// Counts what was compared. Returns the relations that were not.
pub(super) fn count(verdict: &mut Verdict<'_>, all: &[Option<Compared>]) -> Vec<NotCompared> {
    let graph = verdict.graph;
    let is_required = verdict.level(Rule::IncompleteCoverage) != Level::Allow;
    let mut not_compared = Vec::new();
    let mut is_related = vec![false; graph.models().len()];
    for (relation, own) in (0..).zip(all) {
        is_related[graph.owner(relation) as usize] = true;
        let targets = graph.targets_of(relation).iter();
        let targets = targets.filter_map(|it| it.model.model());
        for model in targets.chain(graph.through(relation)) {
            is_related[model as usize] = true;
        }
        let (compared, is_at_other_side) = match own {
            Some(own) => (*own, false),
            None => at_other_side(graph, relation, all),
        };
        *match compared {
            Compared::Key => &mut verdict.coverage.keys_compared,
            Compared::WithoutKey => &mut verdict.coverage.relations_without_key,
            Compared::TypesUnknown => &mut verdict.coverage.types_unknown,
            Compared::KeyUnknown => &mut verdict.coverage.keys_unknown,
            Compared::TargetUnknown => &mut verdict.coverage.targets_unknown,
        } += 1;
        if is_required && compared > Compared::WithoutKey && !is_at_other_side {
            not_compared.push((relation, compared));
        }
    }
    let models = graph.models().iter().zip(is_related);
    let unrelated = models.filter(|(model, is_related)| model.has_rows() && !is_related);
    verdict.coverage.models_without_relations = index(unrelated.count());
    not_compared
}

/// Returns what was compared of a relation whose key is known from its other side at most, and whether that side is the
/// one to report.
fn at_other_side(graph: &Graph, relation: u32, all: &[Option<Compared>]) -> (Compared, bool) {
    let holds_key = graph.relation(relation).holds_key();
    let (mut worst, mut is_there) = (Compared::Key, true);
    let targets = graph.targets_of(relation);
    for target in targets.iter().filter_map(|it| it.model.model()) {
        let side = other_side(graph, relation, target);
        let compared = side.and_then(|it| all[it as usize]);
        worst = worst.max(compared.unwrap_or(Compared::KeyUnknown));
        is_there &= compared.is_some() || side.is_some() && !holds_key;
    }
    if targets.is_empty() {
        return (Compared::KeyUnknown, false);
    }
    (worst, is_there)
}
