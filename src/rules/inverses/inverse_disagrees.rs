//! A declared inverse that names another inverse. Two exchanged pairs are told as the one mistake they are.

use std::collections::HashMap;

use super::facts::{Fault, Side, kinds_pair, named_in, place};
use super::{inverse_key, offer};
use crate::findings::Finding;
use crate::findings::wording::{NAMED, listed, quoted};
use crate::graph::Graph;
use crate::rule::Rule;
use crate::rules::verdict::{Item, Verdict};
use crate::rules::words;

/// Tells it where this side is the one to tell it. Gives whether it is.
pub(super) fn report(verdict: &mut Verdict<'_>, rings: &mut Rings, side: Side) -> bool {
    let graph = verdict.graph;
    let Some(first) = rings.first(graph, side) else {
        // Where the inverse's own inverse is at fault, that is the cause.
        let is_cause = side
            .back(graph)
            .is_none_or(|back| back.fault(graph).is_none());
        if let Some(inverse) = side.inverse.filter(|_| is_cause) {
            let subjects = [side.relation, inverse].map(Item::Relation);
            verdict.report(Rule::InverseDisagrees, &subjects, |graph| {
                describe(graph, side, inverse)
            });
        }
        return is_cause;
    };
    // Every relation of the ring shows it; it is told at the first.
    if first != side.relation {
        return false;
    }
    let ring = Walk::from(graph, side).steps;
    let relations = ring.iter().map(|side| Item::Relation(side.relation));
    let subjects: Vec<_> = relations.collect();
    verdict.report(Rule::InverseDisagrees, &subjects, |graph| match *ring {
        [one, two, three, four] => exchanged(graph, [one, two, three, four]),
        _ => around(graph, &ring),
    });
    true
}

/// From one side along the inverses, as far as each of them disagrees.
struct Walk {
    steps: Vec<Side>,
    /// The side behind the last one, if its relation was met before, and where.
    back_to: Option<(Side, usize)>,
}

impl Walk {
    fn from(graph: &Graph, start: Side) -> Self {
        let mut steps = vec![start];
        let mut met = HashMap::from([(start.relation, 0)]);
        let mut last = start;
        while let Some(next) = last.back(graph) {
            if let Some(at) = met.get(&next.relation) {
                let back_to = Some((next, *at));
                return Walk { steps, back_to };
            }
            if next.fault(graph) != Some(Fault::Disagrees) {
                break;
            }
            met.insert(next.relation, steps.len());
            steps.push(next);
            last = next;
        }
        Walk {
            steps,
            back_to: None,
        }
    }
}

/// The rings of sides each of which disagrees with the next. What was met on one walk is not walked again.
#[derive(Default)]
pub(super) struct Rings {
    /// For a relation and its target the first relation by place of the ring that they are in, if they are in one.
    first: HashMap<(u32, u32), Option<u32>>,
}

impl Rings {
    fn first(&mut self, graph: &Graph, start: Side) -> Option<u32> {
        let key = |side: Side| (side.relation, side.target);
        if let Some(known) = self.first.get(&key(start)) {
            return *known;
        }
        let Walk { steps, back_to } = Walk::from(graph, start);
        let begin = back_to.map_or(steps.len(), |(_, at)| at);
        let (before, ring) = steps.split_at(begin);
        let places = ring
            .iter()
            .map(|side| (place(graph, side.relation), side.relation));
        let first = places.min().map(|(_, relation)| relation);
        // A relation with several targets may be met again on its way to another of them: then only the start is known.
        let is_certain = back_to.is_none_or(|(next, at)| key(next) == key(steps[at]));
        if is_certain {
            let before = before.iter().map(|side| (key(*side), None));
            let ring = ring.iter().map(|side| (key(*side), first));
            self.first.extend(before.chain(ring));
        }
        first.filter(|_| begin == 0)
    }
}

