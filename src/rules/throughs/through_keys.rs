//! A `via` that names no relation of the association, or the two the wrong way round.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::facts::{self, Passage, finding, is_unresolved};
use crate::findings::Finding;
use crate::findings::wording::{NAMED, listed};
use crate::graph::Graph;
use crate::place::Place;
use crate::record::Mark;
use crate::rule::Rule;
use crate::rules::groups::Groups;
use crate::rules::inverses::{facts as sides_of, wrong_target};
use crate::rules::verdict::Verdict;
use crate::rules::words::{self, names};
use crate::similar;

/// What is wrong with a `via`.
#[derive(Clone, Copy)]
pub(super) enum Fault<'g> {
    /// Each name leads to the end that the other stands for.
    Swapped,
    /// The association has no relation of this name.
    Unknown(&'g str),
    /// The association has it, but it holds no key.
    Unusable(&'g str, u32),
    /// One name for both ends.
    Same,
    /// The relation does not lead to the end.
    Elsewhere(&'g str, u32),
}

/// What a fault is about, and so what is one: a relation that the association does not have so, or the `via` itself.
#[derive(PartialEq, Eq, Hash)]
enum About<'g> {
    Name(u32, &'g str, Option<u32>),
    Via(u32),
}

impl<'g> Fault<'g> {
    /// Whether an inverse shows that the relation must lead to the end: then that is what is wrong.
    pub(super) fn is_consequence(self, graph: &Graph, passage: Passage) -> bool {
        let Fault::Elsewhere(name, end) = self else {
            return false;
        };
        let relation = graph.relation_called(passage.association, name);
        relation.is_some_and(|relation| wrong_target::is_expected_by(graph, relation, end))
    }

    fn about(self, passage: Passage) -> About<'g> {
        match self {
            Fault::Unknown(name) | Fault::Unusable(name, _) => {
                About::Name(passage.association, name, None)
            }
            Fault::Elsewhere(name, end) => About::Name(passage.association, name, Some(end)),
            Fault::Swapped | Fault::Same => About::Via(passage.relation),
        }
    }
}

/// Tells of all that are found: what several ask of the association is one fault, and so are two sides of one
/// relationship that are both the wrong way round; each is told at the first by place.
pub(super) fn report(verdict: &mut Verdict<'_>, mut found: Vec<(Passage, Fault<'_>)>) {
    let graph = verdict.graph;
    found.sort_by_cached_key(|(passage, _)| (place(graph, *passage), passage.relation));
    let swapped = found
        .iter()
        .filter(|(_, fault)| matches!(fault, Fault::Swapped));
    let swapped: HashSet<u32> = swapped.map(|(passage, _)| passage.relation).collect();
    let faults: HashMap<u32, Fault<'_>> = found
        .iter()
        .map(|(passage, fault)| (passage.relation, *fault))
        .collect();
    let mut groups = Groups::new();
    for (passage, fault) in found {
        let named = passage
            .named(graph)
            .filter(|it| swapped.contains(it) && swapped.contains(&passage.relation));
        let about = [fault.about(passage)]
            .into_iter()
            .chain(named.map(About::Via));
        groups.add(about.collect::<Vec<_>>(), passage);
    }
    for mut sides in groups.into_groups() {
        facts::without_allowing(verdict, Rule::ThroughKeys, &mut sides);
        if let Some(first) = sides.first() {
            let fault = faults[&first.relation];
            verdict.report(Rule::ThroughKeys, &[], |graph| {
                describe(graph, &sides, fault)
            });
        }
    }
}

fn place(graph: &Graph, passage: Passage) -> Place {
    let via = graph.rest(passage.relation).via.as_ref();
    let mark = via.map_or(Mark::default(), |via| via.mark);
    graph.place_in(passage.relation, mark)
}

