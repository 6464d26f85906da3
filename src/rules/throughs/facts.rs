//! Facts about a relation that goes through a model: its ends, and the candidate relations of the through model for
//! each end.

use crate::rules::prelude::*;

/// A relation that goes through a registered model, with one of its targets.
#[derive(Clone, Copy, Debug)]
pub(super) struct Through {
    pub(super) relation: u32,
    /// The model that declares the relation.
    pub(super) own: u32,
    /// The model that it leads to; none if that model is outside.
    pub(super) other: Option<u32>,
    /// The through model.
    pub(super) model: u32,
    /// Whether a relation to another model of an end's table leads to the end. This matters only if none leads to the
    /// model itself.
    pub(super) by_table: bool,
}

impl Through {
    /// Whether both ends are the same.
    pub(super) fn is_self_referential(self, graph: &Graph) -> bool {
        let is_own =
            |other| self.own == other || self.by_table && graph.is_one_end(self.own, other);
        self.other.is_some_and(is_own)
    }

    /// The models that are an end.
    fn models_of(self, graph: &Graph, end: u32) -> impl Iterator<Item = u32> {
        let of_table: &[u32] = if self.by_table {
            graph.models_of_table(end)
        } else {
            &[]
        };
        let others = of_table.iter().copied().filter(move |it| *it != end);
        std::iter::once(end).chain(others)
    }

    /// Whether each end has exactly one relation, which leads only there. This is the common case and fast to check.
    pub(super) fn is_plain(self, graph: &Graph) -> bool {
        let has_one_target = |relation: u32| graph.targets_of(relation).len() == 1;
        let has_one_relation = |end: u32| self.leading_to(graph, end).count() == 1;
        !graph.is_wide(self.model)
            && graph.relations_of(self.model).all(has_one_target)
            && !self.is_self_referential(graph)
            && has_one_relation(self.own)
            && self.other.is_some_and(has_one_relation)
    }

    /// Whether a relation of the through model can be the relation to an end.
    pub(super) fn is_usable(self, graph: &Graph, relation: u32) -> bool {
        match graph.kind(self.relation) {
            Kind::ManyToMany => graph.kind(relation) == Kind::BelongsTo,
            _ => graph.kind(relation) != Kind::RefersTo,
        }
    }

    /// The usable relations of the through model that lead to an end.
    fn leading_to(self, graph: &Graph, end: u32) -> impl Iterator<Item = u32> {
        let is_usable = move |it: &u32| *it != self.relation && self.is_usable(graph, *it);
        graph.relations_to(self.model, end).filter(is_usable)
    }

    /// Whether a relation of the through model leads to an end.
    pub(super) fn leads_to(self, graph: &Graph, relation: u32, end: u32) -> bool {
        let mut models = self.models_of(graph, end);
        models.any(|model| graph.leads_to(relation, model))
    }

