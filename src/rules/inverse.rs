//! The inverse rules for one target of one relation, in order; the first that finds its fault silences those after it.
//!
//! A fault is told where its cause is, once. If `a` names `b` and `b` names something else, the cause may be in `b`:
//! where `b`'s own inverse is at fault, `a` has nothing to add. And where two relations name each other but one of them
//! leads to another model, the wrong target is the cause, and what its inverse then fails to find is not.

use super::{
    Verdict, inverse_disagrees, inverse_elsewhere, inverse_key, inverse_kind, inverse_taken,
    missing_inverse, one_sided_inverse,
};
use crate::graph::{Graph, Resolved};

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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    Missing,
    Elsewhere,
    Kind,
    Disagrees,
}

impl Side {
    /// Each relation that declares an inverse with each target of which anything is known.
    fn all(graph: &Graph) -> impl Iterator<Item = Side> {
        let declaring = graph
            .relation_indices()
            .filter(|relation| graph.relations[*relation as usize].declares_inverse);
        declaring.flat_map(move |relation| {
            let resolved = graph.targets_of(relation).iter();
            let known = resolved.filter_map(|node| Some((node.model.model()?, node.inverse)));
            let known = known.filter(|(target, _)| !graph.models[*target as usize].is_unknown());
            known.map(move |(target, inverse)| Side {
                relation,
                model: graph.owner(relation),
                target,
                inverse,
            })
        })
    }

    /// The first thing that is wrong with it.
    pub(super) fn fault(self, graph: &Graph) -> Option<Fault> {
        let Some(inverse) = self.inverse else {
            return Some(Fault::Missing);
        };
        if !leads_to(graph, inverse, self.model) {
            return Some(Fault::Elsewhere);
        }
        if !inverse_kind::fit(graph, self.relation, inverse) {
            return Some(Fault::Kind);
        }
        let named = graph.relations[inverse as usize].declares_inverse;
        // An open one names its inverse in models that are not known.
        let open = graph.targets_of(inverse).is_empty();
        let disagrees =
            named && !open && named_in(graph, inverse, self.model) != Some(self.relation);
        disagrees.then_some(Fault::Disagrees)
    }

    /// The side of the inverse that leads back here, if it declares an inverse itself.
    pub(super) fn back(self, graph: &Graph) -> Option<Side> {
        let relation = self
            .inverse
            .filter(|inverse| graph.relations[*inverse as usize].declares_inverse)?;
        let node = graph
            .targets_of(relation)
            .iter()
            .find(|node| node.model.model() == Some(self.model))?;
        Some(Side {
            relation,
            model: self.target,
            target: self.model,
            inverse: node.inverse,
        })
    }

    /// Of two sides that show one fault, whether this one comes first by place.
    pub(super) fn comes_first(self, graph: &Graph) -> bool {
        let order = |side: Side| (place(graph, side), side.relation);
        self.back(graph)
            .filter(|back| back.inverse == Some(self.relation))
            .is_none_or(|back| order(self) <= order(back))
    }
}

/// Where a side's inverse is written.
pub(super) fn place(graph: &Graph, side: Side) -> crate::place::Place {
    let (_, mark) = graph.relation(side.relation).inverse().unwrap_or_default();
    graph.place_in(side.relation, mark)
}

/// Judges every side but those of relations whose through is at fault.
pub(super) fn check(verdict: &mut Verdict<'_>, through_at_fault: &[u32]) {
    let graph = verdict.graph;
    for side in Side::all(graph) {
        if through_at_fault.binary_search(&side.relation).is_ok() {
            continue;
        }
        let Some(fault) = side.fault(graph) else {
            let Some(inverse) = side.inverse else {
                continue;
            };
            let _found = inverse_taken::check(verdict, side, inverse)
                || inverse_key::check(verdict, side, inverse)
                || one_sided_inverse::check(verdict, side, inverse);
            continue;
        };
        if is_mistargeted(graph, side.relation) {
            continue;
        }
        match (fault, side.inverse) {
            (Fault::Missing, _) | (_, None) => missing_inverse::tell(verdict, side),
            (Fault::Elsewhere, Some(inverse)) => inverse_elsewhere::tell(verdict, side, inverse),
            (Fault::Kind, Some(inverse)) => inverse_kind::tell(verdict, side, inverse),
            (Fault::Disagrees, Some(inverse)) => inverse_disagrees::tell(verdict, side, inverse),
        }
    }
}

/// Whether a relation's target is what is wrong: a relation of another model names it as its inverse, is named back,
/// and is not what it leads to. That is told there.
fn is_mistargeted(graph: &Graph, relation: u32) -> bool {
    let Some((name, _)) = graph.relation(relation).inverse() else {
        return false;
    };
    let owner = graph.owner(relation);
    graph.claimers(relation).iter().any(|claimer| {
        let model = graph.owner(*claimer);
        graph.relation(*claimer).name == name
            && !leads_to(graph, relation, model)
            && leads_to(graph, *claimer, owner)
    })
}

/// The relation of `model` that a relation names as its inverse there.
pub(super) fn named_in(graph: &Graph, relation: u32, model: u32) -> Option<u32> {
    let target = graph
        .targets_of(relation)
        .iter()
        .find(|target| target.model.model() == Some(model));
    target.and_then(|target| target.inverse)
}

/// Whether a relation leads to this model; an open one leads to any, and one that is not resolved may.
pub(super) fn leads_to(graph: &Graph, relation: u32, model: u32) -> bool {
    let targets = graph.targets_of(relation);
    targets.is_empty()
        || targets
            .iter()
            .any(|target| target.model == Resolved::Model(model))
}

/// The target's relations that lead to the model that asks.
pub(super) fn leading_back(graph: &Graph, side: Side) -> impl Iterator<Item = u32> {
    graph
        .relations_of(side.target)
        .filter(move |relation| leads_to(graph, *relation, side.model))
}