fn describe(graph: &Graph, side: Side, inverse: u32) -> Finding {
    let row = graph.relation(inverse);
    let (theirs, their_mark) = (&row.inverse, row.inverse_mark);
    let (name, inverse_name) = (
        graph.relation_name(side.relation),
        graph.relation_name(inverse),
    );
    let model = graph.shown(side.model);
    let headline = format!(
        "`{name}` names `{inverse_name}` as its inverse, but that names `{model}.{theirs}`"
    );
    let finding = Finding::new(
        Rule::InverseDisagrees,
        words::relation(graph, side.relation),
        headline,
    )
    .with_other(words::relation(graph, inverse))
    .at(place(graph, side.relation))
    .note_at(
        graph.place_in(inverse, their_mark),
        format!("`{inverse_name}` names `{model}.{theirs}` here"),
    );

    // Where the one that is named agrees with a third, those two are a pair and this relation is the odd one out.
    let third = named_in(graph, inverse, side.model);
    let names_back = third.and_then(|third| named_in(graph, third, side.target));
    if names_back == Some(inverse) {
        let text =
            format!("`{model}.{theirs}` names `{inverse_name}` back, so these two are a pair");
        offer::add(finding.note(text), graph, side.relation, &[])
    } else {
        let finding = finding.note(format!(
            "`{model}.{theirs}` does not name `{inverse_name}` back"
        ));
        let others = third.into_iter().flat_map(|third| graph.claimers(third));
        let mut others =
            others.filter(|other| **other != inverse && graph.owner(**other) == side.target);
        match others.next() {
            // Then it is not free for this one.
            Some(other) if would_pair(graph, inverse, side.relation) => {
                let own = &graph.relation(side.relation).name;
                finding
                    .note(format!(
                        "`{}` names it as its inverse too",
                        graph.relation_name(*other)
                    ))
                    .with_help(format!("write `inverse = {own}` at `{inverse_name}`"))
            }
            _ => finding,
        }
    }
}

/// Relations that name each other in a circle that no exchange of two pairs mends.
fn around(graph: &Graph, circle: &[Side]) -> Finding {
    let names: Vec<_> = circle
        .iter()
        .map(|side| graph.relation_name(side.relation))
        .collect();
    let headline = format!(
        "the inverses of {} lead around in a circle",
        listed(quoted(&names))
    );
    let end = |side: &Side| words::relation(graph, side.relation);
    let finding = Finding::new(Rule::InverseDisagrees, end(&circle[0]), headline)
        .with_other(end(&circle[1]))
        .related(circle[2..].iter().map(end))
        .at(place(graph, circle[0].relation));
    let named = names.iter().zip(names.iter().cycle().skip(1)).zip(circle);
    named.skip(1).take(NAMED).fold(
        finding.note(format!("`{}` names `{}`", names[0], names[1])),
        |finding, ((name, next), side)| {
            finding.note_at(
                place(graph, side.relation),
                format!("`{name}` names `{next}`"),
            )
        },
    )
}

/// Two pairs that cross: `one` and `other` of one model, each naming the inverse that names the other.
fn exchanged(graph: &Graph, [one, one_named, other, other_named]: [Side; 4]) -> Finding {
    let name = |side: Side| graph.relation_name(side.relation);
    let short = |side: Side| &graph.relation(side.relation).name;
    let told = |of: Side, names: Side| format!("`{}` names `{}`", name(of), name(names));
    let headline = format!(
        "the inverses of `{}` and `{}` are exchanged",
        name(one),
        name(other)
    );
    let end = |side: Side| words::relation(graph, side.relation);
    let finding = Finding::new(Rule::InverseDisagrees, end(one), headline)
        .with_other(end(other))
        .related([end(one_named), end(other_named)])
        .at(place(graph, one.relation))
        .note_at(place(graph, other.relation), told(other, other_named))
        .note_at(place(graph, one_named.relation), told(one_named, other))
        .note_at(place(graph, other_named.relation), told(other_named, one))
        .note(told(one, one_named));
    // Exchanged are the two of the one model or the two of the other: what else they say decides between them.
    let ways = [
        [(one, other_named), (other, one_named)],
        [(one_named, one), (other_named, other)],
    ];
    let mut sound = ways.into_iter().filter(|way| {
        way.iter()
            .all(|(relation, named)| would_pair(graph, relation.relation, named.relation))
    });
    match sound.next() {
        Some([(one, named), (other, other_named)]) => finding.with_help(format!(
            "write `inverse = {}` at `{}` and `inverse = {}` at `{}`",
            short(named),
            name(one),
            short(other_named),
            name(other)
        )),
        None => finding,
    }
}

/// Whether a relation would be sound in each of its targets if it named this one as its inverse.
fn would_pair(graph: &Graph, relation: u32, named: u32) -> bool {
    let name = &graph.relation(named).name;
    Side::of(graph, relation).all(|side| {
        let there = graph.relation_called(side.target, name);
        there.is_some_and(|inverse| {
            let side = Side {
                inverse: Some(inverse),
                ..side
            };
            named_in(graph, inverse, side.model) == Some(relation)
                && kinds_pair(graph, relation, inverse)
                && !inverse_key::is_found(graph, side)
        })
    })
}
