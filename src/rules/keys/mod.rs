//! Rules about keys: their fields, their references, and the rows that they allow.
//!
//! A key belongs to two models, regardless of which relations declare it. Two sides of one relationship, or two
//! relations with one key, share the same fault, which is reported once, at the first by place.

pub(super) mod compared;
mod facts;
pub(super) mod incomplete_coverage;
mod key_cardinality;
mod key_count;
mod key_newtype;
mod key_type;
mod mirrored_key;
mod missing_key;
mod missing_reference;
mod on_delete_disagrees;
mod order;
mod parts;
mod reference_not_unique;
mod required_cycle;
mod rows;
mod same_join;
mod set_null_required;
pub(super) mod shared_key;
pub(super) mod spelling;
mod split_key;
mod types;
mod unkeyed_relation;
pub(super) mod unknown_key;

use self::compared::NotCompared;
use self::facts::{Key, place};
use self::rows::Rows;
use super::precedence::KEYS;
use crate::rules::prelude::*;

/// A relation, the first rule that finds something there, and the faulty keys.
type Fault<'g> = (u32, Rule, Vec<Key<'g>>);

/// Checks the keys of all relations. Returns the relations that were not compared, and the `has_many` relations that
/// match at most one row.
pub(super) fn check(verdict: &mut Verdict<'_>) -> (Vec<NotCompared>, Vec<u32>) {
    let graph = verdict.graph;
    let mut faults: Vec<Fault<'_>> = Vec::new();
    let mut single = Vec::new();
    let mut counts = compared::Counts::new(verdict);
    for relation in graph.relation_indices() {
        if counts.add(relation) {
            debug_assert!(order::faults(verdict, relation).is_empty());
            continue;
        }
        key_cardinality::collect(graph, relation, &mut single);
        let mut found = order::faults(verdict, relation);
        if found.is_empty() {
            continue;
        }
        order::retain_causes(graph, relation, &mut found);
        let keys_of = |rule: Rule| -> Vec<Key<'_>> {
            let of_rule = found.iter().filter(|(_, it)| *it == rule);
            of_rule.map(|(key, _)| *key).collect()
        };
        let Some(rule) = KEYS.iter().copied().find(|it| !keys_of(*it).is_empty()) else {
            verdict.precedence.mark_explained(relation);
            continue;
        };
        let (minor, mut keys): (Vec<_>, Vec<_>) =
            (keys_of(rule).into_iter()).partition(|key| order::is_minor(graph, rule, key));
        if !keys.is_empty() {
            faults.push((relation, rule, keys));
            continue;
        }
        verdict.precedence.mark_minor(relation);
        faults.push((relation, rule, minor));
        keys = keys_of(Rule::KeyNewtype);
        if !keys.is_empty() {
            faults.push((relation, Rule::KeyNewtype, keys));
        }
    }
    // Faults are equal if they concern the same two models, or one relation with several targets.
    let mut groups = Groups::new();
    for (_, rule, keys) in &faults {
        let mut about = Vec::new();
        for key in keys {
            about.push(key.about(*rule));
            let is_of_types = matches!(rule, Rule::KeyType | Rule::KeyNewtype);
            if is_of_types && !key_type::is_reordered(graph, key) {
                parts::add_fields(graph, *rule, key, &mut about);
            }
        }
        groups.add(about);
    }
    for group in groups.into_groups() {
        let rule = faults[group[0]].1;
        let relations = group.iter().map(|it| faults[*it].0).collect();
        let relations = verdict.without_allowed(rule, relations, &|it| place(graph, it, rule));
        // A single part of a key is not the fault.
        let least = if rule == Rule::SplitKey { 2 } else { 1 };
        if relations.len() < least {
            continue;
        }
        let words = || describe(graph, rule, &relations, &faults);
        if rule == Rule::ReferenceNotUnique && verdict.precedence.is_minor(relations[0]) {
            verdict.report_minor(rule, words);
        } else if !verdict.silences(rule, &[]) {
            let level = match rule {
                Rule::MirroredKey => mirrored_key::level(graph, &relations),
                Rule::ReferenceNotUnique => reference_not_unique::level(graph, &relations),
                _ => rule.default_level(),
            };
            verdict.report_at(level, words());
        }
    }
    (counts.finish(verdict), single)
}

/// Checks combinations of keys that are sound individually.
pub(super) fn check_rest(verdict: &mut Verdict<'_>, single: Vec<u32>) {
    unkeyed_relation::check(verdict);
    let mut rows = Rows::new(verdict);
    // Most programs declare no action at all.
    if rows.verdict.graph.has_rare_attributes() {
        set_null_required::check(&mut rows);
        on_delete_disagrees::check(&mut rows);
    }
    key_cardinality::check(&mut rows, single);
    rows.finish();
    same_join::check(verdict);
    required_cycle::check(verdict);
}

/// Creates the finding about a fault that these relations share.
fn describe(graph: &Graph, rule: Rule, relations: &[u32], faults: &[Fault<'_>]) -> Finding {
    let keys_of = |relation: u32| {
        let first = faults.partition_point(|it| it.0 < relation);
        let mut of_rule = faults[first..].iter().filter(|it| it.1 == rule);
        of_rule.next().map_or(&[][..], |it| &*it.2)
    };
    let mut keys: Vec<Key<'_>> = Vec::new();
    for relation in relations.iter().take(NAMED) {
        keys.extend(keys_of(*relation));
    }
    keep_first(&mut keys, |key| key.about(rule));
    let describe = match rule {
        Rule::MirroredKey => mirrored_key::describe,
        Rule::SplitKey => return split_key::describe(graph, relations, &keys),
        Rule::MissingKey => missing_key::describe,
        Rule::MissingReference => missing_reference::describe,
        Rule::KeyCount => key_count::describe,
        Rule::KeyType => key_type::describe,
        Rule::KeyNewtype => key_newtype::describe,
        _ => reference_not_unique::describe,
    };
    let finding = describe(graph, relations, &keys).at(place(graph, relations[0], rule));
    words::with_related(finding, graph, &relations[1..], &|relation| {
        let mut keys_there = keys_of(relation).iter();
        let is_same = keys_there.any(|key| key.about(rule) == keys[0].about(rule));
        let name = graph.relation_name(relation);
        let text = match rule {
            _ if !is_same => format!("the same applies to `{name}`"),
            Rule::MissingReference | Rule::ReferenceNotUnique => {
                format!("`{name}` also references `{}`", keys[0].theirs(graph))
            }
            _ => format!("`{name}` uses the same key"),
        };
        (place(graph, relation, rule), text)
    })
}
