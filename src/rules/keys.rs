//! The key rules for one target of one relation, in order: what its key is, what that points at, and who is judged.
//!
//! A key is a fact of two models, whichever relations name it: two sides of one relationship, or two relations over one
//! key, show the same fault, and it is told once, at the first by place. Only what is written or certain is judged.

use std::collections::BTreeMap;

use super::{
    Rule, Subject, Verdict, key_count, key_type, missing_key, missing_reference,
    reference_not_unique,
};
use crate::graph::Graph;
use crate::record::{FieldRecord, Kind, flag};
use crate::report::Finding;

/// A key and what it points at, as one relation names them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key<'g> {
    /// The model that holds the key.
    pub(super) holder: u32,
    /// The model that it points at.
    pub(super) pointee: u32,
    pub(super) fields: Vec<&'g str>,
    /// The fields it points at: those that are written, or else the primary key; none if that is unknown.
    pub(super) references: Vec<&'g str>,
    /// Whether they are written.
    pub(super) written: bool,
}

/// What one of the key rules found: what it is about, and so what is one fault; and the relations that show it.
type Faults<'g> = BTreeMap<(Rule, Key<'g>), Vec<u32>>;

/// Gives the relations at fault, in order.
pub(super) fn check(verdict: &mut Verdict<'_>) -> Vec<u32> {
    let graph = verdict.graph;
    let mut faults = Faults::new();
    let mut at_fault = Vec::new();
    for relation in graph.relation_indices() {
        let mut found = Vec::new();
        for target in graph
            .targets_of(relation)
            .iter()
            .filter_map(|target| target.model.model())
        {
            if graph.models[target as usize].is_unknown() {
                continue;
            }
            let Some(key) = Key::of(graph, relation, target) else {
                continue;
            };
            if let Some(fault) = first_fault(graph, key) {
                found.push(fault);
            }
        }
        if !found.is_empty() {
            at_fault.push(relation);
        }
        found.sort_unstable();
        found.dedup();
        for fault in found {
            faults.entry(fault).or_default().push(relation);
        }
    }
    for ((rule, key), mut relations) in faults {
        relations.sort_by_cached_key(|relation| (place(graph, *relation, rule), *relation));
        let subjects: Vec<_> = relations.iter().copied().map(Subject::Relation).collect();
        verdict.tell(rule, &subjects, |graph| {
            words(graph, rule, relations[0], &key)
        });
    }
    at_fault
}

impl<'g> Key<'g> {
    /// The key of a relation to one of its targets, if it is known; the key that a has_one or has_many takes from its
    /// inverse is judged there.
    fn of(graph: &'g Graph, relation: u32, target: u32) -> Option<Self> {
        let node = graph.relations[relation as usize];
        let (holder, pointee) = match node.kind {
            Kind::BelongsTo | Kind::RefersTo => (node.model, target),
            Kind::HasOne | Kind::HasMany if node.through.is_none() => (target, node.model),
            Kind::HasOne | Kind::HasMany | Kind::ManyToMany => return None,
        };
        let record = graph.relation(relation);
        let fields: Vec<_> = record.key.0.into_iter().collect();
        let written: Vec<_> = record.references.0.into_iter().collect();
        if fields.is_empty() && written.is_empty() {
            return None;
        }
        let primary = || graph.model(pointee).key.into_iter().collect();
        let is_written = !written.is_empty();
        let references = if is_written { written } else { primary() };
        Some(Key {
            holder,
            pointee,
            fields,
            references,
            written: is_written,
        })
    }
}

/// The first rule that finds something, and what that is about: of a key that misses a field its target is no part.
fn first_fault<'g>(graph: &'g Graph, key: Key<'g>) -> Option<(Rule, Key<'g>)> {
    if missing_key::is_found(graph, &key) {
        let about = Key {
            pointee: key.holder,
            references: Vec::new(),
            written: false,
            ..key
        };
        return Some((Rule::MissingKey, about));
    }
    if missing_reference::is_found(graph, &key) {
        let about = Key {
            holder: key.pointee,
            fields: Vec::new(),
            ..key
        };
        return Some((Rule::MissingReference, about));
    }
    if key_count::is_found(&key) {
        return Some((Rule::KeyCount, key));
    }
    if key_type::is_found(graph, &key) {
        return Some((Rule::KeyType, key));
    }
    if reference_not_unique::is_found(graph, &key) {
        let about = Key {
            holder: key.pointee,
            fields: Vec::new(),
            ..key
        };
        return Some((Rule::ReferenceNotUnique, about));
    }
    None
}

fn words(graph: &Graph, rule: Rule, relation: u32, key: &Key<'_>) -> Finding {
    let place = place(graph, relation, rule);
    let finding = match rule {
        Rule::MissingKey => missing_key::words(graph, relation, key),
        Rule::MissingReference => missing_reference::words(graph, relation, key),
        Rule::KeyCount => key_count::words(graph, relation, key),
        Rule::KeyType => key_type::words(graph, relation, key),
        _ => reference_not_unique::words(graph, relation, key),
    };
    finding.at(place)
}

/// Where the key stands, or what it points at.
fn place(graph: &Graph, relation: u32, rule: Rule) -> crate::place::Place {
    let record = graph.relation(relation);
    let of_references = matches!(rule, Rule::MissingReference | Rule::ReferenceNotUnique);
    graph.place_in(
        relation,
        if of_references {
            record.references.1
        } else {
            record.key.1
        },
    )
}

/// The field of a model that has this name.
pub(super) fn field<'g>(graph: &'g Graph, model: u32, name: &str) -> Option<FieldRecord<'g>> {
    graph.model(model).fields().find(|field| field.name == name)
}

/// The names that a model's fields must have and do not, if its fields are known.
pub(super) fn absent<'k>(graph: &Graph, model: u32, names: &[&'k str]) -> Vec<&'k str> {
    let record = graph.model(model);
    if !record.is(flag::FIELDS_KNOWN) {
        return Vec::new();
    }
    names
        .iter()
        .copied()
        .filter(|name| !record.fields().any(|field| field.name == *name))
        .collect()
}

/// `Model.field`, or `Model.(a, b)` for several.
pub(super) fn named(graph: &Graph, model: u32, fields: &[&str]) -> String {
    let model = graph.model(model).name();
    match fields {
        [only] => format!("{model}.{only}"),
        _ => format!("{model}.({})", fields.join(", ")),
    }
}
