//! A `via` that names no relation of the association, or the two the wrong way round.

use super::throughs::{Passage, declared, finding, is_unresolved, named};
use super::{Rule, Subject, Verdict};
use crate::graph::Graph;
use crate::record::Mark;
use crate::finding::Finding;
use crate::similar;
use crate::wording::listed;

/// What is wrong with a `via`.
#[derive(Clone, Copy)]
enum Fault<'g> {
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

pub(super) fn check(
    verdict: &mut Verdict<'_>,
    passage: Passage,
    (own, other, mark): (&str, &str, Mark),
) -> bool {
    let graph = verdict.graph;
    let Some(fault) = fault(graph, passage, own, other) else {
        return false;
    };
    let subject = [Subject::Relation(passage.relation)];
    verdict.tell(Rule::ThroughKeys, &subject, |graph| {
        let place = graph.place_in(passage.relation, mark);
        let headline = headline(graph, passage, fault);
        let finding = finding(graph, Rule::ThroughKeys, passage, headline).at(place);
        let finding = declared(finding, graph, passage.association);
        let finding = with_key(finding, graph, passage, fault);
        let finding = with_candidates(finding, graph, passage);
        let meant = match fault {
            Fault::Swapped => Some((other, own)),
            _ => meant(graph, passage, (own, other)),
        };
        match meant {
            Some((own, other)) => finding.with_help(format!("write `via({own}, {other})`")),
            None => finding,
        }
    });
    true
}

fn fault<'g>(graph: &Graph, passage: Passage, own: &'g str, other: &'g str) -> Option<Fault<'g>> {
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
            let (own, other, _) = graph.relation(passage.relation).via().unwrap_or_default();
            format!("`{name}` goes via `{own}` and `{other}`, which is the wrong way round")
        }
        Fault::Unknown(via) => {
            format!("`{name}` goes via `{via}`, but `{association}` has no such relation")
        }
        Fault::Unusable(via, relation) => {
            let kind = graph.relations[relation as usize].kind;
            format!(
                "`{name}` goes via `{via}`, but `{association}.{via}` is a {kind}, which holds no key"
            )
        }
        Fault::Same => {
            let (via, _, _) = graph.relation(passage.relation).via().unwrap_or_default();
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
            let name = graph.relation(relation).name;
            finding.note(format!("`{via}` is the key of its relation `{name}`"))
        }
        None => finding,
    }
}

fn has_key(graph: &Graph, relation: u32, field: &str) -> bool {
    let key = graph.relation(relation).key.0;
    key.into_iter().any(|it| it == field)
}

/// What `via` can name.
fn with_candidates(finding: Finding, graph: &Graph, passage: Passage) -> Finding {
    let association = graph.shown(passage.association);
    let relations_to = |end: u32| {
        let model = graph.shown(end);
        match &*passage.leading_to(graph, end) {
            [] => format!("`{association}` has no relation to `{model}`"),
            [only] => {
                let name = graph.relation(*only).name;
                format!("`{association}` has one relation to `{model}`: `{name}`")
            }
            several => format!(
                "the relations of `{association}` to `{model}` are {}",
                listed(named(graph, several))
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
        let all = all.map(|it| graph.relation(it).name);
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
