//! Facts about a declared inverse: its two sides, their roles, and the faults of one side.

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
    /// The relation of the target that the inverse names.
    pub(super) inverse: Option<u32>,
}

/// The faults of one side that do not depend on other relations, in the order of priority.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fault {
    Missing,
    Elsewhere,
    Kind,
    Disagrees,
}

impl Side {
    /// Returns the sides of a relation, one for each known target.
    pub(super) fn of(graph: &Graph, relation: u32) -> Vec<Side> {
        let mut sides = Vec::new();
        Side::collect(graph, relation, &mut sides);
        sides
    }

    /// Collects the sides of a relation. The buffer is reused between relations.
    pub(super) fn collect(graph: &Graph, relation: u32, sides: &mut Vec<Side>) {
        sides.clear();
        if declares(graph, relation) {
            let leads = graph.targets_of(relation).iter();
            sides.extend(leads.filter_map(|lead| Side::to(graph, relation, lead)));
        }
    }

    /// Returns the side of a relation with this target, if the target is known.
    fn to(graph: &Graph, relation: u32, lead: &Lead) -> Option<Side> {
        // An inverse that is not registered may be declared in code.
        let known = |target: &u32| {
            let target = graph.model(*target);
            !target.is_unknown() && (lead.inverse.is_some() || !target.may_have_more_relations())
        };
        Some(Side {
            relation,
            model: graph.owner(relation),
            target: lead.model.model().filter(known)?,
            inverse: lead.inverse,
        })
    }

    /// Returns the relation and its inverse, or the relation twice if it has none.
    pub(super) fn both(self) -> [u32; 2] {
        [self.relation, self.inverse.unwrap_or(self.relation)]
    }

    /// Returns the first fault of this side.
    pub(super) fn fault(self, graph: &Graph) -> Option<Fault> {
        let Some(inverse) = self.inverse else {
            return Some(Fault::Missing);
        };
        // The models that extend an abstract model have its relations, and the inverse leads to them.
        if graph.model(self.model).is_abstract {
            return (!kinds_pair(graph, self.relation, inverse)).then_some(Fault::Kind);
        }
        let is_named_back = || named_in(graph, inverse, self.model) == Some(self.relation);
        if !graph.leads_to(inverse, self.model) {
            Some(Fault::Elsewhere)
        } else if !kinds_pair(graph, self.relation, inverse) {
            Some(Fault::Kind)
        } else {
            // A relation to some of the rows shares the inverse of the relation to all of them.
            let is_filtered = || graph.rest(self.relation).filtered;
            let agrees = is_free(graph, inverse) || is_named_back() || is_filtered();
            (!agrees).then_some(Fault::Disagrees)
        }
    }

    /// Returns the side of the inverse that leads back here, if the inverse declares one itself.
    pub(super) fn back(self, graph: &Graph) -> Option<Side> {
        let inverse = self.inverse.filter(|it| declares(graph, *it))?;
        Side::to(graph, inverse, graph.target(inverse, self.model)?)
    }
}

/// Whether a relation declares an inverse that is checked. If two models share a path, it is unknown which one is named
/// back.
fn declares(graph: &Graph, relation: u32) -> bool {
    let owner = graph.model(graph.owner(relation));
    graph.relation(relation).declares_inverse() && !owner.shares_path
}

/// Returns the place where the inverse of a relation is written.
pub(in crate::rules) fn place(graph: &Graph, relation: u32) -> Spot<'_> {
    graph.place_in(relation, graph.relation(relation).inverse_mark)
}

/// The sort key for relations in reports: by place.
pub(super) fn order(graph: &Graph, relation: u32) -> (Spot<'_>, u32) {
    (place(graph, relation), relation)
}

/// Whether a relation can be the inverse of any relation: it names no inverse, or it may lead to unknown models.
pub(super) fn is_free(graph: &Graph, relation: u32) -> bool {
    !graph.relation(relation).declares_inverse() || graph.targets_of(relation).is_empty()
}

/// Returns the relation of `model` that a relation names as its inverse.
pub(in crate::rules) fn named_in(graph: &Graph, relation: u32, model: u32) -> Option<u32> {
    graph.target(relation, model)?.inverse
}

/// Whether a relation declares no inverse, or is one of a key pair of relations that name each other and have no other
/// options. No rule of this family finds anything there. This check is faster than the rules; debug builds run the
/// rules too.
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

/// Returns the only target of a relation, and the inverse there.
fn only_target(graph: &Graph, relation: u32) -> Option<(u32, u32)> {
    let lead = only(graph.targets_of(relation).iter())?;
    Some((lead.model.model()?, lead.inverse?))
}

/// Whether one of two kinds holds a key that points at the other.
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

/// The role of a side in its relationship.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::rules) enum Role {
    HoldsKey,
    IsPointedAt,
    /// A third model holds a key to each side.
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
