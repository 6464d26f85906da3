//! An association with several relations to one end, where nothing chooses.

use std::collections::HashMap;

use super::throughs::{Ends, Passage, finding, named, subjects};
use super::{Rule, Verdict};
use crate::graph::Graph;
use crate::report::Finding;
use crate::wording::{NAMED, counted, listed};

pub(super) fn is_found(graph: &Graph, passage: Passage) -> bool {
    let ends = passage.ends(graph);
    ends.own.len() > 1 || ends.other.len() > 1
}

/// Tells of all that are found: both sides of one relationship are one fault, told at the first by place.
pub(super) fn tell(verdict: &mut Verdict<'_>, mut passages: Vec<Passage>) {
    let graph = verdict.graph;
    passages.sort_by_cached_key(|it| (it.place(graph), it.relation));
    let mut left: HashMap<u32, Passage> = passages.iter().map(|it| (it.relation, *it)).collect();
    for passage in passages {
        if left.remove(&passage.relation).is_none() {
            continue;
        }
        let side = passage.other_side(graph).and_then(|it| left.remove(&it));
        let sides: Vec<Passage> = [passage].into_iter().chain(side).collect();
        verdict.tell(Rule::AmbiguousThrough, &subjects(&sides), |graph| {
            words(graph, &sides)
        });
    }
}

fn words(graph: &Graph, sides: &[Passage]) -> Finding {
    let passage = sides[0];
    let ends = passage.ends(graph);
    let (own, other) = (&ends.own, &ends.other);
    let (end, candidates) = if own.len() > 1 {
        (passage.own, own)
    } else {
        (passage.other.unwrap_or(passage.own), other)
    };
    let name = graph.relation_name(passage.relation);
    let association = graph.shown(passage.association);
    let relations = counted(candidates.len(), "relation");
    let end = graph.shown(end);
    let headline =
        format!("`{name}` goes through `{association}`, which has {relations} to `{end}`");
    let mut finding = finding(graph, Rule::AmbiguousThrough, passage, headline);
    for (nth, candidate) in candidates.iter().take(NAMED).enumerate() {
        let which = if nth == 0 { "one" } else { "another" };
        let text = format!("{which} is `{}`", graph.relation_name(*candidate));
        finding = finding.note_at(graph.relation_place(*candidate), text);
    }
    if candidates.len() > NAMED {
        let others = counted(candidates.len() - NAMED, "other relation");
        finding = finding.note(format!("and {others}"));
    }
    if own.len() > 1 && other.len() > 1 && own != other {
        let (own, other) = (listed(&named(graph, own)), listed(&named(graph, other)));
        finding = finding.note(format!(
            "back here lead {own}; on to the other end lead {other}"
        ));
    }
    if let Some((own, other)) = of_other_side(graph, passage, &ends) {
        return finding
            .note("its inverse goes the same way from the other end")
            .with_help(format!("write `via({own}, {other})`"));
    }
    let finding = finding
        .note("`via` names first the relation that leads back here, then the one that leads on");
    let first = own.first();
    let second = other.iter().find(|it| Some(*it) != first);
    let (Some(first), Some(second)) = (first, second) else {
        return finding;
    };
    let via = (graph.relation(*first).name, graph.relation(*second).name);
    let write = format!("write which are meant, as in `via({}, {})`", via.0, via.1);
    finding.with_help(match sides {
        [_, other] => format!(
            "{write} at `{name}` and `via({}, {})` at `{}`",
            via.1,
            via.0,
            graph.relation_name(other.relation)
        ),
        _ => write,
    })
}

/// What this side's `via` is if the other side goes through the same model and says how.
fn of_other_side<'g>(
    graph: &'g Graph,
    passage: Passage,
    ends: &Ends,
) -> Option<(&'g str, &'g str)> {
    let (other, own, _) = graph.relation(passage.other_side(graph)?).via()?;
    let among =
        |relations: &[u32], name: &str| relations.iter().any(|it| graph.relation(*it).name == name);
    let fits = own != other && among(&ends.own, own) && among(&ends.other, other);
    fits.then_some((own, other))
}
