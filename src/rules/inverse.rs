//! The order in which the inverse rules judge one target of one relation; the first that finds its fault ends it.

use super::{Verdict, inverse_disagrees, inverse_elsewhere, missing_inverse};

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

pub(super) fn check(verdict: &mut Verdict<'_>) {
    let graph = verdict.graph;
    for relation in graph
        .relation_indices()
        .filter(|relation| graph.relations[*relation as usize].declares_inverse)
    {
        for node in graph.targets_of(relation) {
            // What is not resolved is found already, and of one that lives elsewhere nothing is known.
            let Some(target) = node
                .model
                .model()
                .filter(|target| !graph.models[*target as usize].external)
            else {
                continue;
            };
            let side = Side {
                relation,
                model: graph.owner(relation),
                target,
                inverse: node.inverse,
            };
            let _found = missing_inverse::check(verdict, side)
                || inverse_elsewhere::check(verdict, side)
                || inverse_disagrees::check(verdict, side);
        }
    }
}
