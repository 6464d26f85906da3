//! The facts of a relation that goes through a model: its ends, and the relations of the through model that can stand for each.

use crate::rules::prelude::*;

/// A relation that goes through a registered model.
#[derive(Clone, Copy, Debug)]
pub(super) struct Through {
    pub(super) relation: u32,
    /// The model that declares the relation.
    pub(super) own: u32,
    /// The model that it leads to; none if that lives outside.
    pub(super) other: Option<u32>,
    /// The through model.
    pub(super) model: u32,
}

impl Through {
    /// Whether both ends are one model.
    pub(super) fn is_circular(self) -> bool {
        self.other == Some(self.own)
    }

    /// Whether each end has just one relation, which leads nowhere else: as it is nearly always, and quickly seen.
    pub(super) fn is_plain(self, graph: &Graph) -> bool {
        let has_one_target = |relation: u32| graph.targets_of(relation).len() == 1;
        let has_one_relation = |end: u32| self.leading_to(graph, end).count() == 1;
        !graph.is_wide(self.model)
            && graph.relations_of(self.model).all(has_one_target)
            && !self.is_circular()
            && has_one_relation(self.own)
            && self.other.is_some_and(has_one_relation)
    }

    /// Whether a relation of the through model can stand for an end at all.
    pub(super) fn is_usable(self, graph: &Graph, relation: u32) -> bool {
        match graph.kind(self.relation) {
            Kind::ManyToMany => graph.kind(relation) == Kind::BelongsTo,
            _ => graph.kind(relation) != Kind::RefersTo,
        }
    }

    /// The usable relations of the through model that lead to an end.
    pub(super) fn leading_to(self, graph: &Graph, end: u32) -> impl Iterator<Item = u32> {
        let is_usable = move |it: &u32| *it != self.relation && self.is_usable(graph, *it);
        graph.relations_to(self.model, end).filter(is_usable)
    }

    /// The relations of the through model that stand for the own end and for the other one, as far as it is certain: one that
    /// leads to an end and no further goes before one that leads anywhere, and what one end needs the other cannot have.
    pub(super) fn ends(self, graph: &Graph) -> [Vec<u32>; 2] {
        let leading = |end: u32| self.all_leading_to(graph, end);
        let all = [Some(self.own), self.other].map(|end| end.map_or_else(Vec::new, leading));
        let needed = if self.is_circular() { 2 } else { 1 };
        let [mut own, mut other] = all.clone();
        for end in [&mut own, &mut other] {
            sort_by_key(end, |it| (rank(graph, *it), *it));
            if let Some(worst) = end.get(needed - 1).map(|it| rank(graph, *it)) {
                end.retain(|it| rank(graph, *it) <= worst);
            }
        }
        if self.is_circular() {
            return [own, other];
        }
        if own == other && own.len() == 1 {
            [own, other] = all;
        }
        match (&*own, &*other) {
            ([only], [_, _, ..]) => other.retain(|it| it != only),
            ([_, _, ..], [only]) => own.retain(|it| it != only),
            _ => {}
        }
        [own, other]
    }

    pub(super) fn all_leading_to(self, graph: &Graph, end: u32) -> Vec<u32> {
        self.leading_to(graph, end).collect()
    }

    /// Whether one end has a relation to the through model: a step that goes by it needs none there.
    pub(super) fn is_entered_from(self, graph: &Graph, end: u32) -> bool {
        let is_entry = |it: u32| it != self.relation && graph.kind(it) != Kind::RefersTo;
        graph.kind(self.relation) != Kind::ManyToMany
            && graph.relations_to(end, self.model).any(is_entry)
    }

    /// The relations that this one names as its inverse and that go through the same model.
    pub(super) fn named(self, graph: &Graph) -> Vec<u32> {
        let targets = graph.targets_of(self.relation).iter();
        let named = targets.filter_map(|target| target.inverse);
        named.filter(|it| self.is_beside(graph, *it)).collect()
    }

    /// Whether another relation goes through the same model.
    pub(super) fn is_beside(self, graph: &Graph, relation: u32) -> bool {
        relation != self.relation && graph.through(relation) == Some(self.model)
    }
}

/// Where the `via` of a relation is written, or else the name of the through model.
pub(super) fn place(graph: &Graph, relation: u32) -> Spot<'_> {
    let rest = graph.rest(relation);
    let via = rest.via.as_ref().map(|via| via.mark);
    let mark = via.or_else(|| Some(rest.through.as_ref()?.mark));
    graph.place_in(relation, mark.unwrap_or_default())
}

/// Reports what all of these, in the order of their relations, show at the first by place, without those that allow it and
/// their other sides.
pub(super) fn report(
    verdict: &mut Verdict<'_>,
    rule: Rule,
    throughs: &[Through],
    describe: &dyn Fn(&[Through]) -> Finding,
) {
    let graph = verdict.graph;
    let relations = throughs.iter().map(|it| it.relation).collect();
    let left = verdict.without_allowing(rule, relations, &|it| place(graph, it));
    let through = |it: &u32| throughs[throughs.partition_point(|other| other.relation < *it)];
    let left: Vec<Through> = left.iter().map(through).collect();
    if !left.is_empty() {
        verdict.report(rule, &[], || describe(&left));
    }
}

/// Lower is better: one that goes through a model itself, or leads anywhere, stands for an end only if no other does.
fn rank(graph: &Graph, relation: u32) -> (bool, bool) {
    let open = graph.targets_of(relation).is_empty();
    (graph.written_through(relation).is_some(), open)
}

/// Whether it is not known where a relation leads.
pub(super) fn is_unresolved(graph: &Graph, relation: u32) -> bool {
    let mut targets = graph.targets_of(relation).iter();
    targets.any(|target| target.model.model().is_none())
}

/// What a rule finds at these relations, reported at the first.
pub(super) fn finding(graph: &Graph, rule: Rule, throughs: &[Through], text: String) -> Finding {
    let first = throughs[0];
    let others = throughs[1..].iter();
    let others = others.map(|it| words::relation(graph, it.relation));
    words::finding(graph, rule, first.relation, text)
        .with_other(words::model(graph, first.model))
        .related(others.collect())
        .at(place(graph, first.relation))
}