    /// Returns the candidate relations to the own end and to the other end. A relation that leads only to the end takes
    /// priority over one that leads anywhere. A relation that one end needs is not available to the other.
    pub(super) fn ends(self, graph: &Graph) -> [Vec<u32>; 2] {
        let leading = |end: u32| self.all_leading_to(graph, end);
        let all = [Some(self.own), self.other].map(|end| end.map_or_else(Vec::new, leading));
        let needed = if self.is_self_referential(graph) {
            2
        } else {
            1
        };
        let [mut own, mut other] = all.clone();
        let ends = [Some(self.own), self.other];
        for (found, end) in [&mut own, &mut other].into_iter().zip(ends) {
            sort_by_key(found, |it| (rank(graph, *it, end), *it));
            if let Some(worst) = found.get(needed - 1).map(|it| rank(graph, *it, end)) {
                found.retain(|it| rank(graph, *it, end) <= worst);
            }
        }
        if self.is_self_referential(graph) {
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

    /// Returns the usable relations that lead to a model of an end; of very many only the first.
    pub(super) fn all_leading_to(self, graph: &Graph, end: u32) -> Vec<u32> {
        let mut all = Vec::new();
        for model in self.models_of(graph, end) {
            all.extend(self.leading_to(graph, model).take(COMPARED));
        }
        distinct(all)
    }

    /// Whether an end has a relation to the through model, so that the through model needs none to that end.
    pub(super) fn is_entered_from(self, graph: &Graph, end: u32) -> bool {
        let is_entry = |it: u32| it != self.relation && graph.kind(it) != Kind::RefersTo;
        let has_entry = |model: u32| graph.relations_to(model, self.model).any(is_entry);
        graph.kind(self.relation) != Kind::ManyToMany && self.models_of(graph, end).any(has_entry)
    }

    /// The inverses of this relation that go through the same model.
    pub(super) fn named_inverses(self, graph: &Graph) -> Vec<u32> {
        let targets = graph.targets_of(self.relation).iter();
        let named = targets.filter_map(|target| target.inverse);
        named.filter(|it| self.shares_through(graph, *it)).collect()
    }

    /// Whether another relation goes through the same model.
    pub(super) fn shares_through(self, graph: &Graph, relation: u32) -> bool {
        relation != self.relation && graph.through(relation) == Some(self.model)
    }
}

/// The place of the `via` of a relation, or else of its through model.
pub(super) fn place(graph: &Graph, relation: u32) -> Spot<'_> {
    let rest = graph.rest(relation);
    let via = rest.via.as_ref().map(|via| via.mark);
    let mark = via.or_else(|| Some(rest.through.as_ref()?.mark));
    graph.place_in(relation, mark.unwrap_or_default())
}

/// Reports a fault that these relations share, at the first one by place. Relations that allow it, and their other
/// sides, are left out. `throughs` are sorted by relation.
pub(super) fn report(
    verdict: &mut Verdict<'_>,
    rule: Rule,
    throughs: &[Through],
    describe: &dyn Fn(&[Through]) -> Finding,
) {
    let graph = verdict.graph;
    let relations = throughs.iter().map(|it| it.relation).collect();
    let left = verdict.without_allowed(rule, relations, &|it| place(graph, it));
    let through = |it: &u32| throughs[throughs.partition_point(|other| other.relation < *it)];
    let left: Vec<Through> = left.iter().map(through).collect();
    if !left.is_empty() {
        verdict.report(rule, &[], || describe(&left));
    }
}

/// `2 relations`, or that there are very many.
pub(super) fn count(relations: &[u32]) -> String {
    let at_least = if relations.len() < COMPARED {
        ""
    } else {
        "at least "
    };
    at_least.to_owned() + &counted(relations.len(), "relation")
}

/// Ranks candidates for an end; lower is better. A relation that goes through a model, leads anywhere or leads to another
/// model of the table is used only if there is no other.
fn rank(graph: &Graph, relation: u32, end: Option<u32>) -> (bool, bool, bool) {
    let open = graph.targets_of(relation).is_empty();
    let is_other = end.is_none_or(|end| graph.target(relation, end).is_none());
    (graph.written_through(relation).is_some(), open, is_other)
}

/// Whether a relation has an unresolved target.
pub(super) fn is_unresolved(graph: &Graph, relation: u32) -> bool {
    let mut targets = graph.targets_of(relation).iter();
    targets.any(|target| target.model.model().is_none())
}

/// Creates a finding about these relations, at the first one.
pub(super) fn finding(graph: &Graph, rule: Rule, throughs: &[Through], text: String) -> Finding {
    let first = throughs[0];
    let others = throughs[1..].iter();
    let others = others.map(|it| words::relation(graph, it.relation));
    words::finding(graph, rule, first.relation, text)
        .with_other(words::model(graph, first.model))
        .related(others.collect())
        .at(place(graph, first.relation))
}

/// Describes the kind of a relation that a through model cannot use: it has no key to an end.
pub(super) fn unusable_kind(graph: &Graph, relation: u32) -> String {
    let kind = graph.kind(relation);
    let why = match kind {
        Kind::RefersTo => "is only a reference without rows",
        _ => "holds no key",
    };
    format!("a `{kind}`, which {why}")
}
