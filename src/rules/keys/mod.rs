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

use self::facts::{Key, place};
use super::precedence::first_about_keys;
use crate::rules::prelude::*;

/// The rule that finds something at a relation, and the keys with which it does.
type Faults<'g> = BTreeMap<u32, (Rule, Vec<Key<'g>>)>;

/// Judges the key of every relation. Returns those at fault with the first rule that finds something.
pub(super) fn check(verdict: &mut Verdict<'_>) -> HashMap<u32, Rule> {
    let graph = verdict.graph;
    let mut faults = Faults::new();
    for relation in graph.relation_indices() {
        if facts::is_plain(graph, relation) {
            debug_assert!(order::faults(verdict, relation).is_empty());
            continue;
        }
        let mut found = order::faults(verdict, relation);
        if found.is_empty() {
            continue;
        }
        order::retain_causes(graph, relation, &mut found);
        if let Some(rule) = first_about_keys(found.iter().map(|(_, rule)| *rule)) {
            found.retain(|(_, it)| *it == rule);
            let keys = found.into_iter().map(|(key, _)| key).collect();
            faults.insert(relation, (rule, keys));
        } else {
            verdict.precedence.explained(relation);
        }
    }
    // These are one fault: the same fault of two models, or of one relation with several targets.
    let mut groups = Groups::new();
    for (relation, (rule, keys)) in &faults {
        let about = keys.iter().map(|key| key.about(*rule));
        let typed = keys.iter().filter(|_| *rule == Rule::KeyType);
        let fields = typed.flat_map(|key| key_type::about_fields(graph, key));
        groups.add(about.chain(fields), *relation);
    }
    for relations in groups.into_groups() {
        let rule = faults[&relations[0]].0;
        let relations = verdict.without_allowing(rule, relations, |it| place(graph, it, rule));
        if !relations.is_empty() {
            let describe = || describe(graph, rule, &relations, &faults);
            verdict.report(rule, &[], describe);
        }
    }
    let rules = faults.into_iter().map(|(it, (rule, _))| (it, rule));
    rules.collect()
}

/// Judges what keys do together, where each is sound by itself.
pub(super) fn check_rest(verdict: &mut Verdict<'_>, wrong_keys: &HashMap<u32, Rule>) {
    shared_key::check(verdict, wrong_keys);
    required_cycle::check(verdict, wrong_keys);
}

/// A fault that these relations show.
fn describe(graph: &Graph, rule: Rule, relations: &[u32], faults: &Faults<'_>) -> Finding {
    let mut seen = HashSet::new();
    let mut keys: Vec<Key<'_>> = Vec::new();
    for relation in relations.iter().take(NAMED) {
        let (_, found) = &faults[relation];
        keys.extend(found.iter().filter(|key| seen.insert(key.about(rule))));
    }
    let describe = match rule {
        Rule::MissingKey => missing_key::describe,
        Rule::MissingReference => missing_reference::describe,
        Rule::KeyCount => key_count::describe,
        Rule::KeyType => key_type::describe,
        _ => reference_not_unique::describe,
    };
    let finding = describe(graph, relations, &keys).at(place(graph, relations[0], rule));
    words::with_related(finding, graph, &relations[1..], &|relation| {
        let mut keys_there = faults[&relation].1.iter();
        let is_same = keys_there.any(|key| key.about(rule) == keys[0].about(rule));
        let verb = if is_same { "names" } else { "shows" };
        let text = format!("`{}` {verb} it too", graph.relation_name(relation));
        (place(graph, relation, rule), text)
    })
}
