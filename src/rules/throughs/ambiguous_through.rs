//! A through model with several relations to one end, and nothing selects one of them.

use super::facts::{self, Through, finding};
use crate::rules::prelude::*;

pub(super) fn is_found(graph: &Graph, through: Through) -> bool {
    through.ends(graph).iter().any(|end| end.len() > 1)
}

/// Reports ambiguous through models. The two sides of one relationship are one finding.
pub(super) fn report(verdict: &mut Verdict<'_>, throughs: &[Through]) {
    let graph = verdict.graph;
    let is_found = |it: &u32| throughs.binary_search_by_key(it, |it| it.relation).is_ok();
    let mut groups = Groups::new();
    for through in throughs {
        let mut sides = vec![through.relation];
        sides.extend(through.named_inverses(graph).into_iter().filter(is_found));
        groups.add(sides);
    }
    for group in groups.into_groups() {
        let sides: Vec<Through> = group.iter().map(|it| throughs[*it]).collect();
        let describe = |sides: &[Through]| describe(graph, sides);
        facts::report(verdict, Rule::AmbiguousThrough, &sides, &describe);
    }
}

fn describe(graph: &Graph, sides: &[Through]) -> Finding {
    let through = sides[0];
    let ends @ [own, other] = &through.ends(graph);
    let (end, candidates) = if own.len() > 1 {
        (through.own, own)
    } else {
        (through.other.unwrap_or(through.own), other)
    };
    let name = graph.relation_name(through.relation);
    let model = graph.shown(through.model);
    let (relations, end) = (facts::count(candidates), graph.shown(end));
    let headline = format!("`{name}` goes through `{model}`, which has {relations} to `{end}`");
    let mut finding = finding(graph, Rule::AmbiguousThrough, sides, headline);
    for it in candidates.iter().take(NAMED) {
        let which = words::one_or_another(candidates, *it);
        let text = format!("{which} is `{}`", graph.relation_name(*it));
        finding = finding.note_at(graph.relation_place(*it), text);
    }
    finding = if candidates.len() < COMPARED {
        finding.and_others(candidates.len(), "other relation")
    } else {
        finding.note("and many other relations")
    };
    if own.len() > 1 && other.len() > 1 && own != other {
        let ends = [through.own, through.other.unwrap_or(through.own)];
        let [own_end, other_end] = ends.map(|it| graph.shown(it));
        let [own, other] = [own, other].map(|it| words::list_names(graph, it));
        let text = format!("{own} point at `{own_end}`; {other} point at `{other_end}`");
        finding = finding.note(text);
    }
    if let Some((inverse, own, other)) = via_of_inverse(graph, through, ends) {
        let via = format!("via({own}, {other})");
        let help = words::write(graph, &[(through.relation, via)], false);
        let inverse = graph.relation_name(inverse);
        return finding
            .note(format!("the inverse `{inverse}` has `via({other}, {own})`"))
            .with_help(help);
    }
    let finding = finding
        .note("the first argument of `via` is the relation to the declaring model; the second is the relation to the target");
    let first = own.first();
    let both = first.zip(other.iter().find(|it| Some(*it) != first));
    let help = both.map(|(first, second)| example(graph, sides, [*first, *second]));
    words::with_help(finding, help)
}

/// Returns the other side and the names of the `via` for this side, if the other side goes through the same model and
/// has a `via`.
fn via_of_inverse<'g>(
    graph: &'g Graph,
    through: Through,
    ends: &[Vec<u32>; 2],
) -> Option<(u32, &'g str, &'g str)> {
    let mut inverses = graph.other_sides(through.relation);
    let inverse = inverses.find(|it| through.shares_through(graph, *it))?;
    let (other, own) = graph.via(inverse)?;
    let leads = |end: &[u32], name: &str| end.iter().any(|it| graph.relation(*it).name == name);
    let fits = own != other && leads(&ends[0], own) && leads(&ends[1], other);
    fits.then_some((inverse, own, other))
}

/// Describes a `via` for each side, with these relations.
fn example(graph: &Graph, sides: &[Through], relations: [u32; 2]) -> String {
    let (through, others) = (sides[0], &sides[1..]);
    let [own, other] = relations.map(|it| &graph.relation(it).name);
    let via = |relation: u32, [own, other]: [&Text; 2]| {
        let via = format!("via({own}, {other})");
        words::argument(graph, relation, &via, !others.is_empty())
    };
    let write = "name the intended relations, as in ";
    let first = via(through.relation, [own, other]);
    if others.is_empty() {
        return format!("{write}{first}");
    }
    // From the other end, the two names are swapped.
    let is_opposite = |side: &Through| {
        if !through.is_self_referential(graph) {
            return side.own != through.own;
        }
        through.named_inverses(graph).contains(&side.relation)
            || side.named_inverses(graph).contains(&through.relation)
    };
    let others = others.iter().map(|side| {
        let mut names = [own, other];
        if is_opposite(side) {
            names.reverse();
        }
        via(side.relation, names)
    });
    let others = others.collect::<Vec<_>>().join(" and ");
    format!("{write}{first} and {others}")
}
