//! Rules about keys: what the key of a relation is, what that points at, and which rows it lets exist.
//!
//! A key is a fact of two models, whichever relations name it: two sides of one relationship, or two relations over one key,
//! show the same fault, and it is reported once, at the first by place.

mod facts;
mod key_count;
mod key_type;
mod missing_key;
mod missing_reference;
mod order;
mod reference_not_unique;
mod required_cycle;
mod shared_key;
mod types;

use std::collections::HashMap;

use self::facts::{Key, place};
use super::precedence::first_about_keys;
use crate::rules::prelude::*;

/// The keys of each relation with which its rule finds something.
type Faults<'g> = HashMap<u32, Vec<Key<'g>>>;

/// Judges the key of every relation. Returns those at fault, in order, with the first rule that finds something.
pub(super) fn check(verdict: &mut Verdict<'_>) -> Vec<(u32, Rule)> {
    let (graph, criteria) = (verdict.graph, verdict.criteria);
    let (mut at_fault, mut faults) = (Vec::new(), Faults::new());
    for relation in graph.relation_indices() {
        let plain = facts::is_plain(graph, relation);
        debug_assert!(!plain || order::faults(graph, criteria, relation).is_empty());
        if plain {
            continue;
        }
        let mut found = order::faults(graph, criteria, relation);
        let rules = found.iter().filter_map(|(_, rule)| *rule);
        if let Some(rule) = first_about_keys(rules) {
            at_fault.push((relation, rule));
            found.retain(|(_, found)| *found == Some(rule));
            faults.insert(relation, found.into_iter().map(|(key, _)| key).collect());
        } else if !found.is_empty() {
            verdict.precedence.explained(relation);
        }
    }
    // These are one fault: the same fault of two models, or of one relation with several targets.
    let mut groups = Groups::new();
    for (relation, rule) in at_fault.iter().copied() {
        let mut about = Vec::new();
        for key in &faults[&relation] {
            if rule == Rule::KeyType {
                about.extend(key_type::about_fields(graph, key));
            }
            about.push(key.about(rule));
        }
        groups.add(about, (relation, rule));
    }
    for group in groups.into_groups() {
        let rule = group[0].1;
        let relations = group.into_iter().map(|(relation, _)| relation).collect();
        let relations = verdict.without_allowing(rule, relations, |it| place(graph, it, rule));
        if !relations.is_empty() {
            verdict.add(describe(graph, rule, &relations, &faults));
        }
    }
    at_fault
}

/// Judges what keys do together, where each is sound by itself.
pub(super) fn check_rest(verdict: &mut Verdict<'_>, wrong_keys: &[(u32, Rule)]) {
    let at_fault: Vec<u32> = wrong_keys.iter().map(|(relation, _)| *relation).collect();
    shared_key::check(verdict, &at_fault);
    required_cycle::check(verdict, &at_fault);
}

/// A fault that these relations show.
fn describe(graph: &Graph, rule: Rule, relations: &[u32], faults: &Faults<'_>) -> Finding {
    let (mut seen, mut keys) = (Vec::new(), Vec::new());
    for key in relations.iter().take(NAMED).flat_map(|it| &faults[it]) {
        if !seen.contains(&key.about(rule)) {
            seen.push(key.about(rule));
            keys.push(*key);
        }
    }
    let describe = match rule {
        Rule::MissingKey => missing_key::describe,
        Rule::MissingReference => missing_reference::describe,
        Rule::KeyCount => key_count::describe,
        Rule::KeyType => key_type::describe,
        _ => reference_not_unique::describe,
    };
    let finding = describe(graph, relations, &keys).at(place(graph, relations[0], rule));
    words::with_related(finding, graph, &relations[1..], |relation| {
        let mut about = faults[&relation].iter().map(|key| key.about(rule));
        let is_same = about.any(|about| about == seen[0]);
        let verb = if is_same { "names" } else { "shows" };
        let text = format!("`{}` {verb} it too", graph.relation_name(relation));
        (place(graph, relation, rule), text)
    })
}