fn describe(graph: &Graph, sides: &[Passage], fault: Fault<'_>) -> Finding {
    let (passage, others) = (sides[0], &sides[1..]);
    let name = |passage: &Passage| graph.relation_name(passage.relation);
    let headline = headline(graph, passage, fault);
    let finding = finding(graph, Rule::ThroughKeys, passage, headline)
        .at(place(graph, passage))
        .declared(
            graph.model_place(passage.association),
            graph.shown(passage.association),
        )
        .related(
            others
                .iter()
                .map(|other| words::relation(graph, other.relation)),
        );
    let too = others.iter().map(|other| {
        let text = match fault {
            Fault::Swapped => format!("so it is with `{}`", name(other)),
            _ => format!("`{}` goes by it too", name(other)),
        };
        (place(graph, *other), text)
    });
    let finding = finding.notes_at(too, "relation");
    let finding = with_key(finding, graph, passage, fault);
    let finding = with_candidates(finding, graph, passage);
    let inverses = named_as_inverse(graph, sides, fault);
    let too = inverses.iter().map(|it| {
        let text = format!("`{}` names it as its inverse", graph.relation_name(*it));
        (sides_of::place(graph, *it), text)
    });
    let finding = finding.notes_at(too, "relation");
    match changes(graph, sides, fault, &inverses) {
        Some(changes) if changes.len() <= NAMED => {
            finding.with_help(format!("write {}", changes.join(" and ")))
        }
        _ => finding,
    }
}

/// The relations of the ends that name as their inverse what the association does not have.
fn named_as_inverse(graph: &Graph, sides: &[Passage], fault: Fault<'_>) -> Vec<u32> {
    let Fault::Unknown(name) = fault else {
        return Vec::new();
    };
    let association = sides[0].association;
    let ends = sides.iter().flat_map(|side| [Some(side.own), side.other]);
    let ends: BTreeSet<u32> = ends.flatten().collect();
    let relations = ends
        .into_iter()
        .flat_map(|end| graph.relations_to(end, association));
    let is_named = |relation: &u32| graph.relation(*relation).inverse == name;
    relations.filter(is_named).collect()
}

/// What to write at each of them, if that is certain.
fn changes(
    graph: &Graph,
    sides: &[Passage],
    fault: Fault<'_>,
    inverses: &[u32],
) -> Option<Vec<String>> {
    let is_alone = sides.len() + inverses.len() == 1;
    let mut changes = Vec::new();
    for side in sides {
        let (own, other) = graph.via(side.relation)?;
        let (to_own, to_other) = match fault {
            Fault::Swapped => (other, own),
            _ => meant(graph, *side, (own, other))?,
        };
        let via = format!("`via({to_own}, {to_other})`");
        let name = graph.relation_name(side.relation);
        changes.push(if is_alone {
            via
        } else {
            format!("{via} at `{name}`")
        });
        if let (Fault::Unknown(name), []) = (fault, &changes[1..]) {
            let new = if own == name { to_own } else { to_other };
            let inverses = inverses.iter().map(|it| graph.relation_name(*it));
            changes.extend(inverses.map(|it| format!("`inverse = {new}` at `{it}`")));
        }
    }
    Some(changes)
}

/// What is wrong with these two names, if anything is.
pub(super) fn fault<'g>(
    graph: &Graph,
    passage: Passage,
    own: &'g str,
    other: &'g str,
) -> Option<Fault<'g>> {
    let found = |name: &'g str, end: Option<u32>| {
        let Some(relation) = graph.relation_called(passage.association, name) else {
            return Err(Fault::Unknown(name));
        };
        // One that leads nowhere yet has a finding of its own.
        let unresolved = is_unresolved(graph, relation);
        if !unresolved && !passage.is_usable(graph, relation) {
            return Err(Fault::Unusable(name, relation));
        }
        let leads = end.is_none_or(|end| graph.leads_to(relation, end));
        Ok((relation, unresolved || leads))
    };
    let ends = found(own, Some(passage.own)).and_then(|it| Ok((it, found(other, passage.other)?)));
    let ((to_own, own_leads), (to_other, other_leads)) = match ends {
        Ok(ends) => ends,
        Err(fault) => return Some(fault),
    };
    if to_own == to_other {
        Some(Fault::Same)
    } else if own_leads && other_leads {
        None
    } else if let Some(end) = passage.other
        && graph.leads_to(to_own, end)
        && graph.leads_to(to_other, passage.own)
    {
        Some(Fault::Swapped)
    } else if own_leads {
        passage.other.map(|end| Fault::Elsewhere(other, end))
    } else {
        Some(Fault::Elsewhere(own, passage.own))
    }
}

