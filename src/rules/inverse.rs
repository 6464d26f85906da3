//! The inverse rules, in order: for one relation the first that finds its fault silences those after it.
//!
//! A fault is told where its cause is, once. If `a` names `b` and `b` names something else, the cause may be in `b`:
//! where `b`'s own inverse is at fault, `a` has nothing to add. Where two relations name each other but one of them
//! leads to another model, the wrong target is the cause, and what its inverse then fails to find is not. And what two
//! sides show, or several relations that name one absent inverse, is one finding at the first of them by place.

use std::cell::OnceCell;
use std::collections::{BTreeMap, HashSet};

use super::keys::groups::Groups;
use super::{
    Rule, Subject, Verdict, inverse_disagrees, inverse_elsewhere, inverse_key, inverse_kind,
    inverse_taken, keys, missing_inverse, one_sided_inverse,
};
use crate::finding::Level;
use crate::graph::{Graph, Lead};
use crate::place::Place;

mod led_past;
pub(super) mod offer;

pub(super) use led_past::{expected_by, expects_of, is_expected_by, is_in_doubt, mistargeted_by};

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

/// What can be wrong with one side whatever the others say, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fault {
    Missing,
    Elsewhere,
    Kind,
    Disagrees,
}

impl Side {
    /// The sides of a relation, one for each target of which anything is known.
    pub(super) fn of(graph: &Graph, relation: u32) -> impl Iterator<Item = Side> {
        let declares = declares(graph, relation);
        let nodes = graph.targets_of(relation).iter().filter(move |_| declares);
        nodes.filter_map(move |node| Side::to(graph, relation, *node))
    }

    /// The side of a relation with this target, if anything is known of that.
    fn to(graph: &Graph, relation: u32, node: Lead) -> Option<Side> {
        let known = |target: &u32| !graph.model(*target).is_unknown();
        Some(Side {
            relation,
            model: graph.owner(relation),
            target: node.model.model().filter(known)?,
            inverse: node.inverse,
        })
    }

    /// The first thing that is wrong with it.
    pub(super) fn fault(self, graph: &Graph) -> Option<Fault> {
        let Some(inverse) = self.inverse else {
            return Some(Fault::Missing);
        };
        if !graph.leads_to(inverse, self.model) {
            return Some(Fault::Elsewhere);
        }
        if !inverse_kind::fit(graph, self.relation, inverse) {
            return Some(Fault::Kind);
        }
        let disagrees =
            !is_free(graph, inverse) && named_in(graph, inverse, self.model) != Some(self.relation);
        disagrees.then_some(Fault::Disagrees)
    }

    /// The side of the inverse that leads back here, if it declares an inverse itself.
    pub(super) fn back(self, graph: &Graph) -> Option<Side> {
        let inverse = self.inverse.filter(|it| declares(graph, *it))?;
        Side::to(graph, inverse, *graph.target(inverse, self.model)?)
    }
}

/// Whether a relation declares an inverse that is judged. Where two models have one path, neither is known to be the
/// one that is named back; and what leads back to a base leads to what is built on it.
fn declares(graph: &Graph, relation: u32) -> bool {
    let owner = &graph.model(graph.owner(relation));
    graph.relation(relation).declares_inverse() && !owner.shares_path && !owner.is_abstract
}

/// Where the inverse of a relation is written.
pub(super) fn place(graph: &Graph, relation: u32) -> Place {
    graph.place_in(relation, graph.relation(relation).inverse_mark)
}

/// Whether a relation leaves open who its inverse is: it names none, or may lead to models that are not known.
pub(super) fn is_free(graph: &Graph, relation: u32) -> bool {
    !graph.relation(relation).declares_inverse() || graph.targets_of(relation).is_empty()
}

/// The relation of `model` that a relation names as its inverse there.
pub(super) fn named_in(graph: &Graph, relation: u32, model: u32) -> Option<u32> {
    graph.target(relation, model)?.inverse
}

