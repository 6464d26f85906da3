//! The facts of a declared inverse: the two sides, what each does in their relationship, and what can be wrong with one.

use std::collections::HashSet;

use crate::graph::{Graph, Lead, Resolved};
use crate::place::Place;
use crate::record::Kind;

/// A relation that declares an inverse, and one of its targets.
#[derive(Clone, Copy, Debug)]
pub(in crate::rules) struct Side {
    pub(in crate::rules) relation: u32,
    /// The model that declares the relation.
    pub(in crate::rules) model: u32,
    /// The model that it leads to.
    pub(in crate::rules) target: u32,
    /// The relation of that model which the inverse names.
    pub(in crate::rules) inverse: Option<u32>,
}

/// What can be wrong with one side whatever the others say, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::rules) enum Fault {
    Missing,
    Elsewhere,
    Kind,
    Disagrees,
}

impl Side {
    /// The sides of a relation, one for each target of which anything is known.
    pub(in crate::rules) fn of(graph: &Graph, relation: u32) -> impl Iterator<Item = Side> {
        let declares = declares(graph, relation);
        let nodes = graph.targets_of(relation).iter().filter(move |_| declares);
        nodes.filter_map(move |node| Side::to(graph, relation, *node))
    }

    /// The side of a relation with this target, if anything is known of that.
    fn to(graph: &Graph, relation: u32, node: Lead) -> Option<Side> {
        let known = |target: &u32| !graph.model(*target).is_unknown();
        Some(Side {
            relation,
            model: graph.owner(relation),
            target: node.model.model().filter(known)?,
            inverse: node.inverse,
        })
    }

    /// The first thing that is wrong with it.
    pub(in crate::rules) fn fault(self, graph: &Graph) -> Option<Fault> {
        let Some(inverse) = self.inverse else {
            return Some(Fault::Missing);
        };
        if !graph.leads_to(inverse, self.model) {
            return Some(Fault::Elsewhere);
        }
        if !kinds_pair(graph, self.relation, inverse) {
            return Some(Fault::Kind);
        }
        let disagrees =
            !is_free(graph, inverse) && named_in(graph, inverse, self.model) != Some(self.relation);
        disagrees.then_some(Fault::Disagrees)
    }

    /// The side of the inverse that leads back here, if it declares an inverse itself.
    pub(in crate::rules) fn back(self, graph: &Graph) -> Option<Side> {
        let inverse = self.inverse.filter(|it| declares(graph, *it))?;
        Side::to(graph, inverse, *graph.target(inverse, self.model)?)
    }
}

/// Whether a relation declares an inverse that is judged. Where two models have one path, neither is known to be the
/// one that is named back; and what leads back to a base leads to what is built on it.
fn declares(graph: &Graph, relation: u32) -> bool {
    let owner = &graph.model(graph.owner(relation));
    graph.relation(relation).declares_inverse() && !owner.shares_path && !owner.is_abstract
}

/// Where the inverse of a relation is written.
pub(in crate::rules) fn place(graph: &Graph, relation: u32) -> Place {
    graph.place_in(relation, graph.relation(relation).inverse_mark)
}

/// Whether a relation leaves open who its inverse is: it names none, or may lead to models that are not known.
pub(in crate::rules) fn is_free(graph: &Graph, relation: u32) -> bool {
    !graph.relation(relation).declares_inverse() || graph.targets_of(relation).is_empty()
}

/// The relation of `model` that a relation names as its inverse there.
pub(in crate::rules) fn named_in(graph: &Graph, relation: u32, model: u32) -> Option<u32> {
    graph.target(relation, model)?.inverse
}

/// What each further pair adds to the first: a pair seen from its other end says nothing new.
pub(super) fn further(first: Side, others: &[Side]) -> Vec<u32> {
    let ends = |side: &Side| [side.relation, side.inverse.unwrap_or(side.relation)];
    let pair = |[one, other]: [u32; 2]| (one.min(other), one.max(other));
    let of_first = ends(&first);
    let mut seen = HashSet::from([pair(of_first)]);
    let others = others
        .iter()
        .map(ends)
        .filter(|ends| seen.insert(pair(*ends)));
    let new = others.map(|ends| {
        ends.into_iter()
            .find(|it| !of_first.contains(it))
            .unwrap_or(ends[0])
    });
    new.collect()
}

/// Whether a relation declares no inverse, or is one of two that name each other and differ in nothing: no rule of this
/// family finds anything there. It is quicker than asking them, and in debug builds they are asked all the same.
pub(super) fn is_plain(graph: &Graph, relation: u32) -> bool {
    let row = graph.relation(relation);
    if row.rest != 0 || row.inverse.is_empty() {
        return row.inverse.is_empty() && graph.written_through(relation).is_none();
    }
    let [
        Lead {
            model: Resolved::Model(target),
            inverse: Some(inverse),
        },
    ] = *graph.targets_of(relation)
    else {
        return false;
    };
    let [
        Lead {
            model: Resolved::Model(own),
            inverse: Some(back),
        },
    ] = *graph.targets_of(inverse)
    else {
        return false;
    };
    let other = graph.relation(inverse);
    let pairs = match (row.kind, other.kind) {
        (Kind::BelongsTo, Kind::HasOne | Kind::HasMany)
        | (Kind::HasOne | Kind::HasMany, Kind::BelongsTo) => {
            row.key.is_empty() || other.key.is_empty()
        }
        (one, two) => one == Kind::RefersTo && two == Kind::RefersTo,
    };
    pairs
        && (own, back) == (row.model, relation)
        && inverse != relation
        && other.rest == 0
        && !graph.model(row.model).is_unknown()
        && !graph.model(target).is_unknown()
}

/// Whether two kinds are the two sides of one relationship.
pub(in crate::rules) fn kinds_pair(graph: &Graph, one: u32, other: u32) -> bool {
    match (role(graph, one), role(graph, other)) {
        (Role::HoldsKey, Role::IsPointedAt) | (Role::IsPointedAt, Role::HoldsKey) => true,
        (one, other) => one == other && matches!(one, Role::GoesThrough | Role::Mentions),
    }
}

/// What a side does in a relationship.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    HoldsKey,
    IsPointedAt,
    /// A third model holds a key to each, whatever the two sides call it.
    GoesThrough,
    Mentions,
}

pub(super) fn role(graph: &Graph, relation: u32) -> Role {
    let goes_through = graph.written_through(relation).is_some();
    match graph.kind(relation) {
        Kind::BelongsTo => Role::HoldsKey,
        Kind::ManyToMany => Role::GoesThrough,
        Kind::HasOne | Kind::HasMany if goes_through => Role::GoesThrough,
        Kind::HasOne | Kind::HasMany => Role::IsPointedAt,
        _ => Role::Mentions,
    }
}
