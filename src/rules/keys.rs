//! The key rules for one target of one relation, in order: what its key is, what that points at, and who is judged.
//!
//! A key is a fact of two models, whichever relations name it: two sides of one relationship, or two relations over one
//! key, show the same fault, and it is told once, at the first by place. Only what is written or certain is judged, and
//! a key that fits once a wrong target or a wrong kind is mended is not what is wrong.

use super::{
    Rule, Subject, Verdict, key_count, key_type, missing_key, missing_reference,
    reference_not_unique,
};
use crate::finding::Finding;
use crate::graph::Graph;
use crate::model::{Field, Text};
use crate::options::Options;
use crate::place::Place;
use crate::wording::NAMED;

pub(super) mod groups;
mod key;

use groups::Groups;
pub(super) use key::{About, Key, Origin, keys};

/// Judges the key of every relation. Returns those at fault, in order.
pub(super) fn check(verdict: &mut Verdict<'_>) -> Vec<u32> {
    let (graph, options) = (verdict.graph, verdict.options);
    let mut at_fault = Vec::new();
    for relation in graph.relation_indices() {
        if let Some(rule) = fault(graph, options, relation) {
            at_fault.push((relation, rule));
        } else if judged(graph, options, relation).next().is_some() {
            verdict.tell_elsewhere(relation);
        }
    }
    // What is one fault: the same of two models, and the same of one relation with several targets.
    let mut groups = Groups::new();
    for (relation, rule) in &at_fault {
        let keys = faults(graph, options, *relation, *rule);
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
            verdict.tell(rule, &[], |graph| words(graph, options, rule, &relations));
        }
    }
    at_fault.into_iter().map(|(relation, _)| relation).collect()
}

/// Whether the key of a relation has a fault that is told.
pub(super) fn is_told(verdict: &mut Verdict<'_>, relation: u32) -> bool {
    let fault = fault(verdict.graph, verdict.options, relation);
    fault.is_some_and(|rule| !verdict.silences(rule, &[Subject::Relation(relation)]))
}

/// The first rule that finds something of a relation with any of its targets.
fn fault(graph: &Graph, options: &Options, relation: u32) -> Option<Rule> {
    let judged = judged(graph, options, relation);
    judged.filter_map(|(_, rule)| rule).min()
}

/// The keys of a relation with which this rule finds something.
fn faults<'g>(
    graph: &'g Graph,
    options: &'g Options,
    relation: u32,
    rule: Rule,
) -> impl Iterator<Item = Key<'g>> {
    let judged = judged(graph, options, relation);
    judged.filter_map(move |(key, found)| (found == Some(rule)).then_some(key))
}

/// The keys of a relation that have a fault, each with the rule that finds it; none if it is only a consequence.
fn judged<'g>(
    graph: &'g Graph,
    options: &'g Options,
    relation: u32,
) -> impl Iterator<Item = (Key<'g>, Option<Rule>)> {
    // Of two models with one path it is not known which is meant.
    let is_known = !graph.model(graph.owner(relation)).shares_path;
    let judged =
        is_known.then(|| key::judged(graph, relation, |written| options.puts_outside(written)));
    judged.into_iter().flatten()
}

/// What is told of a fault that these relations show.
fn words(graph: &Graph, options: &Options, rule: Rule, relations: &[u32]) -> Finding {
    let mut seen: Vec<About<'_>> = Vec::new();
    let mut keys: Vec<Key<'_>> = Vec::new();
    let is_few = relations.len() <= NAMED;
    for relation in relations.iter().take(NAMED) {
        for key in faults(graph, options, *relation, rule) {
            if !seen.contains(&key.about(rule)) {
                seen.push(key.about(rule));
                keys.push(key);
            }
        }
    }
    let (first, key, also) = (relations[0], &keys[0], &keys[1..]);
    let finding = match rule {
        Rule::MissingKey => missing_key::words(graph, relations, key),
        Rule::MissingReference => missing_reference::words(graph, relations, key, also),
        Rule::KeyCount => key_count::words(graph, first, key, also),
        Rule::KeyType => key_type::words(graph, relations, &keys, is_few),
        _ => reference_not_unique::words(graph, first, key, also),
    };
    let finding = finding.at(place(graph, first, rule));
    let others = relations[1..].iter().map(|relation| {
        let shows = faults(graph, options, *relation, rule);
        let is_same = shows
            .map(|key| key.about(rule))
            .any(|about| about == seen[0]);
        let verb = if is_same { "names" } else { "shows" };
        let text = format!("`{}` {verb} it too", graph.relation_name(*relation));
        (place(graph, *relation, rule), text)
    });
    let others = finding.notes_at(others, "relation");
    others.shown_by(relations[1..].iter().map(|it| graph.relation_name(*it)))
}

/// What a model is called, if it is known.
pub(super) fn shown(graph: &Graph, model: Option<u32>) -> &str {
    model.map_or("", |model| graph.shown(model))
}

/// A note of where a model is declared, if it is known.
pub(super) fn declared(finding: Finding, graph: &Graph, model: Option<u32>) -> Finding {
    match model {
        Some(model) => finding.declared(graph.model_place(model), graph.shown(model)),
        None => finding,
    }
}

/// Where the key stands, or what it points at.
pub(super) fn place(graph: &Graph, relation: u32, rule: Rule) -> Place {
    let mark = match rule {
        Rule::MissingReference | Rule::ReferenceNotUnique => graph.rest(relation).references_mark,
        _ => graph.relation(relation).key_mark,
    };
    graph.place_in(relation, mark)
}

/// The field of a model that has this name.
pub(super) fn field<'g>(graph: &'g Graph, model: Option<u32>, name: &str) -> Option<&'g Field> {
    graph.field(model?, name)
}

/// The names that a model's fields must have and do not, if its fields are known.
pub(super) fn absent<'g>(
    graph: &'g Graph,
    model: Option<u32>,
    names: impl IntoIterator<Item = &'g Text>,
) -> impl Iterator<Item = &'g str> {
    let model = model.filter(|model| graph.model(*model).fields_known);
    let names = names.into_iter().map(|name| &**name);
    names.filter(move |name| model.is_some_and(|model| graph.field(model, name).is_none()))
}

/// `Model.field`, or `Model.(a, b)` for several; without the model if that is not known.
pub(super) fn named<T: AsRef<str>>(graph: &Graph, model: Option<u32>, fields: &[T]) -> String {
    let model = model.map_or(String::new(), |model| format!("{}.", graph.shown(model)));
    let fields: Vec<&str> = fields.iter().map(AsRef::as_ref).collect();
    match *fields {
        [only] => format!("{model}{only}"),
        _ => format!("{model}({})", fields.join(", ")),
    }
}

/// A change at the relation that the finding is about, or at each of several.
pub(super) fn at_each(graph: &Graph, relations: &[u32], change: &str) -> String {
    match relations {
        [_] => change.to_owned(),
        _ => {
            let at = relations
                .iter()
                .map(|it| format!("at `{}`", graph.relation_name(*it)));
            format!("{change} {}", at.collect::<Vec<_>>().join(" and "))
        }
    }
}
