//! A `has_one` or `has_many` without a key in either model: no relation leads back, and no field of the target can hold the
//! key.

use super::types::{self, Comparison};
use crate::model::Field;
use crate::rules::prelude::*;

const RULE: Rule = Rule::UnkeyedRelation;

pub(super) fn check(verdict: &mut Verdict<'_>) {
    let graph = verdict.graph;
    if verdict.level(RULE) == Level::Allow {
        return;
    }
    for ends in graph.ends() {
        if !ends.are_known(graph) {
            continue;
        }
        let back: Vec<u32> = ends.back(graph).collect();
        let relations = ends.relations().filter(|it| is_unkeyed(graph, *it));
        for relation in relations {
            if back.is_empty() && lacks_field(graph, ends, relation) {
                report(verdict, relation, None);
            } else if let Some(first) = back.first().copied()
                && first > relation
                && back.iter().all(|it| is_unkeyed(graph, *it))
                && graph
                    .relations_to(ends.own, ends.target)
                    .all(|it| is_unkeyed(graph, it))
            {
                let mut both = [relation, first];
                sort_by_key(&mut both, |it| (graph.relation_place(*it), *it));
                report(verdict, both[0], Some(both[1]));
            }
        }
    }
}

/// Whether a relation is a `has_one` or `has_many` that says nothing about its key, and none names it.
fn is_unkeyed(graph: &Graph, relation: u32) -> bool {
    let row = graph.relation(relation);
    matches!(row.kind, Kind::HasOne | Kind::HasMany)
        && graph.written_through(relation).is_none()
        && !row.declares_inverse()
        && row.key.is_empty()
        && graph.targets_of(relation).len() == 1
        && graph.claimers(relation).is_empty()
}

/// Whether no field of the target can reference the model: the types of those that are not a key already differ from the type
/// of the reference.
fn lacks_field(graph: &Graph, ends: Ends<'_>, relation: u32) -> bool {
    let Ends { own, target, .. } = ends;
    let references = graph.referenced(relation, own);
    let is_free = |field: &&Field| {
        let held = graph.relations_with_key(target, &field.name);
        let is_key = held.iter().any(|it| graph.relation(*it).holds_key());
        // Of a primary key of several fields, each can be the key of another relation.
        !is_key && !matches!(graph.primary_key(target), [key] if *key == field.name)
    };
    let free: Vec<&Field> = graph.fields(target).iter().filter(is_free).collect();
    let lacks = |name: &Text| {
        let Some(reference) = graph.field(own, name) else {
            return free.is_empty();
        };
        // A newtype on either side can hold the reference.
        let differs = |it: &&Field| {
            types::compare(graph, (target, *it), (own, reference)) == Comparison::Differ
        };
        free.iter().all(differs)
    };
    graph.model(target).fields_known && references.iter().any(lacks)
}

/// Reports a relation. `other` leads back, and has no key either.
fn report(verdict: &mut Verdict<'_>, relation: u32, other: Option<u32>) {
    let graph = verdict.graph;
    let Some(target) = graph.targets_of(relation)[0].model.model() else {
        return;
    };
    // A relation of the target with a wrong inverse may be the one that was to point back.
    let is_wrong = |it: u32| verdict.precedence.has_wrong_side(it);
    if graph.relations_of(target).any(is_wrong) {
        return;
    }
    let mut items = vec![Item::Relation(relation)];
    items.extend(other.map(Item::Relation));
    if verdict.silences(RULE, &items) {
        return;
    }
    // A struct may declare only some of the columns. What a document lists without a package is a whole table.
    let is_partial = !graph.model(target).package.is_empty();
    let level = if is_partial && other.is_none() {
        Level::Warn
    } else {
        Level::Deny
    };
    verdict.report_at(level, describe(graph, relation, target, other));
}

#[cold]
fn describe(graph: &Graph, relation: u32, target: u32, other: Option<u32>) -> Finding {
    let name = graph.relation_name(relation);
    let Some(other) = other else {
        let place = graph.model_place(target);
        let (own, target) = (graph.shown(graph.owner(relation)), graph.shown(target));
        let other = if target == own { "other " } else { "" };
        let headline = format!("no field of `{target}` can hold the key of `{name}`");
        return words::finding(graph, RULE, relation, headline)
            .at(graph.relation_place(relation))
            .declared(place, &target)
            .note(format!(
                "no {other}relation of `{target}` points at `{own}`"
            ))
            .with_help(format!(
                "add the field that references `{own}` to `{target}`, with a `belongs_to` relation"
            ));
    };
    let other_name = graph.relation_name(other);
    let headline = format!("neither `{name}` nor `{other_name}` has a key");
    let kinds = [relation, other].map(|it| graph.kind(it).name());
    let finding = words::finding(graph, RULE, relation, headline)
        .with_other(words::relation(graph, other))
        .at(graph.relation_place(relation))
        .declared(graph.relation_place(other), &other_name);
    finding
        .note(format!(
            "the key of a `{}` or `{}` is in the model that it points at",
            kinds[0], kinds[1]
        ))
        .with_help("make the one whose model holds the key a `belongs_to`")
}
