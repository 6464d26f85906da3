//! Rules about keys: what the key of a relation is, what that points at, and which rows it lets exist.
//!
//! A key is a fact of two models, whichever relations name it: two sides of one relationship, or two relations over one key,
//! show the same fault, and it is reported once, at the first by place.

mod facts;
mod judge;
mod key_count;
mod key_type;
mod missing_key;
mod missing_reference;
mod reference_not_unique;
mod required_cycle;
mod shared_key;
mod types;

use self::facts::{About, Key, place};
use super::groups::Groups;
use super::verdict::Verdict;
use super::words;
use crate::criteria::Criteria;
use crate::findings::Finding;
use crate::findings::wording::NAMED;
use crate::graph::Graph;
use crate::rule::Rule;

/// Judges the key of every relation. Returns those at fault, in order, with the first rule that finds something.
pub(super) fn check(verdict: &mut Verdict<'_>) -> Vec<(u32, Rule)> {
    let (graph, criteria) = (verdict.graph, verdict.criteria);
    let mut at_fault = Vec::new();
    for relation in graph.relation_indices() {
        let plain = facts::is_plain(graph, relation);
        debug_assert!(!plain || judged(graph, criteria, relation).next().is_none());
        if plain {
            continue;
        }
        if let Some(rule) = fault(graph, criteria, relation) {
            at_fault.push((relation, rule));
        } else if judged(graph, criteria, relation).next().is_some() {
            verdict.precedence.explained(relation);
        }
    }
    // What is one fault: the same of two models, and the same of one relation with several targets.
    let mut groups = Groups::new();
    for (relation, rule) in &at_fault {
        let keys = faults(graph, criteria, *relation, *rule);
        let about = keys.flat_map(|key| {
            let of_fields = (*rule == Rule::KeyType).then(|| key_type::about_fields(graph, &key));
            of_fields.into_iter().flatten().chain([key.about(*rule)])
        });
        groups.add(about.collect::<Vec<_>>(), (*relation, *rule));
    }
    for group in groups.into_groups() {
        let rule = group[0].1;
        let mut relations: Vec<u32> = group.into_iter().map(|(relation, _)| relation).collect();
        relations.sort_by_cached_key(|relation| (place(graph, *relation, rule), *relation));
        verdict.without_allowing(rule, &mut relations);
        if !relations.is_empty() {
            verdict.report(rule, &[], |graph| {
                describe(graph, criteria, rule, &relations)
            });
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

/// The first rule that finds something of a relation with any of its targets.
fn fault(graph: &Graph, criteria: &Criteria, relation: u32) -> Option<Rule> {
    let judged = judged(graph, criteria, relation);
    judged.filter_map(|(_, rule)| rule).min()
}

/// The keys of a relation with which this rule finds something.
fn faults<'g>(
    graph: &'g Graph,
    criteria: &'g Criteria,
    relation: u32,
    rule: Rule,
) -> impl Iterator<Item = Key<'g>> {
    let judged = judged(graph, criteria, relation);
    judged.filter_map(move |(key, found)| (found == Some(rule)).then_some(key))
}

/// The keys of a relation that have a fault, each with the rule that finds it; none if it is only a consequence.
fn judged<'g>(
    graph: &'g Graph,
    criteria: &'g Criteria,
    relation: u32,
) -> impl Iterator<Item = (Key<'g>, Option<Rule>)> {
    // Of two models with one path it is not known which is meant.
    let is_known = !graph.model(graph.owner(relation)).shares_path;
    let judged =
        is_known.then(|| judge::judged(graph, relation, |written| criteria.puts_outside(written)));
    judged.into_iter().flatten()
}

/// What is told of a fault that these relations show.
fn describe(graph: &Graph, criteria: &Criteria, rule: Rule, relations: &[u32]) -> Finding {
    let mut seen: Vec<About<'_>> = Vec::new();
    let mut keys: Vec<Key<'_>> = Vec::new();
    let is_few = relations.len() <= NAMED;
    for relation in relations.iter().take(NAMED) {
        for key in faults(graph, criteria, *relation, rule) {
            if !seen.contains(&key.about(rule)) {
                seen.push(key.about(rule));
                keys.push(key);
            }
        }
    }
    let (first, key, also) = (relations[0], &keys[0], &keys[1..]);
    let finding = match rule {
        Rule::MissingKey => missing_key::describe(graph, relations, key),
        Rule::MissingReference => missing_reference::describe(graph, relations, key, also),
        Rule::KeyCount => key_count::describe(graph, first, key, also),
        Rule::KeyType => key_type::describe(graph, relations, &keys, is_few),
        _ => reference_not_unique::describe(graph, first, key, also),
    };
    let finding = finding.at(place(graph, first, rule));
    let others = relations[1..].iter().map(|relation| {
        let shows = faults(graph, criteria, *relation, rule);
        let is_same = shows
            .map(|key| key.about(rule))
            .any(|about| about == seen[0]);
        let verb = if is_same { "names" } else { "shows" };
        let text = format!("`{}` {verb} it too", graph.relation_name(*relation));
        (place(graph, *relation, rule), text)
    });
    let others = finding.notes_at(others, "relation");
    others.related(words::relations(graph, &relations[1..]))
}
