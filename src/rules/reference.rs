//! A relation and what it names: one of its targets, or its through.

use crate::graph::{Graph, Resolved};
use crate::model::Target;
use crate::place::Place;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Reference {
    pub(super) relation: u32,
    /// The number of the target; none for the through.
    nth: Option<usize>,
}

impl Reference {
    pub(super) fn to_target(relation: u32, nth: usize) -> Self {
        Reference {
            relation,
            nth: Some(nth),
        }
    }

    pub(super) fn to_through(relation: u32) -> Self {
        Reference {
            relation,
            nth: None,
        }
    }

    /// Every target and through that did not resolve, in this way.
    pub(super) fn unresolved(graph: &Graph, outcome: Resolved) -> Vec<Self> {
        let mut all = Vec::new();
        for relation in graph.unresolved.iter().copied() {
            for (nth, target) in graph.targets_of(relation).iter().enumerate() {
                if target.model == outcome {
                    all.push(Reference::to_target(relation, nth));
                }
            }
            if graph.written_through(relation) == Some(outcome) {
                all.push(Reference::to_through(relation));
            }
        }
        all
    }

    pub(super) fn is_through(self) -> bool {
        self.nth.is_none()
    }

    pub(super) fn target(self, graph: &Graph) -> &Target {
        let named = match self.nth {
            Some(nth) => graph.written_targets(self.relation).get(nth),
            None => graph.rest(self.relation).through.as_ref(),
        };
        named.expect("a reference names something; this is a bug in relata")
    }

    pub(super) fn place(self, graph: &Graph) -> Place {
        graph.place_in(self.relation, self.target(graph).mark)
    }

    /// `Model.relation`, with its place where one line holds several.
    pub(super) fn named_with_place(self, graph: &Graph) -> String {
        let place = self.place(graph);
        let name = graph.relation_name(self.relation);
        if place.file().is_empty() {
            format!("`{name}`")
        } else {
            format!("`{name}` ({place})")
        }
    }
}
