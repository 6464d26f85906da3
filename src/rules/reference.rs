//! A reference of a relation to a model: one of its targets, or its through model.

use crate::findings::{Finding, Subject};
use crate::graph::{Graph, Resolved};
use crate::model::Target;
use crate::place::Spot;
use crate::rule::Rule;
use crate::rules::words;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Reference {
    pub(super) relation: u32,
    /// The index of the target; none for the through model.
    nth: Option<usize>,
}

impl Reference {
    /// Returns all references of a relation with their resolutions: its targets, then its through model.
    pub(super) fn all_of(graph: &Graph, relation: u32) -> impl Iterator<Item = (Self, Resolved)> {
        let targets = graph.targets_of(relation).iter().enumerate();
        let targets = targets.map(|(nth, target)| (Some(nth), target.model));
        let through = graph.written_through(relation).map(|it| (None, it));
        let all = targets.chain(through);
        all.map(move |(nth, resolved)| (Reference { relation, nth }, resolved))
    }

    /// Returns the references of a relation that resolve to a model.
    pub(super) fn resolved(graph: &Graph, relation: u32) -> impl Iterator<Item = (Self, u32)> {
        let all = Reference::all_of(graph, relation);
        all.filter_map(|(reference, resolved)| Some((reference, resolved.model()?)))
    }

    pub(super) fn is_through(self) -> bool {
        self.nth.is_none()
    }

    /// The verb for this reference in messages.
    pub(super) fn verb(self) -> &'static str {
        if self.is_through() {
            "goes through"
        } else {
            "points at"
        }
    }

    #[inline(never)]
    pub(super) fn target(self, graph: &Graph) -> &Target {
        let named = match self.nth {
            Some(nth) => graph.written_targets(self.relation).get(nth),
            None => graph.rest(self.relation).through.as_ref(),
        };
        named.expect("a reference names something; this is a bug in relata")
    }

    /// The text of the target as written.
    pub(super) fn text(self, graph: &Graph) -> &str {
        &self.target(graph).text
    }

    /// The text of the target as a subject of a finding.
    pub(super) fn written(self, graph: &Graph) -> Subject {
        Subject::Name(self.text(graph).to_owned())
    }

    pub(super) fn place(self, graph: &Graph) -> Spot<'_> {
        graph.place_in(self.relation, self.target(graph).mark)
    }

    pub(super) fn subject(self, graph: &Graph) -> Subject {
        words::relation(graph, self.relation)
    }

    /// Creates a finding about this reference.
    pub(super) fn finding(self, graph: &Graph, rule: Rule, headline: String) -> Finding {
        Finding::new(rule, self.subject(graph), headline)
            .with_other(self.written(graph))
            .at(self.place(graph))
    }

    /// `Model.relation`, with the place if it is known.
    pub(super) fn named_with_place(self, graph: &Graph) -> String {
        let name = graph.relation_name(self.relation);
        match self.place(graph) {
            place if !place.is_known() => format!("`{name}`"),
            place => format!("`{name}` ({place})"),
        }
    }
}
