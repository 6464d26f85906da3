//! A `via` that names no relation of the association, or the two the wrong way round.

use super::throughs::{Passage, named};
use super::{Rule, Verdict};
use crate::graph::Graph;
use crate::record::Mark;
use crate::report::Finding;
use crate::similar;
use crate::wording::listed;

pub(super) fn check(verdict: &mut Verdict<'_>, passage: Passage, via: (&str, &str, Mark)) -> bool {
    let graph = verdict.graph;
    let (own, other) = (passage.leading_to(graph, passage.own), passage.leading_to(graph, passage.other));
    let among = |relations: &[u32], name: &str| relations.iter().any(|it| graph.relation(*it).name == name);
    if among(&own, via.0) && among(&other, via.1) && via.0 != via.1 {
        return false;
    }
    passage.tell(verdict, Rule::ThroughKeys, |graph| words(graph, passage, via, &own, &other));
    true
}

fn words(graph: &Graph, passage: Passage, via: (&str, &str, Mark), own: &[u32], other: &[u32]) -> Finding {
    let name = graph.relation_name(passage.relation);
    let association = graph.model(passage.association).name();
    let (own_name, other_name) = (graph.model(passage.own).name(), graph.model(passage.other).name());
    let (to_own, to_other, mark) = via;
    let among = |relations: &[u32], name: &str| relations.iter().any(|it| graph.relation(*it).name == name);
    let swapped = to_own != to_other && among(own, to_other) && among(other, to_own);
    let unknown = [to_own, to_other].into_iter().find(|name| graph.relation_called(passage.association, name).is_none());
    let headline = if swapped {
        format!("`{name}` goes through `{association}` via its two relations the wrong way round")
    } else if let Some(unknown) = unknown {
        format!("`{name}` goes via `{unknown}`, but `{association}` has no such relation")
    } else if to_own == to_other {
        format!("`{name}` goes through `{association}` via `{to_own}` for both ends")
    } else if among(own, to_own) {
        format!("`{name}` goes via `{to_other}`, but `{association}.{to_other}` does not lead to `{other_name}`")
    } else {
        format!("`{name}` goes via `{to_own}`, but `{association}.{to_own}` does not lead to `{own_name}`")
    };
    let finding = Finding::new(Rule::ThroughKeys, name, headline)
        .object(association)
        .at(graph.place_in(passage.relation, mark))
        .note_at(graph.model_place(passage.association), format!("`{association}` is declared here"))
        .note(candidates(graph, association, own_name, own))
        .note(candidates(graph, association, other_name, other));
    let choose = |name: &str, relations: &[u32]| {
        let names: Vec<&str> = relations.iter().map(|relation| graph.relation(*relation).name).collect();
        match *names {
            _ if names.contains(&name) => Some(name.to_owned()),
            [only] => Some(only.to_owned()),
            _ => similar::nearest(name, names.iter().copied()).map(str::to_owned),
        }
    };
    let (own, other) =
        if swapped { (Some(to_other.to_owned()), Some(to_own.to_owned())) } else { (choose(to_own, own), choose(to_other, other)) };
    match (own, other) {
        (Some(own), Some(other)) if own != other => finding.with_help(format!("write `via({own}, {other})`")),
        _ => finding,
    }
}

fn candidates(graph: &Graph, association: &str, end: &str, relations: &[u32]) -> String {
    match relations {
        [] => format!("`{association}` has no relation to `{end}`"),
        [only] => format!("`{association}` has one relation to `{end}`: `{}`", graph.relation(*only).name),
        _ => format!("the relations of `{association}` to `{end}` are {}", listed(&named(graph, relations))),
    }
}
