//! Two sides of one relationship that name different keys, or go through different models.

use super::inverse::{Side, place};
use super::{Rule, Subject, Verdict};
use crate::graph::Graph;
use crate::record::{List, RelationRecord};
use crate::report::Finding;
use crate::wording::{listed, quoted};

/// What the two sides say differently.
#[derive(Clone, Copy)]
enum Difference {
    Key,
    Through,
    Via,
}

pub(super) fn check(verdict: &mut Verdict<'_>, side: Side, inverse: u32) -> bool {
    let graph = verdict.graph;
    let Some(difference) = difference(graph, side.relation, inverse) else { return false };
    if side.comes_first(graph) {
        let subjects = [Subject::Relation(side.relation), Subject::Relation(inverse)];
        verdict.tell(Rule::InverseKey, &subjects, |graph| words(graph, side, inverse, difference));
    }
    true
}

fn difference(graph: &Graph, one: u32, other: u32) -> Option<Difference> {
    if let (Some(through), Some(other_through)) = (graph.through(one), graph.through(other)) {
        if through != other_through {
            return Some(Difference::Through);
        }
        // The own end of the one side is the other end of the other side.
        let (via, other_via) = (graph.relation(one).via()?, graph.relation(other).via()?);
        return ((via.0, via.1) != (other_via.1, other_via.0)).then_some(Difference::Via);
    }
    let (key, other_key) = (graph.relation(one).key.0, graph.relation(other).key.0);
    let known = !key.is_empty() && !other_key.is_empty();
    (known && key != other_key).then_some(Difference::Key)
}

fn words(graph: &Graph, side: Side, inverse: u32, difference: Difference) -> Finding {
    let (name, inverse_name) = (graph.relation_name(side.relation), graph.relation_name(inverse));
    let (own, other) = (graph.relation(side.relation), graph.relation(inverse));
    let (says, other_says) = match difference {
        Difference::Key => (format!("has the key {}", fields(own.key.0)), fields(other.key.0)),
        Difference::Through => (format!("goes through `{}`", through(&own)), format!("`{}`", through(&other))),
        Difference::Via => (format!("goes via `{}`", via(&own)), format!("`{}`", via(&other))),
    };
    let verb = match difference {
        Difference::Key => "has",
        Difference::Through => "goes through",
        Difference::Via => "goes via",
    };
    let headline = format!("`{name}` {says}, but its inverse `{inverse_name}` {verb} {other_says}");
    let finding = Finding::new(Rule::InverseKey, name, headline)
        .object(inverse_name.clone())
        .at(place(graph, side))
        .note_at(graph.relation_place(inverse), format!("`{inverse_name}` is declared here"));
    match difference {
        Difference::Key if same_fields(own.key.0, other.key.0) => finding.note("only the order of the fields differs"),
        Difference::Key | Difference::Through => finding,
        Difference::Via => finding
            .note("what leads to this end on one side leads to the other end on the other side")
            .with_help(format!("write `via({1}, {0})` at `{inverse_name}`", via_of(&own).0, via_of(&own).1)),
    }
}

fn fields(key: List<'_>) -> String {
    listed(&quoted(key))
}

fn same_fields(one: List<'_>, other: List<'_>) -> bool {
    let sorted = |list: List<'_>| {
        let mut names: Vec<_> = list.into_iter().map(str::to_owned).collect();
        names.sort_unstable();
        names
    };
    sorted(one) == sorted(other)
}

fn through<'g>(relation: &RelationRecord<'g>) -> &'g str {
    relation.through.map_or("", |through| crate::name::last_segment(through.text))
}

fn via_of<'g>(relation: &RelationRecord<'g>) -> (&'g str, &'g str) {
    relation.via().map_or(("", ""), |(own, other, _)| (own, other))
}

fn via(relation: &RelationRecord<'_>) -> String {
    let (own, other) = via_of(relation);
    format!("({own}, {other})")
}
