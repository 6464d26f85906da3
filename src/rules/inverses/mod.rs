//! The inverse rules, in order: for one relation the first that finds its fault silences those after it.
//!
//! A fault is reported where its cause is, once. If `a` names `b` and `b` names something else, the cause may be in `b`:
//! where `b`'s own inverse is at fault, `a` has nothing to add. Where two relations name each other but one of them
//! leads to another model, the wrong target is the cause, and what its inverse then fails to find is not. And what two
//! sides show, or several relations that name one absent inverse, is one finding at the first of them by place.

pub(super) mod facts;
mod inverse_disagrees;
mod inverse_elsewhere;
mod inverse_key;
mod inverse_kind;
mod inverse_taken;
mod missing_inverse;
mod offer;
mod one_sided_inverse;
mod words;
pub(super) mod wrong_target;

use std::cell::OnceCell;

use self::facts::{Fault, Side, is_free, order};
use self::wrong_target::mistargeted_by;
use crate::rules::prelude::*;

/// Judges the inverse of every relation but those whose through is at fault.
pub(super) fn check(verdict: &mut Verdict<'_>, at_fault: &[u32]) {
    let graph = verdict.graph;
    let is_explained = explained_by(graph, at_fault);
    let asks_one_sided = verdict.level(Rule::OneSidedInverse) != Level::Allow;
    let mut found = Found::new(graph);
    let firsts = OnceCell::new();
    let mut rings = inverse_disagrees::Rings::default();
    for relation in graph.relation_indices() {
        if facts::is_plain(graph, relation) {
            debug_assert!(is_sound(graph, relation));
            continue;
        }
        let is_at_fault = at_fault.binary_search(&relation).is_ok();
        if is_at_fault || Side::of(graph, relation).any(|side| is_explained(&side)) {
            verdict.precedence.explained(relation);
        }
        let sides = Side::of(graph, relation);
        let sides = sides.filter(|side| !is_at_fault && !is_explained(side));
        let Some(fault) = sides.clone().filter_map(|side| side.fault(graph)).min() else {
            found.sound(sides, asks_one_sided);
            continue;
        };
        let firsts = || firsts.get_or_init(|| wrong_target::first(graph));
        if mistargeted_by(graph, relation).next().is_some() && !firsts().contains(&relation) {
            verdict.precedence.explained(relation);
            continue;
        }
        let mut sides = sides.filter(|side| side.fault(graph) == Some(fault));
        match fault {
            Fault::Missing => found.missing(relation, sides),
            Fault::Elsewhere => inverse_elsewhere::report(verdict, sides.collect()),
            Fault::Kind => found.pairs(Rule::InverseKind, sides),
            Fault::Disagrees => {
                if !sides.any(|side| inverse_disagrees::report(verdict, &mut rings, side)) {
                    verdict.precedence.explained(relation);
                }
            }
        }
    }
    found.report(verdict);
}

/// Whether no rule of this family finds anything at a relation.
fn is_sound(graph: &Graph, relation: u32) -> bool {
    Side::of(graph, relation).all(|side| {
        side.fault(graph).is_none()
            && inverse_key::difference(graph, side.both()).is_none()
            && !one_sided_inverse::is_found(graph, side)
            && side.inverse.is_none_or(|inverse| !is_free(graph, inverse))
    })
}

/// Whether what may be wrong with a side is reported at its inverse's through, or at a `via` that names its inverse.
fn explained_by<'g>(graph: &'g Graph, at_fault: &'g [u32]) -> impl Fn(&Side) -> bool + 'g {
    let via = |it: &u32| Some((graph.through(*it)?, graph.via(*it)?));
    let vias = at_fault.iter().filter_map(via);
    let named = vias.flat_map(|(through, (own, other))| [(through, own), (through, other)]);
    let named: HashSet<(u32, &str)> = named.collect();
    move |side| {
        let name = &*graph.relation(side.relation).inverse;
        match side.inverse {
            Some(inverse) => at_fault.binary_search(&inverse).is_ok(),
            None => named.contains(&(side.target, name)),
        }
    }
}

/// The faults that more than one relation can show, each under what it is about.
struct Found<'g> {
    graph: &'g Graph,
    /// The relations that name an inverse which these targets do not have.
    missing: BTreeMap<(BTreeSet<u32>, &'g str), Vec<u32>>,
    /// The sides that show a fault of the same two relations, or of one that has several targets.
    pairs: Groups<(Rule, u32, u32), (Rule, Side)>,
    /// The relations of one model that name one inverse, which does not choose.
    taken: BTreeMap<(u32, u32), BTreeSet<u32>>,
    /// For each relation the last that named it as its inverse. Those of one model are adjacent.
    claimed_by: Vec<Option<u32>>,
}

