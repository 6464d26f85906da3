//! The key rules for one target of one relation, in order: what its key is, what that points at, and who is judged.
//!
//! A key is a fact of two models, whichever relations name it: two sides of one relationship, or two relations over one
//! key, show the same fault, and it is told once, at the first by place. Only what is written or certain is judged, and
//! a key that fits once a wrong target or a wrong kind is mended is not what is wrong.

use std::cell::OnceCell;
use std::collections::HashSet;

use super::{
    Rule, Subject, Verdict, absent, inverse, inverse_kind, key_count, key_type, missing_key,
    missing_reference, reference_not_unique,
};
use crate::graph::{Graph, Resolved};
use crate::options::Options;
use crate::place::Place;
use crate::record::{FieldRecord, Kind, List, RelationRecord, flag};
use crate::report::Finding;
use crate::wording::NAMED;

pub(super) mod groups;

use groups::Groups;

/// A key and what it points at, as one relation names them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Key<'g> {
    /// The model that holds the key; none if nothing is known of it.
    pub(super) holder: Option<u32>,
    /// The model that it points at; none if nothing is known of it, or if it may be any.
    pub(super) pointee: Option<u32>,
    pub(super) fields: List<'g>,
    /// The field that tells which of several targets a row means; empty if there is none.
    pub(super) tag: &'g str,
    /// The fields it points at: those that are written, or else the primary key; none if that is unknown.
    pub(super) references: List<'g>,
    /// Whether they are written.
    pub(super) written: bool,
}

/// What a fault is about, and so what is one fault: the rule, the holder and the pointee with their fields.
type About<'g> = (Rule, Option<u32>, Vec<&'g str>, Option<u32>, Vec<&'g str>);

/// Gives the relations at fault, in order.
pub(super) fn check(verdict: &mut Verdict<'_>) -> Vec<u32> {
    let (graph, options) = (verdict.graph, verdict.options);
    let at_fault: Vec<_> = graph
        .relation_indices()
        .filter_map(|relation| Some((relation, fault(graph, options, relation)?)))
        .collect();
    // What is one fault: the same of two models, and the same of one relation with several targets.
    let mut groups = Groups::new();
    for (relation, rule) in &at_fault {
        let about = faults(graph, options, *relation, *rule).map(|key| key.about(*rule));
        groups.add(about.collect::<Vec<_>>(), (*relation, *rule));
    }
    for group in groups.into_groups() {
        let rule = group[0].1;
        let mut relations: Vec<u32> = group.into_iter().map(|(relation, _)| relation).collect();
        relations.sort_by_cached_key(|relation| (place(graph, *relation, rule), *relation));
        let subjects: Vec<_> = relations.iter().copied().map(Subject::Relation).collect();
        verdict.tell(rule, &subjects, |graph| {
            words(graph, options, rule, &relations)
        });
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
    // Of two models with one path it is not known which is meant.
    if graph.models[graph.owner(relation) as usize].shares_path {
        return None;
    }
    judged(graph, options, relation).map(|(_, rule)| rule).min()
}

/// The keys of a relation with which this rule finds something.
fn faults<'g>(
    graph: &'g Graph,
    options: &'g Options,
    relation: u32,
    rule: Rule,
) -> impl Iterator<Item = Key<'g>> {
    let judged = judged(graph, options, relation);
    judged.filter_map(move |(key, found)| (found == rule).then_some(key))
}

/// The key of a relation to each of its targets. Where a target lives elsewhere, and where it may be any, nothing is
/// known of one end.
pub(super) fn keys<'g>(
    graph: &'g Graph,
    relation: u32,
    is_outside: impl Fn(&str) -> bool + 'g,
) -> impl Iterator<Item = Key<'g>> {
    let node = graph.relations[relation as usize];
    let record = graph.relation(relation);
    let is_unwritten =
        record.key.0.is_empty() && record.references.0.is_empty() && record.tag.is_empty();
    // The key that a has_one or has_many takes from its inverse is judged there.
    let has_none = is_unwritten
        || node.kind == Kind::ManyToMany
        || !holds_key(node.kind) && node.through.is_some();
    let targets = graph.targets_of(relation);
    let others = targets.iter().zip(record.targets());
    let others = others.filter_map(move |(target, written)| match target.model {
        Resolved::Model(other) if graph.models[other as usize].external => Some(None),
        Resolved::Model(other) if graph.models[other as usize].is_unknown() => None,
        Resolved::Model(other) => Some(Some(other)),
        Resolved::Missing if is_outside(written.text) => Some(None),
        Resolved::Missing | Resolved::Ambiguous => None,
    });
    let others = others.chain(targets.is_empty().then_some(None));
    others
        .filter(move |_| !has_none)
        .map(move |other| Key::with(graph, &record, node.model, other))
}

