//! Rules about inverses, in order: the first rule that finds a fault at a relation silences the later ones.
//!
//! A fault is reported once, at its cause. If `a` names `b` and `b` names another relation, the cause may be in `b`: if
//! `b`'s own inverse is faulty, `a` is not reported. If two relations name each other but one of them leads to another
//! model, the wrong target is the cause, and the missing way back is not reported. A fault that two sides share, or
//! several relations that name one missing inverse, is one finding at the first by place.

mod ambiguous_inverse;
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

use self::facts::{Fault, Side, is_free, order};
use self::wrong_target::misses_inverse;
use crate::rules::prelude::*;
use crate::rules::targets;

/// Checks the inverses of all relations, except those with a faulty through model.
pub(super) fn check(verdict: &mut Verdict<'_>, at_fault: &[u32]) {
    let graph = verdict.graph;
    let is_explained = explained_by(graph, at_fault);
    let mut found = Found::new(graph);
    let mut sides = Vec::new();
    for relation in graph.relation_indices() {
        if verdict.pairs[relation as usize] || facts::is_plain(graph, relation) {
            debug_assert!(is_sound(graph, relation, &mut sides));
            continue;
        }
        Side::collect(graph, relation, &mut sides);
        let is_at_fault = at_fault.binary_search(&relation).is_ok();
        let explained = sides.extract_if(.., |side| is_at_fault || is_explained(side));
        if explained.count() > 0 || is_at_fault {
            verdict.precedence.mark_explained(relation);
        }
        found.judge(verdict, relation, &mut sides);
    }
    found.report(verdict);
    ambiguous_inverse::check(verdict);
}

/// Whether no rule of this family finds anything at a relation.
fn is_sound(graph: &Graph, relation: u32, sides: &mut Vec<Side>) -> bool {
    Side::collect(graph, relation, sides);
    sides.iter().all(|side| {
        side.fault(graph).is_none()
            && inverse_key::difference(graph, side.both()).is_none()
            && !one_sided_inverse::is_found(graph, *side)
            && side.inverse.is_none_or(|inverse| !is_free(graph, inverse))
    })
}

/// Returns a check of whether the faults of a side are reported at its inverse's through model, or at a `via` that
/// names its inverse.
fn explained_by<'g>(graph: &'g Graph, at_fault: &'g [u32]) -> impl Fn(&Side) -> bool + 'g {
    let mut named = Vec::new();
    for relation in at_fault {
        if let (Some(through), Some(via)) = (graph.through(*relation), graph.via(*relation)) {
            named.extend([(through, via.0), (through, via.1)]);
        }
    }
    let named = distinct(named);
    move |side| {
        let name = &*graph.relation(side.relation).inverse;
        match side.inverse {
            Some(inverse) => at_fault.binary_search(&inverse).is_ok(),
            None => named.binary_search(&(side.target, name)).is_ok(),
        }
    }
}

