//! The inverse rules, in order: for one relation the first that finds its fault silences those after it.
//!
//! A fault is told where its cause is, once. If `a` names `b` and `b` names something else, the cause may be in `b`:
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
pub(super) mod wrong_target;

use std::cell::OnceCell;
use std::collections::{BTreeMap, HashSet};

use self::facts::{Fault, Side, is_free, place};
use self::wrong_target::mistargeted_by;
use super::groups::Groups;
use super::verdict::{Item, Verdict};
use crate::graph::Graph;
use crate::rule::{Level, Rule};

/// Judges the inverse of every relation but those whose through is at fault.
pub(super) fn check(
    verdict: &mut Verdict<'_>,
    through_at_fault: &[u32],
    wrong_keys: &[(u32, Rule)],
) {
    let graph = verdict.graph;
    let causes = Causes::new(graph, through_at_fault);
    let asks_one_sided = verdict.level(Rule::OneSidedInverse) != Level::Allow;
    let mut found = Found::new(graph);
    let firsts = OnceCell::new();
    let mut rings = inverse_disagrees::Rings::default();
    for relation in graph.relation_indices() {
        let plain = facts::is_plain(graph, relation);
        debug_assert!(!plain || is_sound(graph, relation));
        if plain {
            continue;
        }
        if causes.is_at_fault(relation) {
            verdict.precedence.explained(relation);
            continue;
        }
        let sides = || Side::of(graph, relation).filter(|side| !causes.explain(graph, *side));
        if causes.explain_any(graph, relation) {
            verdict.precedence.explained(relation);
        }
        let Some(fault) = sides().filter_map(|side| side.fault(graph)).min() else {
            sides().for_each(|side| found.claim(graph, side));
            let differ = |side: &Side| inverse_key::is_found(graph, *side);
            if sides().any(|side| differ(&side)) {
                let differing = sides().filter(differ);
                differing.for_each(|side| found.pair(graph, Rule::InverseKey, side));
            } else if asks_one_sided {
                let silent = sides().filter(|side| one_sided_inverse::is_found(graph, *side));
                silent.for_each(|side| found.pair(graph, Rule::OneSidedInverse, side));
            }
            continue;
        };
        let is_consequence = mistargeted_by(graph, relation).next().is_some();
        let firsts = || firsts.get_or_init(|| wrong_target::first(graph));
        if is_consequence && !firsts().contains(&relation) {
            verdict.precedence.explained(relation);
            continue;
        }
        let sides: Vec<Side> = sides()
            .filter(|side| side.fault(graph) == Some(fault))
            .collect();
        match fault {
            Fault::Missing => found.missing(graph, relation, &sides),
            Fault::Elsewhere => inverse_elsewhere::report(verdict, &sides),
            Fault::Kind => {
                let sides = sides.into_iter();
                sides.for_each(|side| found.pair(graph, Rule::InverseKind, side));
            }
            Fault::Disagrees => {
                let mut sides = sides.into_iter();
                if !sides.any(|side| inverse_disagrees::report(verdict, &mut rings, side)) {
                    verdict.precedence.explained(relation);
                }
            }
        }
    }
    found.report(verdict, wrong_keys);
}

/// Whether no rule of this family finds anything at a relation.
fn is_sound(graph: &Graph, relation: u32) -> bool {
    Side::of(graph, relation).all(|side| {
        side.fault(graph).is_none()
            && !inverse_key::is_found(graph, side)
            && !one_sided_inverse::is_found(graph, side)
            && side.inverse.is_none_or(|inverse| !is_free(graph, inverse))
    })
}

/// Whether the key of a relation has a fault that is reported.
fn is_reported(verdict: &mut Verdict<'_>, wrong_keys: &[(u32, Rule)], relation: u32) -> bool {
    let at = wrong_keys.binary_search_by_key(&relation, |(relation, _)| *relation);
    at.is_ok_and(|at| !verdict.silences(wrong_keys[at].1, &[Item::Relation(relation)]))
}

/// What the through rules found, and what follows from it.
struct Causes<'g> {
    at_fault: &'g [u32],
    /// The relations that an association does not have, and that a `via` names.
    absent: HashSet<(u32, &'g str)>,
}

impl<'g> Causes<'g> {
    fn new(graph: &'g Graph, at_fault: &'g [u32]) -> Self {
        let named = at_fault.iter().filter_map(|relation| {
            let (own, other) = graph.via(*relation)?;
            Some((graph.through(*relation)?, [own, other]))
        });
        let named = named.flat_map(|(association, names)| names.map(|name| (association, name)));
        let is_absent =
            |(association, name): &(u32, &str)| graph.relation_called(*association, name).is_none();
        Causes {
            at_fault,
            absent: named.filter(is_absent).collect(),
        }
    }

    fn is_at_fault(&self, relation: u32) -> bool {
        self.at_fault.binary_search(&relation).is_ok()
    }

    fn explain_any(&self, graph: &Graph, relation: u32) -> bool {
        !self.at_fault.is_empty() && Side::of(graph, relation).any(|side| self.explain(graph, side))
    }