impl<'g> Key<'g> {
    /// The key of a relation of this model to that one.
    fn with(graph: &'g Graph, record: &RelationRecord<'g>, own: u32, other: Option<u32>) -> Self {
        let ends = if holds_key(record.kind) {
            (Some(own), other)
        } else {
            (other, Some(own))
        };
        Key::between(graph, record, ends)
    }

    /// The key that a relation writes, held by the first of two models and pointing at the other.
    fn between(
        graph: &'g Graph,
        record: &RelationRecord<'g>,
        (holder, pointee): (Option<u32>, Option<u32>),
    ) -> Self {
        let written = !record.references.0.is_empty();
        let primary = || {
            pointee
                .map(|pointee| graph.model(pointee).key)
                .unwrap_or_default()
        };
        Key {
            holder,
            pointee,
            fields: record.key.0,
            tag: record.tag,
            references: if written {
                record.references.0
            } else {
                primary()
            },
            written,
        }
    }

    /// Of a key that misses a field its target is no part, and of a reference its holder is none.
    fn about(&self, rule: Rule) -> About<'g> {
        let fields = || self.fields.into_iter().collect();
        let references = || self.references.into_iter().collect();
        match rule {
            Rule::MissingKey => (rule, self.holder, fields(), None, vec![self.tag]),
            Rule::MissingReference | Rule::ReferenceNotUnique => {
                (rule, None, Vec::new(), self.pointee, references())
            }
            _ => (rule, self.holder, fields(), self.pointee, references()),
        }
    }

    /// The first rule that finds something.
    fn fault(&self, graph: &Graph) -> Option<Rule> {
        if missing_key::is_found(graph, self) {
            Some(Rule::MissingKey)
        } else if missing_reference::is_found(graph, self) {
            Some(Rule::MissingReference)
        } else if key_count::is_found(self) {
            Some(Rule::KeyCount)
        } else if key_type::is_found(graph, self) {
            Some(Rule::KeyType)
        } else if reference_not_unique::is_found(graph, self) {
            Some(Rule::ReferenceNotUnique)
        } else {
            None
        }
    }
}

/// Whether the model that declares a relation of this kind holds its key, and not the target.
fn holds_key(kind: Kind) -> bool {
    matches!(kind, Kind::BelongsTo | Kind::RefersTo)
}

/// Why a key that has a fault may not be what is wrong: it fits the model that an inverse expects the relation to lead
/// to, or it fits if the other side holds it where the two kinds do not pair. What is wrong then is the target or the
/// kind, and that is told.
struct Causes<'g> {
    record: RelationRecord<'g>,
    /// It fits a model that the relation is expected to lead to.
    is_expected_elsewhere: bool,
    /// The models with an other side of this relation whose kind does not pair with its own.
    unpaired: HashSet<u32>,
}

impl<'g> Causes<'g> {
    fn of(graph: &'g Graph, relation: u32) -> Self {
        let owner = graph.owner(relation);
        let record = graph.relation(relation);
        // Where no inverse is judged, neither a target nor a kind is told.
        if graph.models[owner as usize].is_unknown() {
            return Causes {
                record,
                is_expected_elsewhere: false,
                unpaired: HashSet::new(),
            };
        }
        let fits = |other: u32| {
            let key = Key::with(graph, &record, owner, Some(graph.owner(other)));
            key.fault(graph).is_none()
        };
        let named = graph.targets_of(relation).iter();
        let named = named.filter_map(|target| target.inverse);
        let partners = named.chain(graph.claimers(relation).iter().copied());
        let unpaired = partners.filter(|it| !inverse_kind::fit(graph, relation, *it));
        Causes {
            record,
            is_expected_elsewhere: inverse::expected_by(graph, relation).any(fits),
            unpaired: unpaired.map(|partner| graph.owner(partner)).collect(),
        }
    }

