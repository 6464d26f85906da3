//! The facts of a declared inverse: the two sides, what each does in their relationship, and what can be wrong with one.

use crate::graph::Lead;
use crate::rules::prelude::*;

/// A relation that declares an inverse, and one of its targets.
#[derive(Clone, Copy, Debug)]
pub(super) struct Side {
    pub(super) relation: u32,
    /// The model that declares the relation.
    pub(super) model: u32,
    /// The model that it leads to.
    pub(super) target: u32,
    /// The relation of that model which the inverse names.
    pub(super) inverse: Option<u32>,
}

/// What can be wrong with one side whatever the others say, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fault {
    Missing,
    Elsewhere,
    Kind,
    Disagrees,
}

impl Side {
    /// The sides of a relation, one for each target of which anything is known.
    pub(super) fn of(graph: &Graph, relation: u32) -> Vec<Side> {
        let mut sides = Vec::new();
        Side::collect(graph, relation, &mut sides);
        sides
    }

    /// Puts the sides of a relation into memory that is used again for the next one.
    pub(super) fn collect(graph: &Graph, relation: u32, sides: &mut Vec<Side>) {
        sides.clear();
        if declares(graph, relation) {
            let leads = graph.targets_of(relation).iter();
            sides.extend(leads.filter_map(|lead| Side::to(graph, relation, lead)));
        }
    }

    /// The side of a relation with this target, if anything is known of that.
    fn to(graph: &Graph, relation: u32, lead: &Lead) -> Option<Side> {
        let known = |target: &u32| !graph.model(*target).is_unknown();
        Some(Side {
            relation,
            model: graph.owner(relation),
            target: lead.model.model().filter(known)?,
            inverse: lead.inverse,
        })
    }

    /// The relation and its inverse, or only the relation where there is none.
    pub(super) fn both(self) -> [u32; 2] {
        [self.relation, self.inverse.unwrap_or(self.relation)]
    }

    /// The first thing that is wrong with it.
    pub(super) fn fault(self, graph: &Graph) -> Option<Fault> {
        let Some(inverse) = self.inverse else {
            return Some(Fault::Missing);
        };
        let is_named_back = || named_in(graph, inverse, self.model) == Some(self.relation);
        if !graph.leads_to(inverse, self.model) {
            Some(Fault::Elsewhere)
        } else if !kinds_pair(graph, self.relation, inverse) {
            Some(Fault::Kind)
        } else {
            let agrees = is_free(graph, inverse) || is_named_back();
            (!agrees).then_some(Fault::Disagrees)
        }
    }

    /// The side of the inverse that leads back here, if it declares an inverse itself.
    pub(super) fn back(self, graph: &Graph) -> Option<Side> {
        let inverse = self.inverse.filter(|it| declares(graph, *it))?;
        Side::to(graph, inverse, graph.target(inverse, self.model)?)
    }
}

/// Whether a relation declares an inverse that is judged. Where two models have one path, neither is known to be the
/// one that is named back; and what leads back to a base leads to what is built on it.
fn declares(graph: &Graph, relation: u32) -> bool {
    let owner = graph.model(graph.owner(relation));
    graph.relation(relation).declares_inverse() && !owner.shares_path && !owner.is_abstract
}

/// Where the inverse of a relation is written.
pub(in crate::rules) fn place(graph: &Graph, relation: u32) -> Spot<'_> {
    graph.place_in(relation, graph.relation(relation).inverse_mark)
}

/// The order in which relations are reported: by place.
pub(super) fn order(graph: &Graph, relation: u32) -> (Spot<'_>, u32) {
    (place(graph, relation), relation)
}

/// Whether a relation leaves open who its inverse is: it names none, or may lead to models that are not known.
pub(super) fn is_free(graph: &Graph, relation: u32) -> bool {
    !graph.relation(relation).declares_inverse() || graph.targets_of(relation).is_empty()
}

/// The relation of `model` that a relation names as its inverse there.
pub(in crate::rules) fn named_in(graph: &Graph, relation: u32, model: u32) -> Option<u32> {
    graph.target(relation, model)?.inverse
}

/// Whether a relation declares no inverse, or is one of two that name each other and differ in nothing, where one of them holds
/// the key: no rule of this family finds anything there. It is quicker than asking them, and in debug builds they are asked
/// all the same.
pub(super) fn is_plain(graph: &Graph, relation: u32) -> bool {
    let row = graph.relation(relation);
    if row.inverse.is_empty() {
        return graph.written_through(relation).is_none();
    }
    let Some((target, inverse)) = only_target(graph, relation) else {
        return false;
    };
    let other = graph.relation(inverse);
    is_key_pair(row.kind, other.kind)
        && [row.rest, other.rest] == [0, 0]
        && (row.key.is_empty() || other.key.is_empty())
        && only_target(graph, inverse) == Some((row.model, relation))
        && !graph.model(row.model).is_unknown()
        && !graph.model(target).is_unknown()
}

/// The only target of a relation, and the relation that is its inverse there.
fn only_target(graph: &Graph, relation: u32) -> Option<(u32, u32)> {
    let lead = only(graph.targets_of(relation).iter())?;
    Some((lead.model.model()?, lead.inverse?))
}

/// Whether one of two kinds holds a key by which the other is pointed at.
pub(in crate::rules) fn is_key_pair(one: Kind, other: Kind) -> bool {
    use Kind::{BelongsTo, HasMany, HasOne};
    matches!(
        (one, other),
        (BelongsTo, HasOne | HasMany) | (HasOne | HasMany, BelongsTo)
    )
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
pub(in crate::rules) enum Role {
    HoldsKey,
    IsPointedAt,
    /// A third model holds a key to each, whatever the two sides call it.
    GoesThrough,
    Mentions,
}

pub(in crate::rules) fn role(graph: &Graph, relation: u32) -> Role {
    let is_direct = || graph.written_through(relation).is_none();
    match graph.kind(relation) {
        Kind::BelongsTo => Role::HoldsKey,
        Kind::RefersTo => Role::Mentions,
        Kind::HasOne | Kind::HasMany if is_direct() => Role::IsPointedAt,
        _ => Role::GoesThrough,
    }
}