    /// Whether what may be wrong with a side is told by its inverse's through, or by a `via` that misses its inverse.
    fn explain(&self, graph: &Graph, side: Side) -> bool {
        if self.at_fault.is_empty() {
            return false;
        }
        side.inverse.map_or_else(
            || {
                let name = &*graph.relation(side.relation).inverse;
                self.absent.contains(&(side.target, name))
            },
            |inverse| self.is_at_fault(inverse),
        )
    }
}

/// The faults that more than one relation can show, each under what it is about.
struct Found<'g> {
    /// The relations that name an inverse which these targets do not have.
    missing: BTreeMap<(Vec<u32>, &'g str), Vec<u32>>,
    /// The sides that show a fault of the same two relations, or of one that has several targets.
    pairs: BTreeMap<Rule, Groups<(u32, u32), Side>>,
    /// The relations of one model that name one inverse, which does not choose.
    taken: BTreeMap<(u32, u32), Vec<u32>>,
    /// For each relation the last that named it as its inverse. Those of one model stand together.
    claimed_by: Vec<u32>,
}

const NOBODY: u32 = u32::MAX;

impl<'g> Found<'g> {
    fn new(graph: &'g Graph) -> Self {
        Found {
            missing: BTreeMap::new(),
            pairs: BTreeMap::new(),
            taken: BTreeMap::new(),
            claimed_by: vec![NOBODY; graph.relations().len()],
        }
    }

    fn missing(&mut self, graph: &'g Graph, relation: u32, sides: &[Side]) {
        let mut targets: Vec<u32> = sides.iter().map(|side| side.target).collect();
        targets.sort_unstable();
        targets.dedup();
        let name = &*graph.relation(relation).inverse;
        let relations = self.missing.entry((targets, name)).or_default();
        relations.push(relation);
    }

    fn claim(&mut self, graph: &Graph, side: Side) {
        let Some(inverse) = side.inverse.filter(|inverse| is_free(graph, *inverse)) else {
            return;
        };
        let before = std::mem::replace(&mut self.claimed_by[inverse as usize], side.relation);
        if before != NOBODY && before != side.relation && graph.owner(before) == side.model {
            let claimers = self.taken.entry((inverse, side.model)).or_default();
            if claimers.is_empty() {
                claimers.push(before);
            }
            claimers.push(side.relation);
        }
    }

    fn pair(&mut self, graph: &Graph, rule: Rule, side: Side) {
        let Some(inverse) = side.inverse else { return };
        let groups = self.pairs.entry(rule).or_insert_with(Groups::new);
        let several = |relation: &u32| graph.targets_of(*relation).len() > 1;
        let both = [side.relation, inverse];
        let mut about: Vec<_> = match rule {
            Rule::OneSidedInverse => vec![(inverse, NOBODY)],
            _ => both
                .into_iter()
                .filter(several)
                .map(|it| (it, NOBODY))
                .collect(),
        };
        if about.is_empty() {
            about.push((side.relation.min(inverse), side.relation.max(inverse)));
        }
        groups.add(about, side);
    }

    fn report(self, verdict: &mut Verdict<'_>, wrong_keys: &[(u32, Rule)]) {
        let graph = verdict.graph;
        for ((targets, _), mut relations) in self.missing {
            let rule = Rule::MissingInverse;
            relations.retain(|relation| !verdict.silences(rule, &[Item::Relation(*relation)]));
            relations.sort_by_cached_key(|relation| (place(graph, *relation), *relation));
            if let [first, others @ ..] = &*relations {
                verdict.report(rule, &[], |graph| {
                    missing_inverse::describe(graph, *first, &targets, others)
                });
            }
        }
        let taken: HashSet<u32> = self.taken.values().flatten().copied().collect();
        for ((inverse, _), mut claimers) in self.taken {
            claimers.sort_by_cached_key(|relation| (place(graph, *relation), *relation));
            for claimer in &claimers {
                verdict.precedence.explained(*claimer);
            }
            inverse_taken::report(verdict, &claimers, inverse);
        }
        let pairs = self.pairs.into_iter();
        let pairs = pairs.flat_map(|(rule, groups)| {
            groups
                .into_groups()
                .into_iter()
                .map(move |sides| (rule, sides))
        });
        for (rule, mut sides) in pairs {
            sides.retain(|side| {
                let both = [side.relation, side.inverse.unwrap_or(side.relation)];
                let silenced = rule != Rule::InverseKind && taken.contains(&side.relation)
                    || rule == Rule::InverseKey
                        && both.iter().any(|it| is_reported(verdict, wrong_keys, *it));
                if silenced && rule == Rule::InverseKey {
                    verdict.precedence.explained(side.relation);
                }
                !silenced && !verdict.silences(rule, &both.map(Item::Relation))
            });
            sides.sort_by_cached_key(|side| (place(graph, side.relation), side.relation));
            if let [first, others @ ..] = &*sides {
                verdict.report(rule, &[], |graph| match rule {
                    Rule::InverseKind => inverse_kind::describe(graph, *first, others),
                    Rule::InverseKey => inverse_key::describe(graph, *first, others),
                    _ => one_sided_inverse::describe(graph, *first, others),
                });
            }
        }
    }
}
