//! A declared inverse that names another inverse. Two exchanged pairs are told as the one mistake they are.

use super::inverse::{Side, leading_back, named_in, place};
use super::{Rule, Subject, Verdict};
use crate::graph::Graph;
use crate::report::Finding;

pub(super) fn tell(verdict: &mut Verdict<'_>, side: Side, inverse: u32) {
    let graph = verdict.graph;
    let Some(circle) = circle(graph, side) else {
        // Where the inverse's own inverse is at fault, that is the cause.
        if side.back(graph).is_some_and(|back| back.fault(graph).is_some()) {
            return;
        }
        let subjects = [Subject::Relation(side.relation), Subject::Relation(inverse)];
        verdict.tell(Rule::InverseDisagrees, &subjects, |graph| words(graph, side, inverse));
        return;
    };
    // Every relation of the circle shows it; it is told at the first.
    let first = circle.iter().map(|side| (place(graph, *side), side.relation)).min();
    if first.is_some_and(|(_, first)| first == side.relation) {
        let subjects: Vec<_> = circle.iter().map(|side| Subject::Relation(side.relation)).collect();
        match *circle {
            [one, one_named, other, other_named] => {
                verdict.tell(Rule::InverseDisagrees, &subjects, |graph| {
                    exchanged(graph, [one, one_named, other, other_named])
                });
            }
            _ => verdict.tell(Rule::InverseDisagrees, &subjects, |graph| words(graph, side, inverse)),
        }
    }
}

/// The sides from this one along the inverses, if they lead back to it and each of them disagrees.
fn circle(graph: &Graph, start: Side) -> Option<Vec<Side>> {
    let mut circle = vec![start];
    while let Some(next) = circle.last()?.back(graph) {
        if next.relation == start.relation {
            return Some(circle);
        }
        let seen = circle.iter().any(|side| side.relation == next.relation);
        if seen || next.fault(graph) != Some(super::inverse::Fault::Disagrees) {
            return None;
        }
        circle.push(next);
    }
    None
}

fn words(graph: &Graph, side: Side, inverse: u32) -> Finding {
    let (theirs, their_mark) = graph.relation(inverse).inverse().unwrap_or_default();
    let (name, inverse_name) = (graph.relation_name(side.relation), graph.relation_name(inverse));
    let (model, target) = (graph.model(side.model).name(), graph.model(side.target).name());
    let headline = format!("`{name}` names `{inverse_name}` as its inverse, but that names `{model}.{theirs}`");
    let finding = Finding::new(Rule::InverseDisagrees, name, headline)
        .object(inverse_name.clone())
        .at(place(graph, side))
        .note_at(graph.place_in(inverse, their_mark), format!("`{inverse_name}` names `{model}.{theirs}` here"));

    // Where the one that is named agrees with a third, those two are a pair and this relation is the odd one out.
    let third = named_in(graph, inverse, side.model);
    let paired = third.is_some_and(|third| named_in(graph, third, side.target) == Some(inverse));
    if !paired {
        return finding.note(format!("`{model}.{theirs}` does not name `{inverse_name}` back"));
    }
    let finding = finding.note(format!("`{model}.{theirs}` names `{inverse_name}` back, so these two are a pair"));
    let free = |relation: &u32| {
        let declares = graph.relations[*relation as usize].declares_inverse;
        *relation != inverse && (!declares || named_in(graph, *relation, side.model) == Some(side.relation))
    };
    let mut free = leading_back(graph, side).filter(free).filter(|other| {
        super::inverse_kind::fit(graph, side.relation, *other) && !is_claimed(graph, side, *other)
    });
    match (free.next(), free.next()) {
        (Some(only), None) => {
            let only = graph.relation(only).name;
            finding
                .note(format!("of the other relations of `{target}`, only `{only}` is free and leads to `{model}`"))
                .with_help(format!("write `inverse = {only}`"))
        }
        _ => finding,
    }
}

/// Whether another relation of this side's model names that relation as its inverse.
fn is_claimed(graph: &Graph, side: Side, inverse: u32) -> bool {
    graph.claimers(inverse).iter().any(|claimer| *claimer != side.relation && graph.owner(*claimer) == side.model)
}

/// Two pairs that cross: `one` and `other` of one model, each naming the inverse that names the other.
fn exchanged(graph: &Graph, [one, one_named, other, other_named]: [Side; 4]) -> Finding {
    let name = |side: Side| graph.relation_name(side.relation);
    let short = |side: Side| graph.relation(side.relation).name;
    let told = |of: Side, names: Side| format!("`{}` names `{}`", name(of), name(names));
    let headline = format!("the inverses of `{}` and `{}` are exchanged", name(one), name(other));
    Finding::new(Rule::InverseDisagrees, name(one), headline)
        .object(name(other))
        .at(place(graph, one))
        .note_at(place(graph, other), told(other, other_named))
        .note_at(place(graph, one_named), told(one_named, other))
        .note_at(place(graph, other_named), told(other_named, one))
        .note(told(one, one_named))
        .with_help(format!(
            "write `inverse = {}` at `{}` and `inverse = {}` at `{}`",
            short(other_named),
            name(one),
            short(one_named),
            name(other)
        ))
}
