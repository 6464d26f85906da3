//! An association that has no relation to one of the ends.

use super::throughs::{Passage, named};
use super::{Rule, Verdict};
use crate::graph::Graph;
use crate::report::Finding;
use crate::wording::{counted, listed};

pub(super) fn check(verdict: &mut Verdict<'_>, passage: Passage) -> bool {
    let graph = verdict.graph;
    let (own, other) = (passage.leading_to(graph, passage.own), passage.leading_to(graph, passage.other));
    // A model that is associated with itself needs one relation for each end.
    let missing = if passage.own == passage.other && own.len() < 2 {
        Some(passage.own)
    } else if own.is_empty() {
        Some(passage.own)
    } else {
        other.is_empty().then_some(passage.other)
    };
    let Some(end) = missing else { return false };
    passage.tell(verdict, Rule::ThroughWithoutKey, |graph| words(graph, passage, end));
    true
}

fn words(graph: &Graph, passage: Passage, end: u32) -> Finding {
    let name = graph.relation_name(passage.relation);
    let association = graph.model(passage.association).name();
    let end_name = graph.model(end).name();
    let to_end = passage.leading_to(graph, end);
    let has = match *to_end {
        [only] => format!("only one relation to `{end_name}`, `{}`", graph.relation(only).name),
        _ => format!("no relation to `{end_name}`"),
    };
    let headline = format!("`{name}` goes through `{association}`, which has {has}");
    let finding = Finding::new(Rule::ThroughWithoutKey, name, headline)
        .object(association)
        .at(passage.place(graph))
        .note_at(graph.model_place(passage.association), format!("`{association}` is declared here"));
    let finding = if to_end.is_empty() { finding } else { finding.note("it needs one for each end") };
    let relations: Vec<u32> = graph.relations_of(passage.association).collect();
    match relations.len() {
        0 => finding.note(format!("`{association}` has no relations")),
        count => finding.note(format!(
            "`{association}` has {}: {}",
            counted(count, "relation"),
            listed(&named(graph, &relations))
        )),
    }
}