impl<'g> Found<'g> {
    fn new(graph: &'g Graph) -> Self {
        Found {
            graph,
            missing: BTreeMap::new(),
            pairs: Groups::new(),
            taken: BTreeMap::new(),
            claimed_by: vec![None; graph.relations().len()],
        }
    }

    fn missing(&mut self, relation: u32, sides: impl Iterator<Item = Side>) {
        let targets = sides.map(|side| side.target).collect();
        let name = &*self.graph.relation(relation).inverse;
        let relations = self.missing.entry((targets, name)).or_default();
        relations.push(relation);
    }

    /// Adds what the sides of one relation show where each has its inverse.
    fn sound(&mut self, sides: impl Iterator<Item = Side> + Clone, asks_one_sided: bool) {
        let graph = self.graph;
        sides.clone().for_each(|side| self.claim(side));
        let differs = |side: &Side| inverse_key::difference(graph, side.both()).is_some();
        let is_silent = |side: &Side| one_sided_inverse::is_found(graph, *side);
        if sides.clone().any(|side| differs(&side)) {
            self.pairs(Rule::InverseKey, sides.filter(differs));
        } else if asks_one_sided {
            self.pairs(Rule::OneSidedInverse, sides.filter(is_silent));
        }
    }

    fn claim(&mut self, side: Side) {
        if let Some(inverse) = side.inverse.filter(|it| is_free(self.graph, *it))
            && let Some(before) = self.claimed_by[inverse as usize].replace(side.relation)
            && before != side.relation
            && self.graph.owner(before) == side.model
        {
            let claimers = self.taken.entry((inverse, side.model)).or_default();
            claimers.extend([before, side.relation]);
        }
    }

    fn pairs(&mut self, rule: Rule, sides: impl Iterator<Item = Side>) {
        for side in sides {
            let both @ [relation, inverse] = side.both();
            let is_shared = |it: &u32| match rule {
                Rule::OneSidedInverse => *it == inverse,
                _ => self.graph.targets_of(*it).len() > 1,
            };
            let shared = both.into_iter().filter(is_shared);
            let mut about: Vec<_> = shared.map(|it| (rule, it, it)).collect();
            if about.is_empty() {
                about.push((rule, relation.min(inverse), relation.max(inverse)));
            }
            self.pairs.add(about, (rule, side));
        }
    }

    fn report(self, verdict: &mut Verdict<'_>) {
        let graph = verdict.graph;
        for ((targets, _), mut relations) in self.missing {
            let rule = Rule::MissingInverse;
            relations.retain(|relation| !verdict.silences(rule, &[Item::Relation(*relation)]));
            relations.sort_by_cached_key(|relation| order(graph, *relation));
            if !relations.is_empty() {
                verdict.add(missing_inverse::describe(graph, &relations, &targets));
            }
        }
        let mut taken = HashSet::new();
        for ((inverse, _), claimers) in self.taken {
            taken.extend(&claimers);
            inverse_taken::report(verdict, claimers, inverse);
        }
        for relation in &taken {
            verdict.precedence.explained(*relation);
        }
        for group in self.pairs.into_groups() {
            let rule = group[0].0;
            let mut sides: Vec<Side> = group.into_iter().map(|(_, side)| side).collect();
            sides.retain(|side| {
                let both = side.both();
                let mut is_wrong = |relation: &u32| {
                    let rule = verdict.precedence.wrong_key(*relation);
                    rule.is_some_and(|it| !verdict.silences(it, &[Item::Relation(*relation)]))
                };
                let is_explained = rule != Rule::InverseKind && taken.contains(&side.relation)
                    || rule == Rule::InverseKey && both.iter().any(&mut is_wrong);
                if is_explained {
                    verdict.precedence.explained(side.relation);
                }
                !is_explained && !verdict.silences(rule, &both.map(Item::Relation))
            });
            sides.sort_by_cached_key(|side| order(graph, side.relation));
            if let [first, others @ ..] = &*sides {
                verdict.add(match rule {
                    Rule::InverseKind => inverse_kind::describe(graph, *first, others),
                    Rule::InverseKey => inverse_key::describe(graph, *first, others),
                    _ => one_sided_inverse::describe(graph, *first, others),
                });
            }
        }
    }
}
