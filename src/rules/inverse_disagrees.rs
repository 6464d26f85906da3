//! A declared inverse that names another inverse. Two exchanged pairs are told as the one mistake they are.

use super::inverse::Side;
use super::missing_inverse::leading_back;
use super::{Rule, Subject, Verdict};
use crate::graph::Graph;
use crate::report::Finding;

pub(super) fn check(verdict: &mut Verdict<'_>, side: Side) -> bool {
    let graph = verdict.graph;
    let Some(inverse) = side.inverse else { return false };
    if !graph.relations[inverse as usize].declares_inverse || inverse_of(graph, inverse, side.model) == Some(side.relation)
    {
        return false;
    }
    let Some(exchange) = Exchange::of(graph, side, inverse) else {
        let subjects = [Subject::Relation(side.relation), Subject::Relation(inverse)];
        verdict.tell(Rule::InverseDisagrees, &subjects, |graph| words(graph, side, inverse));
        return true;
    };
    // All four relations show it; it is told at the first.
    if exchange.first(graph) == side.relation {
        let subjects = exchange.relations().map(Subject::Relation);
        verdict.tell(Rule::InverseDisagrees, &subjects, |graph| exchange.words(graph));
    }
    true
}

/// The relation of `model` that a relation names as its inverse there.
fn inverse_of(graph: &Graph, relation: u32, model: u32) -> Option<u32> {
    let target = graph.targets_of(relation).iter().find(|target| target.model.model() == Some(model));
    target.and_then(|target| target.inverse)
}

fn words(graph: &Graph, side: Side, inverse: u32) -> Finding {
    let record = graph.relation(inverse);
    let (theirs, their_mark) = record.inverse().unwrap_or_default();
    let mark = graph.relation(side.relation).inverse().unwrap_or_default().1;
    let (name, inverse_name) = (graph.relation_name(side.relation), graph.relation_name(inverse));
    let model = graph.model(side.model).name();
    let headline = format!("`{name}` names `{inverse_name}` as its inverse, but that names `{model}.{theirs}`");
    let finding = Finding::new(Rule::InverseDisagrees, name, headline)
        .at(graph.place_in(side.relation, mark))
        .note_at(graph.place_in(inverse, their_mark), format!("`{inverse_name}` names `{model}.{theirs}` here"));
    let own = graph.relation(side.relation).name;
    // Where the one that is named goes on to agree, those two are a pair and this relation is the odd one out.
    let agreed = inverse_of(graph, inverse, side.model).filter(|third| inverse_of(graph, *third, side.target) == Some(inverse));
    if agreed.is_none() {
        return finding.with_help(format!("write `inverse = {own}` at `{inverse_name}`, if the two belong together"));
    }
    let finding = finding.note(format!("`{model}.{theirs}` names `{inverse_name}` too, so these two are a pair"));
    let mut free = leading_back(graph, side).filter(|relation| {
        let node = graph.relations[*relation as usize];
        *relation != inverse && (!node.declares_inverse || inverse_of(graph, *relation, side.model) == Some(side.relation))
    });
    match (free.next(), free.next()) {
        (Some(only), None) => {
            let only = graph.relation(only).name;
            let target = graph.model(side.target).name();
            finding.with_help(format!("write `inverse = {only}`, the only other relation of `{target}` that leads to `{model}`"))
        }
        _ => finding,
    }
}

/// Two pairs that cross: each of two relations of one model names the inverse that belongs to the other.
#[derive(Clone, Copy)]
struct Exchange {
    /// Two relations of one model, and the inverse that each names.
    pairs: [(u32, u32); 2],
}

impl Exchange {
    /// `relation` names `inverse`, that names another, that names a fourth, and that names `relation`.
    fn of(graph: &Graph, side: Side, inverse: u32) -> Option<Self> {
        let other = inverse_of(graph, inverse, side.model)?;
        let other_inverse = inverse_of(graph, other, side.target)?;
        let closes = inverse_of(graph, other_inverse, side.model)? == side.relation;
        (closes && other_inverse != inverse).then_some(Exchange { pairs: [(side.relation, inverse), (other, other_inverse)] })
    }

    fn relations(self) -> [u32; 4] {
        let [(a, b), (c, d)] = self.pairs;
        [a, b, c, d]
    }

    fn first(self, graph: &Graph) -> u32 {
        let place = |relation: &u32| (graph.relation_place(*relation), *relation);
        self.relations().into_iter().min_by_key(place).expect("four relations have a first; this is a bug in relata")
    }

    fn words(self, graph: &Graph) -> Finding {
        let [(one, one_names), (other, other_names)] = self.pairs;
        let name = |relation: u32| graph.relation_name(relation);
        let short = |relation: u32| graph.relation(relation).name;
        let place = |relation: u32| {
            let mark = graph.relation(relation).inverse().unwrap_or_default().1;
            graph.place_in(relation, mark)
        };
        let headline = format!("the inverses of `{}` and `{}` are exchanged", name(one), name(other));
        let told = |of: u32, names: u32| format!("`{}` names `{}`", name(of), name(names));
        Finding::new(Rule::InverseDisagrees, name(one), headline)
            .at(place(one))
            .note_at(place(other), told(other, other_names))
            .note_at(place(one_names), told(one_names, other))
            .note_at(place(other_names), told(other_names, one))
            .note(told(one, one_names))
            .with_help(format!(
                "write `inverse = {}` at `{}` and `inverse = {}` at `{}`",
                short(other_names),
                name(one),
                short(one_names),
                name(other)
            ))
    }
}
