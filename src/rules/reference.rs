//! A relation and what it names: one of its targets, or its through.

use crate::findings::{Finding, Subject};
use crate::graph::{Graph, Resolved};
use crate::model::Target;
use crate::place::Spot;
use crate::rule::Rule;
use crate::rules::words;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Reference {
    pub(super) relation: u32,
    /// The number of the target; none for the through.
    nth: Option<usize>,
}

impl Reference {
    /// Everything that a relation names, with what each turned out to be: its targets, then its through.
    pub(super) fn all_of(graph: &Graph, relation: u32) -> impl Iterator<Item = (Self, Resolved)> {
        let targets = graph.targets_of(relation).iter().enumerate();
        let targets = targets.map(|(nth, target)| (Some(nth), target.model));
        let through = graph.written_through(relation).map(|it| (None, it));
        let all = targets.chain(through);
        all.map(move |(nth, resolved)| (Reference { relation, nth }, resolved))
    }

    /// Everything that a relation names and that is a model.
    pub(super) fn resolved(graph: &Graph, relation: u32) -> impl Iterator<Item = (Self, u32)> {
        let all = Reference::all_of(graph, relation);
        all.filter_map(|(reference, resolved)| Some((reference, resolved.model()?)))
    }

    pub(super) fn is_through(self) -> bool {
        self.nth.is_none()
    }

    /// What the relation does with what it names.
    pub(super) fn verb(self) -> &'static str {
        if self.is_through() {
            "goes through"
        } else {
            "points at"
        }
    }

    pub(super) fn target(self, graph: &Graph) -> &Target {
        let named = match self.nth {
            Some(nth) => graph.written_targets(self.relation).get(nth),
            None => graph.rest(self.relation).through.as_ref(),
        };
        named.expect("a reference names something; this is a bug in relata")
    }

    /// What is written of the target.
    pub(super) fn text(self, graph: &Graph) -> &str {
        &self.target(graph).text
    }

    /// The same, as an end of a finding.
    pub(super) fn written(self, graph: &Graph) -> Subject {
        Subject::Name(self.text(graph).to_owned())
    }

    pub(super) fn place(self, graph: &Graph) -> Spot<'_> {
        graph.place_in(self.relation, self.target(graph).mark)
    }

    pub(super) fn subject(self, graph: &Graph) -> Subject {
        words::relation(graph, self.relation)
    }

    /// A finding about what is named.
    pub(super) fn finding(self, graph: &Graph, rule: Rule, headline: String) -> Finding {
        Finding::new(rule, self.subject(graph), headline)
            .with_other(self.written(graph))
            .at(self.place(graph))
    }

    /// `Model.relation`, with its place where one line holds several.
    pub(super) fn named_with_place(self, graph: &Graph) -> String {
        let name = graph.relation_name(self.relation);
        match self.place(graph) {
            place if !place.is_known() => format!("`{name}`"),
            place => format!("`{name}` ({place})"),
        }
    }
}
