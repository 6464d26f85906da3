//! A declared inverse that names another inverse. Two exchanged pairs are reported as the one mistake they are.

use super::facts::{Fault, Side, kinds_pair, named_in, order, place};
use super::words::{exchanged, finding, names, write_inverses};
use super::{inverse_key, offer};
use crate::rules::prelude::*;

/// Reports it if this side is the one to report it at. Returns whether it is.
pub(super) fn report(verdict: &mut Verdict<'_>, rings: &mut Rings, side: Side) -> bool {
    let (graph, rule) = (verdict.graph, Rule::InverseDisagrees);
    match first_of_ring(rings, graph, side) {
        // Every relation of the ring shows it; it is reported at the first.
        Some(first) if first != side.relation => return false,
        Some(_) => {
            let (steps, _) = walk(graph, side);
            let ring: Vec<u32> = steps.iter().map(|side| side.relation).collect();
            let items: Vec<Item> = ring.iter().copied().map(Item::Relation).collect();
            verdict.report(rule, &items, || match *ring {
                [one, two, three, four] => two_pairs(graph, [one, two, three, four]),
                _ => around(graph, &ring),
            });
        }
        None => {
            // Where the inverse's own inverse is at fault, that is the cause.
            let back = side.back(graph);
            if back.is_some_and(|back| back.fault(graph).is_some()) {
                return false;
            }
            let items = side.both().map(Item::Relation);
            verdict.report(rule, &items, || describe(graph, side));
        }
    }
    true
}

/// The sides from one along the inverses, as far as each of them disagrees. If the side behind the last one is of a relation
/// that was met before, that side, and where.
fn walk(graph: &Graph, start: Side) -> (Vec<Side>, Option<(Side, usize)>) {
    let mut steps = vec![start];
    let mut met = HashMap::from([(start.relation, 0)]);
    let mut last = start;
    while let Some(next) = last.back(graph) {
        if let Some(at) = met.get(&next.relation) {
            return (steps, Some((next, *at)));
        }
        if next.fault(graph) != Some(Fault::Disagrees) {
            break;
        }
        met.insert(next.relation, steps.len());
        steps.push(next);
        last = next;
    }
    (steps, None)
}

/// The rings of sides each of which disagrees with the next: for a relation and its target the first relation by place of the
/// ring that they are in, if they are in one. What was met on one walk is not walked again.
pub(super) type Rings = HashMap<(u32, u32), Option<u32>>;

fn first_of_ring(rings: &mut Rings, graph: &Graph, start: Side) -> Option<u32> {
    let key = |side: &Side| (side.relation, side.target);
    if let Some(known) = rings.get(&key(&start)) {
        return *known;
    }
    let (steps, back_to) = walk(graph, start);
    let begin = back_to.map_or(steps.len(), |(_, at)| at);
    let (before, ring) = steps.split_at(begin);
    let first = ring.iter().map(|side| order(graph, side.relation)).min();
    let first = first.map(|(_, relation)| relation);
    // A relation with several targets may be met again on its way to another of them: then only the start is known.
    if back_to.is_none_or(|(next, at)| key(&next) == key(&steps[at])) {
        rings.extend(before.iter().map(|side| (key(side), None)));
        rings.extend(ring.iter().map(|side| (key(side), first)));
    }
    first.filter(|_| begin == 0)
}

fn describe(graph: &Graph, side: Side) -> Finding {
    let both @ [relation, inverse] = side.both();
    let [name, inverse_name] = both.map(|it| graph.relation_name(it));
    let their_inverse = &graph.relation(inverse).inverse;
    let theirs = format!("{}.{their_inverse}", graph.shown(side.model));
    let headline =
        format!("`{name}` names `{inverse_name}` as its inverse, but that names `{theirs}`");
    let text = format!("`{inverse_name}` names `{theirs}` here");
    let finding =
        finding(graph, Rule::InverseDisagrees, both, headline).note_at(place(graph, inverse), text);

    // Where the one that is named agrees with a third, those two are a pair and this relation is the odd one out.
    let third = named_in(graph, inverse, side.model);
    if third.and_then(|third| named_in(graph, third, side.target)) == Some(inverse) {
        let text = format!("`{theirs}` names `{inverse_name}` back, so these two are a pair");
        return offer::add(finding.note(text), graph, &[relation]);
    }
    let finding = finding.note(format!("`{theirs}` does not name `{inverse_name}` back"));
    let is_other = |it: &&u32| **it != inverse && graph.owner(**it) == side.target;
    match third.and_then(|third| graph.claimers(third).iter().find(is_other)) {
        // Then it is not free for this one.
        Some(other) if would_pair(graph, inverse, relation) => {
            let other = graph.relation_name(*other);
            finding
                .note(format!("`{other}` names it as its inverse too"))
                .with_help(write_inverses(graph, &[(inverse, relation)]))
        }
        _ => finding,
    }
}

/// Relations that name each other in a circle that no exchange of two pairs mends.
fn around(graph: &Graph, ring: &[u32]) -> Finding {
    let all = words::list_relations(graph, ring);
    let headline = format!("the inverses of {all} lead around in a circle");
    let first = [ring[0], ring[1]];
    let mut finding = finding(graph, Rule::InverseDisagrees, first, headline)
        .related(words::relations(graph, &ring[2..]))
        .note(names(graph, ring[0], ring[1]));
    let nexts = ring.iter().cycle().skip(1);
    for (relation, next) in ring.iter().zip(nexts).skip(1).take(NAMED) {
        finding = finding.note_at(place(graph, *relation), names(graph, *relation, *next));
    }
    finding
}

/// Two pairs that cross: `one` and `other` of one model, each naming the inverse that names the other.
fn two_pairs(graph: &Graph, ring: [u32; 4]) -> Finding {
    let [one, one_named, other, other_named] = ring;
    let finding = exchanged(graph, Rule::InverseDisagrees, ring)
        .note_at(place(graph, one_named), names(graph, one_named, other))
        .note_at(place(graph, other_named), names(graph, other_named, one))
        .note(names(graph, one, one_named));
    // Exchanged are the two of the one model or the two of the other: what else they say decides between them.
    let ways = [
        [(one, other_named), (other, one_named)],
        [(one_named, one), (other_named, other)],
    ];
    let pairs = |(relation, named): &(u32, u32)| would_pair(graph, *relation, *named);
    let way = ways.iter().find(|way| way.iter().all(pairs));
    words::with_help(finding, way.map(|way| write_inverses(graph, way)))
}

/// Whether a relation would be sound in each of its targets if it named this one as its inverse.
fn would_pair(graph: &Graph, relation: u32, named: u32) -> bool {
    let name = &graph.relation(named).name;
    Side::of(graph, relation).all(|side| {
        let inverse = graph.relation_called(side.target, name);
        inverse.is_some_and(|inverse| {
            named_in(graph, inverse, side.model) == Some(relation)
                && kinds_pair(graph, relation, inverse)
                && inverse_key::difference(graph, [relation, inverse]).is_none()
        })
    })
}
