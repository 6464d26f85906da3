//! An association with several relations to one end, where nothing chooses.

use std::collections::HashSet;

use super::facts::{self, Ends, Passage, finding};
use crate::findings::Finding;
use crate::findings::wording::{NAMED, counted, listed};
use crate::graph::Graph;
use crate::rule::Rule;
use crate::rules::groups::Groups;
use crate::rules::verdict::Verdict;
use crate::rules::words::{self, names};

pub(super) fn is_found(graph: &Graph, passage: Passage) -> bool {
    let ends = passage.ends(graph);
    ends.own.len() > 1 || ends.other.len() > 1
}

/// Tells of all that are found: the sides of one relationship are one fault, told at the first by place.
pub(super) fn report(verdict: &mut Verdict<'_>, mut passages: Vec<Passage>) {
    let graph = verdict.graph;
    passages.sort_by_cached_key(|it| (it.place(graph), it.relation));
    let found: HashSet<u32> = passages.iter().map(|it| it.relation).collect();
    let mut groups = Groups::new();
    for passage in passages {
        let named = passage.named(graph).filter(|it| found.contains(it));
        groups.add([passage.relation].into_iter().chain(named), passage);
    }
    for mut sides in groups.into_groups() {
        facts::without_allowing(verdict, Rule::AmbiguousThrough, &mut sides);
        if !sides.is_empty() {
            verdict.report(Rule::AmbiguousThrough, &[], |graph| describe(graph, &sides));
        }
    }
}

fn describe(graph: &Graph, sides: &[Passage]) -> Finding {
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
    let others = sides[1..].iter();
    let mut finding = finding(graph, Rule::AmbiguousThrough, passage, headline)
        .related(others.map(|other| words::relation(graph, other.relation)));
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
        let (own, other) = (listed(names(graph, own)), listed(names(graph, other)));
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
    let via = (
        &*graph.relation(*first).name,
        &*graph.relation(*second).name,
    );
    let write = format!("write which are meant, as in `via({}, {})`", via.0, via.1);
    let [_, others @ ..] = sides else {
        return finding;
    };
    if others.is_empty() {
        return finding.with_help(write);
    }
    // Seen from the other end, the two change places.
    let is_opposite = |other: &Passage| {
        if passage.is_circular() {
            let mut named = passage.named(graph).chain(other.named(graph));
            named.any(|it| it == passage.relation || it == other.relation)
        } else {
            other.own != passage.own
        }
    };
    let others = others.iter().map(|other| {
        let (own, other_end) = if is_opposite(other) {
            (via.1, via.0)
        } else {
            via
        };
        let name = graph.relation_name(other.relation);
        format!("`via({own}, {other_end})` at `{name}`")
    });
    let others: Vec<String> = others.collect();
    finding.with_help(format!("{write} at `{name}` and {}", others.join(" and ")))
}

/// What this side's `via` is if the other side goes through the same model and says how.
fn of_other_side<'g>(
    graph: &'g Graph,
    passage: Passage,
    ends: &Ends,
) -> Option<(&'g str, &'g str)> {
    let (other, own) = graph.via(passage.other_side(graph)?)?;
    let among =
        |relations: &[u32], name: &str| relations.iter().any(|it| graph.relation(*it).name == name);
    let fits = own != other && among(&ends.own, own) && among(&ends.other, other);
    fits.then_some((own, other))
}
