//! Two sides of one relationship with different actions on delete.

use super::facts::other_side;
use super::rows::{Rows, action};
use super::set_null_required::required;
use crate::record::OnDelete;
use crate::rules::prelude::*;

pub(super) fn check(rows: &mut Rows<'_, '_>) {
    let graph = rows.verdict.graph;
    let rule = Rule::OnDeleteDisagrees;
    if rows.verdict.level(rule) == Level::Allow {
        return;
    }
    // The relation that holds the key, with its other side.
    let mut pairs = Vec::new();
    for side in graph.relation_indices() {
        let Some(own) = action(graph, side).filter(|_| !graph.relation(side).holds_key()) else {
            continue;
        };
        for holder in holders(graph, side) {
            let differs = action(graph, holder).is_some_and(|it| it != own);
            if differs && rows.can_report(rule, holder, side) {
                pairs.push((holder, side));
            }
        }
    }
    let verdict = &mut *rows.verdict;
    for (holder, mut sides) in grouped(distinct(pairs)) {
        sides.retain(|side| !verdict.silences(rule, &[holder, *side].map(Item::Relation)));
        sort_by_key(&mut sides, |side| (graph.relation_place(*side), *side));
        if !sides.is_empty() {
            verdict.add(describe(graph, holder, &sides));
        }
    }
}

/// Returns the relations that hold the key of a relation without one, which is the other side of each.
fn holders(graph: &Graph, relation: u32) -> impl Iterator<Item = u32> {
    let is_known = |model: &u32| !graph.model(*model).is_unknown();
    let is_checked = is_known(&graph.owner(relation));
    let targets = graph.targets_of(relation).iter();
    let models = targets.filter_map(|it| it.model.model());
    let models = models.filter(move |it| is_checked && is_known(it));
    models.filter_map(move |model| other_side(graph, relation, model))
}

/// Creates the finding about a relation that holds a key and its other sides.
fn describe(graph: &Graph, holder: u32, sides: &[u32]) -> Finding {
    let mut both = [holder, sides[0]];
    sort_by_key(&mut both, |it| (graph.relation_place(*it), *it));
    let [relation, inverse] = both;
    let (this, that) = (has(graph, relation), has(graph, inverse));
    let headline = format!("{this}, but its inverse {that}");
    let inverse_name = graph.relation_name(inverse);
    let finding = words::finding(graph, Rule::OnDeleteDisagrees, relation, headline)
        .with_other(words::relation(graph, inverse))
        .at(graph.relation_place(relation))
        .declared(graph.relation_place(inverse), &inverse_name);
    let finding = words::with_related(finding, graph, &sides[1..], &|it| {
        let (name, has) = (graph.relation_name(it), argument(graph, it));
        let text = format!("the same applies to `{name}`, which has `{has}`");
        (graph.relation_place(it), text)
    });
    finding.with_help(help(graph, holder, sides))
}

/// `Model.relation` with its action.
fn has(graph: &Graph, relation: u32) -> String {
    let name = graph.relation_name(relation);
    format!("`{name}` has `{}`", argument(graph, relation))
}

fn argument(graph: &Graph, relation: u32) -> String {
    let action = action(graph, relation);
    format!("on_delete = {}", action.map_or("", OnDelete::name))
}

/// Describes the two fixes, except `set_null` if the key cannot be null.
fn help(graph: &Graph, holder: u32, sides: &[u32]) -> String {
    let write = |relations: &[u32], from: u32| match relations {
        [only] => words::write(graph, &[(*only, argument(graph, from))], true),
        _ => words::write_each(graph, relations, &argument(graph, from)),
    };
    let is_possible = |from: u32| {
        let own = graph.owner(holder);
        let keys = [holder, sides[0]].map(|it| graph.key(it));
        let key = keys.into_iter().find(|key| !key.is_empty());
        action(graph, from) != Some(OnDelete::SetNull)
            || required(graph, own, key.unwrap_or_default())
                .next()
                .is_none()
    };
    let agree = sides
        .iter()
        .all(|it| action(graph, *it) == action(graph, sides[0]));
    let at_sides = write(sides, holder);
    if !agree || !is_possible(sides[0]) {
        return at_sides;
    }
    let at_holder = write(&[holder], sides[0]);
    if is_possible(holder) {
        format!("{at_sides}, or {at_holder}")
    } else {
        at_holder
    }
}
