//! A declared inverse that names another inverse. Two swapped pairs are reported as one finding.

use super::facts::{Fault, Side, kinds_pair, named_in, order, place};
use super::words::{both_names, finding, names, swapped_inverses, write_inverses};
use super::{inverse_key, offer};
use crate::rules::prelude::*;

/// Reports these sides. Sides of one relation are adjacent.
pub(super) fn report(verdict: &mut Verdict<'_>, sides: &[Side]) {
    if sides.is_empty() {
        return;
    }
    let mut cycles = Cycles::new(verdict.graph, sides);
    for sides in sides.chunk_by(|one, other| one.relation == other.relation) {
        let mut reported = sides.iter();
        if !reported.any(|side| report_side(verdict, &mut cycles, *side)) {
            verdict.precedence.mark_explained(sides[0].relation);
        }
    }
}

/// Reports the fault if this side is the one to report it at. Returns whether it is.
fn report_side(verdict: &mut Verdict<'_>, cycles: &mut Cycles<'_>, side: Side) -> bool {
    let (graph, rule) = (verdict.graph, Rule::InverseDisagrees);
    match cycles.first_of(side) {
        // All relations of the cycle have the fault; it is reported at the first.
        Some(first) if first != side.relation => return false,
        Some(_) => {
            let (steps, _) = cycles.walk(side, false);
            let members: Vec<u32> = steps.iter().map(|side| side.relation).collect();
            let items: Vec<Item> = members.iter().map(|it| Item::Relation(*it)).collect();
            verdict.report(rule, &items, || match *members {
                [one, two, three, four] => describe_swapped(graph, [one, two, three, four]),
                _ => describe_cycle(graph, &members),
            });
        }
        None => {
            // If the inverse has a faulty inverse itself, that is the cause.
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

/// Cycles of sides that each disagree with the next.
struct Cycles<'g> {
    graph: &'g Graph,
    /// The relations and targets of the checked sides, sorted.
    asked: Vec<(u32, u32)>,
    /// Marks the sides that a walk visited. They are not walked again.
    are_met: Vec<bool>,
    /// The first relation, by place, of the cycle of each side, if the side is in one.
    firsts: Vec<Option<u32>>,
    /// The step of each relation on the current walk.
    step_of: Vec<Option<usize>>,
}

impl<'g> Cycles<'g> {
    fn new(graph: &'g Graph, sides: &[Side]) -> Self {
        let asked = distinct(sides.iter().map(key).collect());
        Cycles {
            graph,
            are_met: vec![false; asked.len()],
            firsts: vec![None; asked.len()],
            asked,
            step_of: vec![None; graph.relations().len()],
        }
    }

    fn first_of(&mut self, start: Side) -> Option<u32> {
        if let Some(at) = self.met(&start) {
            return self.firsts[at];
        }
        let (steps, back_to) = self.walk(start, true);
        let begin = back_to.map_or(steps.len(), |(_, at)| at);
        let members = steps[begin..].iter();
        let first = members.map(|side| order(self.graph, side.relation)).min();
        let first = first.map(|(_, relation)| relation);
        // A walk can visit a relation again with another target. In that case only the result for the start is known.
        if back_to.is_none_or(|(next, at)| key(&next) == key(&steps[at])) {
            for (nth, side) in steps.iter().enumerate() {
                if let Ok(at) = self.asked.binary_search(&key(side)) {
                    self.are_met[at] = true;
                    self.firsts[at] = first.filter(|_| nth >= begin);
                }
            }
        }
        first.filter(|_| begin == 0)
    }

    /// Returns the position of a side that an earlier walk visited.
    fn met(&self, side: &Side) -> Option<usize> {
        let at = self.asked.binary_search(&key(side)).ok()?;
        self.are_met[at].then_some(at)
    }

    /// Follows the inverses from one side as long as each side disagrees, optionally only up to a side that an earlier
    /// walk visited: such a side is not in a cycle with this one. If the walk returns to a relation that it visited
    /// itself, the result includes that side and the earlier step.
    fn walk(&mut self, start: Side, up_to_met: bool) -> (Vec<Side>, Option<(Side, usize)>) {
        let (mut steps, mut next, mut back_to) = (Vec::new(), Some(start), None);
        while let Some(side) = next {
            self.step_of[side.relation as usize] = Some(steps.len());
            steps.push(side);
            next = side.back(self.graph);
            back_to = next.and_then(|next| Some((next, self.step_of[next.relation as usize]?)));
            let disagrees = |next: &Side| next.fault(self.graph) == Some(Fault::Disagrees);
            let is_met = |next: &Side| up_to_met && self.met(next).is_some();
            next = next.filter(|next| back_to.is_none() && disagrees(next) && !is_met(next));
        }
        for side in &steps {
            self.step_of[side.relation as usize] = None;
        }
        (steps, back_to)
    }
}

fn key(side: &Side) -> (u32, u32) {
    (side.relation, side.target)
}

fn describe(graph: &Graph, side: Side) -> Finding {
    let both @ [relation, inverse] = side.both();
    let [name, inverse_name] = both_names(graph, both);
    let their_inverse = &graph.relation(inverse).inverse;
    let theirs = format!("{}.{their_inverse}", graph.shown(side.model));
    let headline = format!(
        "`{name}` names `{inverse_name}` as its inverse, but `{inverse_name}` names `{theirs}`"
    );
    let text = format!("`{inverse_name}` names `{theirs}` as its inverse here");
    let finding =
        finding(graph, Rule::InverseDisagrees, both, headline).note_at(place(graph, inverse), text);

    // If the named inverse agrees with a third relation, those two are a pair and this relation is wrong.
    let third = named_in(graph, inverse, side.model);
    if third.and_then(|third| named_in(graph, third, side.target)) == Some(inverse) {
        let text = format!("`{theirs}` names `{inverse_name}` back, so these two are a pair");
        return offer::add(finding.note(text), graph, &[relation]);
    }
    let finding = finding.note(format!("`{theirs}` does not name `{inverse_name}` back"));
    let is_other = |it: &&u32| **it != inverse && graph.owner(**it) == side.target;
    match third.and_then(|third| graph.claimers(third).iter().find(is_other)) {
        // The third relation has another inverse, so it is not available.
        Some(other) if would_pair(graph, inverse, relation) => {
            let other = graph.relation_name(*other);
            finding
                .note(format!("`{other}` also names `{theirs}` as its inverse"))
                .with_help(write_inverses(graph, &[(inverse, relation)]))
        }
        _ => finding,
    }
}

/// Describes a cycle of relations that swapping two pairs does not fix.
fn describe_cycle(graph: &Graph, members: &[u32]) -> Finding {
    let all = words::list_relations(graph, members);
    let headline = format!("the inverses of {all} form a cycle");
    let first = [members[0], members[1]];
    let mut finding = finding(graph, Rule::InverseDisagrees, first, headline)
        .related(words::relations(graph, &members[2..]));
    let nexts = members.iter().cycle().skip(1);
    for (relation, next) in members.iter().zip(nexts).take(NAMED + 1) {
        finding = finding.note_at(place(graph, *relation), names(graph, *relation, *next));
    }
    finding
}

/// Describes two pairs with swapped inverses: `one` and `other` are relations of one model, and each names the inverse
/// that names the other.
fn describe_swapped(graph: &Graph, members: [u32; 4]) -> Finding {
    let [one, one_named, other, other_named] = members;
    let finding = swapped_inverses(graph, Rule::InverseDisagrees, members)
        .note_at(place(graph, one_named), names(graph, one_named, other))
        .note_at(place(graph, other_named), names(graph, other_named, one));
    // The swapped names are on one of the two sides; the other declarations decide which.
    let ways = [
        [(one, other_named), (other, one_named)],
        [(one_named, one), (other_named, other)],
    ];
    let pairs = |(relation, named): &(u32, u32)| would_pair(graph, *relation, *named);
    let way = ways.iter().find(|way| way.iter().all(pairs));
    words::with_help(finding, way.map(|way| write_inverses(graph, way)))
}

/// Whether a relation would have no fault in any target if it named this relation as its inverse.
fn would_pair(graph: &Graph, relation: u32, named: u32) -> bool {
    let name = &graph.relation(named).name;
    Side::of(graph, relation).iter().all(|side| {
        let inverse = graph.relation_called(side.target, name);
        inverse.is_some_and(|inverse| {
            named_in(graph, inverse, side.model) == Some(relation)
                && kinds_pair(graph, relation, inverse)
                && inverse_key::difference(graph, [relation, inverse]).is_none()
        })
    })
}