fn headline(graph: &Graph, passage: Passage, fault: Fault<'_>) -> String {
    let name = graph.relation_name(passage.relation);
    let association = graph.shown(passage.association);
    match fault {
        Fault::Swapped => {
            let (own, other) = graph.via(passage.relation).unwrap_or_default();
            format!("`{name}` goes via `{own}` and `{other}`, which is the wrong way round")
        }
        Fault::Unknown(via) => {
            format!("`{name}` goes via `{via}`, but `{association}` has no such relation")
        }
        Fault::Unusable(via, relation) => {
            let kind = graph.relation(relation).kind;
            format!(
                "`{name}` goes via `{via}`, but `{association}.{via}` is a {kind}, which holds no key"
            )
        }
        Fault::Same => {
            let (via, _) = graph.via(passage.relation).unwrap_or_default();
            format!("`{name}` goes through `{association}` via `{via}` for both ends")
        }
        Fault::Elsewhere(via, end) => {
            let end = graph.shown(end);
            format!("`{name}` goes via `{via}`, but `{association}.{via}` does not lead to `{end}`")
        }
    }
}

/// A key named where a relation was meant.
fn with_key(finding: Finding, graph: &Graph, passage: Passage, fault: Fault<'_>) -> Finding {
    let Fault::Unknown(via) = fault else {
        return finding;
    };
    let relations = graph.relations_of(passage.association);
    match only(relations.filter(|it| has_key(graph, *it, via))) {
        Some(relation) => {
            let name = &graph.relation(relation).name;
            finding.note(format!("`{via}` is the key of its relation `{name}`"))
        }
        None => finding,
    }
}

fn has_key(graph: &Graph, relation: u32, field: &str) -> bool {
    graph.key(relation).iter().any(|it| it == field)
}

/// What `via` can name.
fn with_candidates(finding: Finding, graph: &Graph, passage: Passage) -> Finding {
    let association = graph.shown(passage.association);
    let relations_to = |end: u32| {
        let model = graph.shown(end);
        match &*passage.leading_to(graph, end) {
            [] => format!("`{association}` has no relation to `{model}`"),
            [only] => {
                let name = &graph.relation(*only).name;
                format!("`{association}` has one relation to `{model}`: `{name}`")
            }
            several => format!(
                "the relations of `{association}` to `{model}` are {}",
                listed(names(graph, several))
            ),
        }
    };
    let finding = finding.note(relations_to(passage.own));
    match passage.other {
        Some(other) if !passage.is_circular() => finding.note(relations_to(other)),
        _ => finding,
    }
}

/// What each name stands for: itself if it leads to its end, the only one that does, the one whose key it is, or one
/// with a similar name.
fn meant<'g>(
    graph: &'g Graph,
    passage: Passage,
    (own, other): (&str, &str),
) -> Option<(&'g str, &'g str)> {
    let to_other = passage.other?;
    let names = |end: u32, taken: Option<&str>| {
        let all = passage.leading_to(graph, end).into_iter();
        let all = all.map(|it| &*graph.relation(it).name);
        all.filter(|name| Some(*name) != taken).collect::<Vec<_>>()
    };
    let is_key = |name: &str, field: &str| {
        let relation = graph.relation_called(passage.association, name);
        relation.is_some_and(|it| has_key(graph, it, field))
    };
    let choose = |written: &str, names: &[&'g str]| {
        let all = || names.iter().copied();
        match *names {
            [only] => Some(only),
            _ => all()
                .find(|name| *name == written)
                .or_else(|| only(all().filter(|name| is_key(name, written))))
                .or_else(|| similar::nearest(written, all())),
        }
    };
    let (for_own, for_other) = (names(passage.own, None), names(to_other, None));
    // What one end must have the other cannot.
    let (own, other) = if let [only] = *for_own {
        (only, choose(other, &names(to_other, Some(only)))?)
    } else if let [only] = *for_other {
        (choose(own, &names(passage.own, Some(only)))?, only)
    } else if own == other {
        return None;
    } else if let Some(own) = for_own.iter().find(|name| **name == own) {
        (*own, choose(other, &names(to_other, Some(own)))?)
    } else if let Some(other) = for_other.iter().find(|name| **name == other) {
        (choose(own, &names(passage.own, Some(other)))?, *other)
    } else {
        (choose(own, &for_own)?, choose(other, &for_other)?)
    };
    (own != other).then_some((own, other))
}

fn only<T>(mut all: impl Iterator<Item = T>) -> Option<T> {
    all.next().filter(|_| all.next().is_none())
}
