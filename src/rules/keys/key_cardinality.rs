//! A `has_many` whose key is the primary key or unique, so that at most one row matches.

use super::facts::{declared, named_side};
use super::reference_not_unique::{is_constrained, is_same_set};
use super::rows::{Held, Rows, held_keys};
use crate::rules::prelude::*;

/// Collects the `has_many` relations that match at most one row by a key that this relation declares.
pub(super) fn collect(graph: &Graph, relation: u32, found: &mut Vec<u32>) {
    let (own, key) = (graph.owner(relation), graph.key(relation));
    match graph.kind(relation) {
        Kind::HasMany => found.extend(single(graph, relation).map(|_| relation)),
        Kind::BelongsTo if !key.is_empty() && is_single(graph, &(own, key, relation)) => {
            let targets = graph.targets_of(relation).iter();
            for model in targets.filter_map(|it| it.model.model()) {
                // It has the key of this relation.
                let is_side = |it: &u32| {
                    graph.owner(*it) == model && named_side(graph, *it, own) == Some(relation)
                };
                let claimers = graph.claimers(relation).iter().copied();
                let named = named_side(graph, relation, model).into_iter();
                let sides = named.chain(claimers.filter(is_side));
                found.extend(sides.filter(|it| graph.kind(*it) == Kind::HasMany));
            }
        }
        _ => {}
    }
}

/// Returns the first key of a `has_many` that at most one row has.
fn single(graph: &Graph, relation: u32) -> Option<Held<'_>> {
    let mut keys = held_keys(graph, relation);
    keys.find(|held| is_single(graph, held))
}

/// Whether at most one row has the same key, or the same key and tag.
fn is_single(graph: &Graph, (holder, key, side): &Held<'_>) -> bool {
    let tag = &graph.rest(*side).tag;
    let with_tag = || [*key, std::slice::from_ref(tag)].concat();
    let is_known = !key.is_empty() && !graph.model(*holder).is_unknown();
    is_known
        && (is_constrained(graph, *holder, key)
            || !tag.is_empty() && is_constrained(graph, *holder, &with_tag()))
}

pub(super) fn check(rows: &mut Rows<'_, '_>, relations: Vec<u32>) {
    let graph = rows.verdict.graph;
    let rule = Rule::KeyCardinality;
    let mut by_key = Vec::new();
    for relation in distinct(relations) {
        if let Some((holder, key, side)) = single(graph, relation)
            && rows.can_report(rule, relation, side)
        {
            by_key.push(((holder, key), relation));
        }
    }
    let verdict = &mut *rows.verdict;
    for (_, relations) in grouped(by_key) {
        let place = |it| graph.relation_place(it);
        let relations = verdict.without_allowed(rule, relations, &place);
        if !relations.is_empty() {
            verdict.report(rule, &[], || describe(graph, &relations));
        }
    }
}

fn describe(graph: &Graph, relations: &[u32]) -> Finding {
    let (relation, others) = (relations[0], &relations[1..]);
    let (holder, key, side) = single(graph, relation).unwrap_or_default();
    let (name, model) = (graph.relation_name(relation), graph.shown(holder));
    let fields = words::fields(graph, Some(holder), key);
    let tag = &graph.rest(side).tag;
    let what = if !is_constrained(graph, holder, key) {
        format!("is unique with the tag `{tag}`")
    } else if is_same_set(graph.primary_key(holder), key) {
        format!("is the primary key of `{model}`")
    } else {
        "is unique".to_owned()
    };
    let headline = format!("`{name}` is a `has_many`, but its key `{fields}` {what}");
    let finding = words::finding(graph, Rule::KeyCardinality, relation, headline)
        .with_other(fields)
        .at(graph.relation_place(relation));
    let finding = if side == relation {
        declared(finding, graph, Some(holder))
    } else {
        let side_name = graph.relation_name(side);
        let place = graph.place_in(side, graph.relation(side).key_mark);
        finding.note_at(place, format!("`{side_name}` declares this key here"))
    };
    let own = graph.shown(graph.owner(relation));
    let finding = finding.note(format!("at most one `{model}` can belong to each `{own}`"));
    let finding = words::with_related(finding, graph, others, &|it| {
        let name = graph.relation_name(it);
        (
            graph.relation_place(it),
            format!("`{name}` uses the same key"),
        )
    });
    if let Some(back) = other_key(graph, relation, holder) {
        let (back_name, key) = (graph.relation_name(back), graph.key(back));
        let fields = words::fields(graph, None, key);
        return finding
            .note_at(
                graph.relation_place(back),
                format!("`{back_name}` has the key `{fields}`"),
            )
            .with_help(words::write(
                graph,
                &[(relation, format!("key({})", key.join(", ")))],
                true,
            ));
    }
    let names = words::list_relations(graph, relations);
    let each = one_or(relations.len(), "", "each of ");
    finding.with_help(format!("make {each}{names} a `has_one`"))
}

/// Returns the only relation of the holder that leads back, if its key is not the one that a relation declares.
fn other_key(graph: &Graph, relation: u32, holder: u32) -> Option<u32> {
    let key = Some(graph.key(relation)).filter(|key| !key.is_empty())?;
    let back = graph.relations_to(holder, graph.owner(relation));
    let back = only(back.filter(|it| graph.kind(*it) == Kind::BelongsTo))?;
    let theirs = graph.key(back);
    (!theirs.is_empty() && theirs != key).then_some(back)
}