/// Collected faults that several relations can share.
struct Found<'g> {
    graph: &'g Graph,
    /// Relations that name a missing inverse, by the targets without it and its name.
    missing: Vec<((Vec<u32>, &'g str), u32)>,
    /// The sides whose inverses name other relations, by relation.
    disagreeing: Vec<Side>,
    /// The sides with faults, grouped if they concern the same two relations or one relation with several targets.
    pairs: Groups<(Rule, u32, u32)>,
    /// The rule and the side of each item of `pairs`.
    paired: Vec<(Rule, Side)>,
    /// Inverses that several relations of one model name, by inverse and model. The inverse names none of them.
    taken: Vec<((u32, u32), u32)>,
    /// The last relation that named each relation as its inverse. Relations of one model are adjacent.
    claimed_by: Vec<Option<u32>>,
    /// The cached result of `wrong_target::first_in_cycles`.
    firsts: Option<Vec<u32>>,
}

impl<'g> Found<'g> {
    fn new(graph: &'g Graph) -> Self {
        Found {
            graph,
            missing: Vec::new(),
            disagreeing: Vec::new(),
            pairs: Groups::new(),
            paired: Vec::new(),
            taken: Vec::new(),
            claimed_by: vec![None; graph.relations().len()],
            firsts: None,
        }
    }

    /// Checks the sides of one relation.
    #[inline(never)]
    fn judge(&mut self, verdict: &mut Verdict<'_>, relation: u32, sides: &mut Vec<Side>) {
        let graph = self.graph;
        let Some(fault) = sides.iter().filter_map(|side| side.fault(graph)).min() else {
            if !graph.model(graph.owner(relation)).is_abstract {
                self.judge_sound(verdict, sides);
            }
            return;
        };
        if misses_inverse(graph, relation) {
            let firsts = self
                .firsts
                .get_or_insert_with(|| wrong_target::first_in_cycles(graph));
            if firsts.binary_search(&relation).is_err() {
                return verdict.precedence.mark_explained(relation);
            }
        }
        sides.retain(|side| side.fault(graph) == Some(fault));
        match fault {
            // The target that has the inverse may be the one that is absent.
            Fault::Missing if targets::has_fault(verdict, relation) => {
                verdict.precedence.mark_explained(relation);
            }
            Fault::Missing => {
                let targets = distinct(sides.iter().map(|side| side.target).collect());
                let name = &*graph.relation(relation).inverse;
                self.missing.push(((targets, name), relation));
            }
            Fault::Elsewhere => inverse_elsewhere::report(verdict, sides),
            Fault::Kind => self.add_pairs(Rule::InverseKind, sides),
            Fault::Disagrees => self.disagreeing.append(sides),
        }
    }

    /// Checks the sides of a relation that each have an inverse.
    fn judge_sound(&mut self, verdict: &Verdict<'_>, sides: &mut Vec<Side>) {
        let graph = self.graph;
        for side in &*sides {
            self.claim(*side);
        }
        let differs = |side: &Side| inverse_key::difference(graph, side.both()).is_some();
        if sides.iter().any(differs) {
            sides.retain(differs);
            self.add_pairs(Rule::InverseKey, sides);
        } else if verdict.level(Rule::OneSidedInverse) != Level::Allow {
            sides.retain(|side| one_sided_inverse::is_found(graph, *side));
            self.add_pairs(Rule::OneSidedInverse, sides);
        }
    }

    fn claim(&mut self, side: Side) {
        if let Some(inverse) = side.inverse.filter(|it| is_free(self.graph, *it))
            && !self.graph.rest(side.relation).filtered
            && let Some(before) = self.claimed_by[inverse as usize].replace(side.relation)
            && before != side.relation
            && self.graph.owner(before) == side.model
        {
            let claimed = (inverse, side.model);
            self.taken
                .extend([(claimed, before), (claimed, side.relation)]);
        }
    }

    fn add_pairs(&mut self, rule: Rule, sides: &[Side]) {
        for side in sides {
            let both @ [relation, inverse] = side.both();
            let is_shared = |it: u32| match rule {
                Rule::OneSidedInverse => it == inverse,
                _ => self.graph.targets_of(it).len() > 1,
            };
            let mut about = both.map(|it| (rule, it, it)).to_vec();
            about.retain(|(_, it, _)| is_shared(*it));
            if about.is_empty() {
                about.push((rule, relation.min(inverse), relation.max(inverse)));
            }
            self.pairs.add(about);
            self.paired.push((rule, *side));
        }
    }

    fn report(self, verdict: &mut Verdict<'_>) {
        let graph = verdict.graph;
        for ((targets, _), mut relations) in grouped(self.missing) {
            let rule = Rule::MissingInverse;
            relations.retain(|relation| !verdict.silences(rule, &[Item::Relation(*relation)]));
            sort_by_key(&mut relations, |relation| order(graph, *relation));
            if !relations.is_empty() {
                verdict.add(missing_inverse::describe(graph, &relations, &targets));
            }
        }
        inverse_disagrees::report(verdict, &self.disagreeing);
        let mut taken = Vec::new();
        for ((inverse, _), claimers) in grouped(self.taken) {
            taken.extend_from_slice(&claimers);
            inverse_taken::report(verdict, distinct(claimers), inverse);
        }
        let taken = distinct(taken);
        for relation in &taken {
            verdict.precedence.mark_explained(*relation);
        }
        for group in self.pairs.into_groups() {
            let rule = self.paired[group[0]].0;
            let mut sides: Vec<Side> = group.iter().map(|it| self.paired[*it].1).collect();
            sides.retain(|side| {
                let both = side.both();
                let is_wrong = |relation: &u32| {
                    let rule = verdict.precedence.wrong_key(*relation);
                    rule.is_some_and(|it| verdict.is_reported(it, *relation))
                };
                let is_taken = || taken.binary_search(&side.relation).is_ok();
                // A relation by a mirrored key has the kind of its inverse.
                let is_mirrored = |it: &u32| verdict.is_reported(Rule::MirroredKey, *it);
                let is_explained = match rule {
                    Rule::InverseKind => both.iter().any(is_mirrored),
                    Rule::InverseKey => is_taken() || both.iter().any(is_wrong),
                    _ => is_taken(),
                };
                if is_explained {
                    verdict.precedence.mark_explained(side.relation);
                }
                !is_explained && !verdict.silences(rule, &both.map(Item::Relation))
            });
            sort_by_key(&mut sides, |side| order(graph, side.relation));
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
