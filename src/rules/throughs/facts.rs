//! The facts of a relation that goes through a model: its ends, and the relations of the through model that can stand for each.

use crate::findings::Finding;
use crate::graph::{Graph, Resolved};
use crate::place::Place;
use crate::record::{Kind, Mark};
use crate::rule::Rule;
use crate::rules::verdict::Verdict;
use crate::rules::words;

use std::collections::HashSet;

/// A relation that goes through an association which is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Passage {
    pub(super) relation: u32,
    /// The model that declares the relation.
    pub(super) own: u32,
    /// The model that it leads to; none if that lives outside.
    pub(super) other: Option<u32>,
    /// The model that it goes through.
    pub(super) association: u32,
}

/// The association's relations that can stand for each end, where nothing says which do.
#[derive(Clone, Debug)]
pub(super) struct Ends {
    pub(super) own: Vec<u32>,
    pub(super) other: Vec<u32>,
}

impl Passage {
    /// Whether both ends are one model.
    pub(super) fn is_circular(self) -> bool {
        self.other == Some(self.own)
    }

    /// Whether each end has just one relation, which leads nowhere else: as it is nearly always, and quickly seen.
    pub(super) fn is_plain(self, graph: &Graph) -> bool {
        let Some(other) = self.other.filter(|other| *other != self.own) else {
            return false;
        };
        if graph.is_wide(self.association) {
            return false;
        }
        let (mut to_own, mut to_other) = (0, 0);
        for relation in graph.relations_of(self.association) {
            let [target] = graph.targets_of(relation) else {
                return false;
            };
            if relation != self.relation && self.is_usable(graph, relation) {
                to_own += u32::from(target.model == Resolved::Model(self.own));
                to_other += u32::from(target.model == Resolved::Model(other));
            }
        }
        to_own == 1 && to_other == 1
    }

    /// Whether a relation of the association can stand for an end at all.
    pub(super) fn is_usable(self, graph: &Graph, relation: u32) -> bool {
        let kind = graph.relation(relation).kind;
        match graph.relation(self.relation).kind {
            Kind::ManyToMany => kind == Kind::BelongsTo,
            _ => kind != Kind::RefersTo,
        }
    }

    /// The association's usable relations that lead to an end.
    pub(super) fn leading_to(self, graph: &Graph, end: u32) -> Vec<u32> {
        let relations = graph.relations_to(self.association, end);
        let others = relations.filter(|it| *it != self.relation);
        others.filter(|it| self.is_usable(graph, *it)).collect()
    }

    /// Which of them stand for which end, as far as it is certain: one that leads to an end and no further goes before
    /// one that leads anywhere, and what one end needs the other cannot have.
    pub(super) fn ends(self, graph: &Graph) -> Ends {
        let needed = if self.is_circular() { 2 } else { 1 };
        let best = |end: u32| {
            let mut all = self.leading_to(graph, end);
            all.sort_by_key(|it| (rank(graph, *it), *it));
            let worst = all.get(needed - 1).map(|it| rank(graph, *it));
            all.retain(|it| worst.is_none_or(|worst| rank(graph, *it) <= worst));
            all
        };
        let all = |end: u32| self.leading_to(graph, end);
        let of_other = |of: &dyn Fn(u32) -> Vec<u32>| self.other.map_or_else(Vec::new, of);
        let (mut own, mut other) = (best(self.own), of_other(&best));
        if self.is_circular() {
            return Ends { own, other };
        }
        if own == other && own.len() == 1 {
            (own, other) = (all(self.own), of_other(&all));
        }
        if let ([only], [_, _, ..]) = (&*own, &*other) {
            other.retain(|it| it != only);
        } else if let ([_, _, ..], [only]) = (&*own, &*other) {
            own.retain(|it| it != only);
        }
        Ends { own, other }
    }

    /// Whether the association has a relation of which it is not known where it leads.
    pub(super) fn is_unresolved(self, graph: &Graph) -> bool {
        let mut relations = graph.relations_of(self.association);
        relations.any(|it| self.is_usable(graph, it) && is_unresolved(graph, it))
    }

    /// Whether one end has a relation to the association: a step that goes by it needs none in the association.
    pub(super) fn is_entered_from(self, graph: &Graph, end: u32) -> bool {
        graph.relation(self.relation).kind != Kind::ManyToMany
            && graph
                .relations_to(end, self.association)
                .any(|it| it != self.relation && graph.relation(it).kind != Kind::RefersTo)
    }

    /// The relations that this one names as its inverse and that go through the same model.
    pub(super) fn named(self, graph: &Graph) -> impl Iterator<Item = u32> {
        let named = graph.targets_of(self.relation).iter();
        let named = named.filter_map(|target| target.inverse);
        named.filter(move |it| *it != self.relation && self.is_beside(graph, *it))
    }

    /// The relation that this one names as its inverse, or that names it, if that goes through the same model.
    pub(super) fn other_side(self, graph: &Graph) -> Option<u32> {
        let claimers = graph.claimers(self.relation).iter().copied();
        let mut claimers = claimers.filter(|it| *it != self.relation && self.is_beside(graph, *it));
        self.named(graph).next().or_else(|| claimers.next())
    }

    fn is_beside(self, graph: &Graph, relation: u32) -> bool {
        graph.through(relation) == Some(self.association)
    }

    pub(super) fn place(self, graph: &Graph) -> Place {
        let through = graph.rest(self.relation).through.as_ref();
        let mark = through.map_or(Mark::default(), |through| through.mark);
        graph.place_in(self.relation, mark)
    }
}

/// Of several that show a fault leaves out those who allow it, and their other sides.
pub(super) fn without_allowing(verdict: &mut Verdict<'_>, rule: Rule, passages: &mut Vec<Passage>) {
    let mut left: Vec<u32> = passages.iter().map(|it| it.relation).collect();
    verdict.without_allowing(rule, &mut left);
    let left: HashSet<u32> = left.into_iter().collect();
    passages.retain(|it| left.contains(&it.relation));
}

/// Lower is better: one that goes through a model itself, or leads anywhere, stands for an end only if no other does.
fn rank(graph: &Graph, relation: u32) -> (bool, bool) {
    let open = graph.targets_of(relation).is_empty();
    (graph.written_through(relation).is_some(), open)
}

/// Whether it is not known where a relation leads.
pub(super) fn is_unresolved(graph: &Graph, relation: u32) -> bool {
    let mut targets = graph.targets_of(relation).iter();
    targets.any(|target| !matches!(target.model, Resolved::Model(_)))
}

/// What a rule of throughs finds at one relation.
pub(super) fn finding(graph: &Graph, rule: Rule, passage: Passage, headline: String) -> Finding {
    Finding::new(rule, words::relation(graph, passage.relation), headline)
        .with_other(words::model(graph, passage.association))
        .at(passage.place(graph))
}