    fn explain(&self, graph: &Graph, key: &Key<'_>) -> bool {
        let other = if holds_key(self.record.kind) {
            key.pointee
        } else {
            key.holder
        };
        let swapped = (key.pointee, key.holder);
        let fits_swapped = || {
            Key::between(graph, &self.record, swapped)
                .fault(graph)
                .is_none()
        };
        self.is_expected_elsewhere
            || other.is_some_and(|other| self.unpaired.contains(&other)) && fits_swapped()
    }
}

/// For each key of a relation the first rule that finds something, if that is not only a consequence.
fn judged<'g>(
    graph: &'g Graph,
    options: &'g Options,
    relation: u32,
) -> impl Iterator<Item = (Key<'g>, Rule)> {
    let keys = keys(graph, relation, |written| {
        absent::is_outside(written, options)
    });
    let causes = OnceCell::new();
    keys.filter_map(move |key| {
        let rule = key.fault(graph)?;
        let causes = causes.get_or_init(|| Causes::of(graph, relation));
        (!causes.explain(graph, &key)).then_some((key, rule))
    })
}

/// What is told of a fault that these relations show.
fn words(graph: &Graph, options: &Options, rule: Rule, relations: &[u32]) -> Finding {
    let mut seen: Vec<About<'_>> = Vec::new();
    let mut keys: Vec<Key<'_>> = Vec::new();
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
        Rule::KeyType => key_type::words(graph, relations, key, also),
        _ => reference_not_unique::words(graph, first, key, also),
    };
    let finding = finding.at(place(graph, first, rule));
    let others = relations[1..].iter().take(NAMED);
    others.fold(finding, |finding, relation| {
        let text = format!("`{}` names it too", graph.relation_name(*relation));
        finding.note_at(place(graph, *relation, rule), text)
    })
}

/// What a model is called, if it is known.
pub(super) fn shown(graph: &Graph, model: Option<u32>) -> &str {
    model.map_or("", |model| graph.shown(model))
}

/// A note of where a model is declared, if it is known.
pub(super) fn declared(finding: Finding, graph: &Graph, model: Option<u32>) -> Finding {
    match model {
        Some(model) => {
            let text = format!("`{}` is declared here", graph.shown(model));
            finding.note_at(graph.model_place(model), text)
        }
        None => finding,
    }
}

/// Where the key stands, or what it points at.
pub(super) fn place(graph: &Graph, relation: u32, rule: Rule) -> Place {
    let record = graph.relation(relation);
    let mark = match rule {
        Rule::MissingReference | Rule::ReferenceNotUnique => record.references.1,
        _ => record.key.1,
    };
    graph.place_in(relation, mark)
}

/// The field of a model that has this name.
pub(super) fn field<'g>(
    graph: &'g Graph,
    model: Option<u32>,
    name: &str,
) -> Option<FieldRecord<'g>> {
    graph
        .model(model?)
        .fields()
        .find(|field| field.name == name)
}

/// The names that a model's fields must have and do not, if its fields are known.
pub(super) fn absent<'g>(
    graph: &'g Graph,
    model: Option<u32>,
    names: impl IntoIterator<Item = &'g str>,
) -> impl Iterator<Item = &'g str> {
    let record = model.map(|model| graph.model(model));
    let record = record.filter(|record| record.is(flag::FIELDS_KNOWN));
    names.into_iter().filter(move |name| {
        record.is_some_and(|record| !record.fields().any(|field| field.name == *name))
    })
}

/// `Model.field`, or `Model.(a, b)` for several; without the model if that is not known.
pub(super) fn named<'n>(
    graph: &Graph,
    model: Option<u32>,
    fields: impl IntoIterator<Item = &'n str>,
) -> String {
    let model = model.map_or(String::new(), |model| format!("{}.", graph.shown(model)));
    let fields: Vec<&str> = fields.into_iter().collect();
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
