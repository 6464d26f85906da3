//! The through rules for one relation, in order: what the association has for each end, and what `via` makes of it.

use super::{Rule, Subject, Verdict, ambiguous_through, through_keys, through_without_key};
use crate::graph::Graph;
use crate::record::{Kind, Mark};

/// A relation that goes through an association which is there.
#[derive(Clone, Copy, Debug)]
pub(super) struct Passage {
    pub(super) relation: u32,
    /// The model that declares the relation.
    pub(super) own: u32,
    /// The model that it leads to.
    pub(super) other: u32,
    /// The model that it goes through.
    pub(super) association: u32,
}

/// Judges every relation that goes through a model. Gives those at fault: their inverse is not judged.
pub(super) fn check(verdict: &mut Verdict<'_>) -> Vec<u32> {
    let graph = verdict.graph;
    let mut at_fault = Vec::new();
    for relation in graph.relation_indices() {
        if graph.relations[relation as usize].through.is_none() {
            continue;
        }
        let Some(association) = graph.through(relation) else {
            at_fault.push(relation);
            continue;
        };
        if graph.models[association as usize].external {
            continue;
        }
        let targets = graph
            .targets_of(relation)
            .iter()
            .filter_map(|target| target.model.model());
        let own = graph.owner(relation);
        let mut passages = targets.map(|other| Passage {
            relation,
            own,
            other,
            association,
        });
        if passages.any(|passage| judge(verdict, passage)) {
            at_fault.push(relation);
        }
    }
    at_fault
}

fn judge(verdict: &mut Verdict<'_>, passage: Passage) -> bool {
    match verdict.graph.relation(passage.relation).via() {
        Some(via) => through_keys::check(verdict, passage, via),
        None => {
            through_without_key::check(verdict, passage)
                || ambiguous_through::check(verdict, passage)
        }
    }
}

impl Passage {
    /// The association's relations that lead to one end. Where both sides of a relation meet in it, the association
    /// holds a key to each; what goes through it to many may be reached from it in any way.
    pub(super) fn leading_to(self, graph: &Graph, end: u32) -> Vec<u32> {
        let any_kind = graph.relations[self.relation as usize].kind != Kind::ManyToMany;
        let relations = graph.relations_of(self.association);
        let leads = |relation: &u32| {
            let node = graph.relations[*relation as usize];
            let kind = if any_kind {
                node.kind != Kind::RefersTo
            } else {
                node.kind == Kind::BelongsTo
            };
            kind && super::inverse::leads_to(graph, *relation, end)
        };
        relations.filter(leads).collect()
    }

    pub(super) fn place(self, graph: &Graph) -> crate::place::Place {
        let mark = graph
            .relation(self.relation)
            .through
            .map_or(Mark::default(), |through| through.mark);
        graph.place_in(self.relation, mark)
    }

    pub(super) fn tell(
        self,
        verdict: &mut Verdict<'_>,
        rule: Rule,
        words: impl FnOnce(&Graph) -> crate::report::Finding,
    ) {
        verdict.tell(rule, &[Subject::Relation(self.relation)], words);
    }
}

/// The names of relations, in backticks.
pub(super) fn named(graph: &Graph, relations: &[u32]) -> Vec<String> {
    crate::wording::quoted(
        relations
            .iter()
            .map(|relation| graph.relation(*relation).name),
    )
}
