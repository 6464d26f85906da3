//! An inverse that does not name this relation back. Legal and common, so nothing is told unless it is asked for.

use std::collections::HashSet;

use super::facts::{Side, place};
use crate::findings::Finding;
use crate::findings::wording::{listed, quoted};
use crate::graph::{Graph, Lead};
use crate::rule::Rule;
use crate::rules::words;

pub(super) fn is_found(graph: &Graph, side: Side) -> bool {
    // An open one can name none, and is the inverse of whatever names it.
    side.inverse.is_some_and(|inverse| {
        let declares = graph.relation(inverse).declares_inverse();
        !declares && !graph.targets_of(inverse).is_empty()
    })
}

/// What is told of an inverse that names none; `others` name it too.
pub(super) fn describe(graph: &Graph, side: Side, others: &[Side]) -> Finding {
    let inverse = side.inverse.unwrap_or(side.relation);
    let (name, inverse_name) = (
        graph.relation_name(side.relation),
        graph.relation_name(inverse),
    );
    let headline = format!("`{name}` names `{inverse_name}` as its inverse, but that names none");
    let finding = Finding::new(
        Rule::OneSidedInverse,
        words::relation(graph, side.relation),
        headline,
    )
    .with_other(words::relation(graph, inverse))
    .at(place(graph, side.relation))
    .declared(graph.relation_place(inverse), &inverse_name);
    let naming = others.iter().map(|other| {
        let name = graph.relation_name(other.relation);
        (
            place(graph, other.relation),
            format!("`{name}` names it too"),
        )
    });
    let finding = finding.notes_at(naming, "relation");
    let related = others
        .iter()
        .map(|other| words::relation(graph, other.relation));
    let finding = finding.related(related);
    let own = &*graph.relation(side.relation).name;
    let targets = graph.targets_of(inverse);
    let naming: HashSet<u32> = others.iter().chain([&side]).map(|it| it.relation).collect();
    let has_one_there = |target: &Lead| {
        let model = target.model.model();
        let there = model.and_then(|model| graph.relation_called(model, own));
        there.is_some_and(|there| naming.contains(&there))
    };
    if targets.iter().all(has_one_there) {
        finding.with_help(format!("write `inverse = {own}` at `{inverse_name}`"))
    } else {
        let without = targets.iter().filter(|target| !has_one_there(target));
        let without = without.filter_map(|target| Some(graph.shown(target.model.model()?)));
        let without = listed(quoted(without));
        finding.note(format!(
            "no `{own}` of {without} names `{inverse_name}`, and an inverse has one name"
        ))
    }
}