/// Judges the inverse of every relation but those whose through is at fault.
pub(super) fn check(verdict: &mut Verdict<'_>, through_at_fault: &[u32]) {
    let graph = verdict.graph;
    let causes = Causes::new(graph, through_at_fault);
    let asks_one_sided = verdict.level(Rule::OneSidedInverse) != Level::Allow;
    let mut found = Found::new(graph);
    let firsts = OnceCell::new();
    let mut rings = inverse_disagrees::Rings::default();
    for relation in graph.relation_indices() {
        if causes.is_at_fault(relation) {
            verdict.tell_elsewhere(relation);
            continue;
        }
        let sides = || Side::of(graph, relation).filter(|side| !causes.explain(graph, *side));
        if causes.explain_any(graph, relation) {
            verdict.tell_elsewhere(relation);
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
        let firsts = || firsts.get_or_init(|| led_past::first(graph));
        if is_consequence && !firsts().contains(&relation) {
            verdict.tell_elsewhere(relation);
            continue;
        }
        let sides: Vec<Side> = sides()
            .filter(|side| side.fault(graph) == Some(fault))
            .collect();
        match fault {
            Fault::Missing => found.missing(graph, relation, &sides),
            Fault::Elsewhere => inverse_elsewhere::tell(verdict, &sides),
            Fault::Kind => {
                let sides = sides.into_iter();
                sides.for_each(|side| found.pair(graph, Rule::InverseKind, side));
            }
            Fault::Disagrees => {
                let mut sides = sides.into_iter();
                if !sides.any(|side| inverse_disagrees::tell(verdict, &mut rings, side)) {
                    verdict.tell_elsewhere(relation);
                }
            }
        }
    }
    found.tell(verdict);
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

    fn tell(self, verdict: &mut Verdict<'_>) {
        let graph = verdict.graph;
        for ((targets, _), mut relations) in self.missing {
            let rule = Rule::MissingInverse;
            relations.retain(|relation| !verdict.silences(rule, &[Subject::Relation(*relation)]));
            relations.sort_by_cached_key(|relation| (place(graph, *relation), *relation));
            if let [first, others @ ..] = &*relations {
                verdict.tell(rule, &[], |graph| {
                    missing_inverse::words(graph, *first, &targets, others)
                });
            }
        }
        let taken: HashSet<u32> = self.taken.values().flatten().copied().collect();
        for ((inverse, _), mut claimers) in self.taken {
            claimers.sort_by_cached_key(|relation| (place(graph, *relation), *relation));
            for claimer in &claimers {
                verdict.tell_elsewhere(*claimer);
            }
            inverse_taken::tell(verdict, &claimers, inverse);
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
                        && both
                            .iter()
                            .any(|relation| keys::is_told(verdict, *relation));
                if silenced && rule == Rule::InverseKey {
                    verdict.tell_elsewhere(side.relation);
                }
                !silenced && !verdict.silences(rule, &both.map(Subject::Relation))
            });
            sides.sort_by_cached_key(|side| (place(graph, side.relation), side.relation));
            if let [first, others @ ..] = &*sides {
                verdict.tell(rule, &[], |graph| match rule {
                    Rule::InverseKind => inverse_kind::words(graph, *first, others),
                    Rule::InverseKey => inverse_key::words(graph, *first, others),
                    _ => one_sided_inverse::words(graph, *first, others),
                });
            }
        }
    }
}

/// What each further pair adds to the first: a pair seen from its other end says nothing new.
pub(super) fn further(first: Side, others: &[Side]) -> Vec<u32> {
    let ends = |side: &Side| [side.relation, side.inverse.unwrap_or(side.relation)];
    let pair = |[one, other]: [u32; 2]| (one.min(other), one.max(other));
    let of_first = ends(&first);
    let mut seen = HashSet::from([pair(of_first)]);
    let others = others
        .iter()
        .map(ends)
        .filter(|ends| seen.insert(pair(*ends)));
    let new = others.map(|ends| {
        ends.into_iter()
            .find(|it| !of_first.contains(it))
            .unwrap_or(ends[0])
    });
    new.collect()
}
