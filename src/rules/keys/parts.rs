//! The parts of a key: a field, and the field that it points at, with the types of both.

use super::facts::{About, Key, Owned, each_key, field, place};
use super::spelling;
use super::types::{self, Comparison};
use crate::model::Field;
use crate::rules::prelude::*;

/// Explains why an `Option` in one of the types is not the difference.
const OPTION: &str = "an `Option` only makes a key nullable and is not compared";

/// Whether the types of all fields of a key were compared with those of the fields that it points at.
pub(super) fn is_compared(graph: &Graph, key: &Key<'_>) -> bool {
    let mut pairs = key.fields.iter().zip(key.references);
    !key.fields.is_empty()
        && key.fields.len() == key.references.len()
        && pairs.all(|(own, theirs)| {
            let part = Part::of(graph, key, own, theirs);
            part.is_some_and(|it| it.comparison(graph) != Comparison::Unknown)
        })
}

/// A field of a key and the field that it points at.
#[derive(Clone, Copy)]
pub(super) struct Part<'g> {
    pub(super) own: Owned<'g>,
    pub(super) theirs: Owned<'g>,
}

impl<'g> Part<'g> {
    /// Returns the part of a key with these two fields, if both are known.
    pub(super) fn of(graph: &'g Graph, key: &Key<'_>, own: &str, theirs: &str) -> Option<Self> {
        let own = field(graph, key.holder, own)?;
        let theirs = field(graph, key.pointee, theirs)?;
        Some(Part { own, theirs })
    }

    pub(super) fn comparison(self, graph: &Graph) -> Comparison {
        types::compare(graph, self.own, self.theirs)
    }

    /// Whether the types certainly differ.
    pub(super) fn differs(self, graph: &Graph) -> bool {
        types::differ(graph, self.own, self.theirs)
    }

    /// Describes both fields with their types.
    pub(super) fn compared(self, graph: &Graph) -> String {
        let (own, theirs) = (name(graph, self.own), name(graph, self.theirs));
        let [own_ty, their_ty] = [self.own, self.theirs].map(|(_, field)| &field.ty);
        format!(
            "key field `{own}` is `{own_ty}`, but it references `{theirs}`, which is `{their_ty}`"
        )
    }
}

/// `Model.field`.
#[inline(never)]
pub(super) fn name(graph: &Graph, (model, field): Owned<'_>) -> String {
    format!("{}.{}", graph.shown(model), field.name)
}

/// Returns the parts of a key with two known fields.
pub(super) fn parts<'g>(graph: &'g Graph, key: &Key<'g>) -> impl Iterator<Item = Part<'g>> {
    let (key, pairs) = (*key, key.fields.iter().zip(key.references));
    pairs.filter_map(move |(own, theirs)| Part::of(graph, &key, own, theirs))
}

/// Returns the parts whose types certainly differ.
#[inline(never)]
pub(super) fn differing<'g>(graph: &'g Graph, key: &Key<'g>) -> Vec<Part<'g>> {
    parts(graph, key).filter(|it| it.differs(graph)).collect()
}

/// Whether the types of these two fields certainly differ.
pub(super) fn differ(graph: &Graph, key: &Key<'_>, own: &str, theirs: &str) -> bool {
    let part = Part::of(graph, key, own, theirs);
    part.is_some_and(|it| it.differs(graph))
}

/// Adds the identities of the differing parts. A key field is one fault for all fields of one type that it points at,
/// and a referenced field is one fault for all key fields of one type.
pub(super) fn add_fields<'g>(
    graph: &'g Graph,
    rule: Rule,
    key: &Key<'g>,
    about: &mut Vec<About<'g>>,
) {
    let types = |field: &'g Field| types::texts(graph, field).collect();
    for Part { own, theirs } in differing(graph, key) {
        let (own_name, their_name) = (vec![&*own.1.name], vec![&*theirs.1.name]);
        about.push((rule, key.holder, own_name, None, types(theirs.1)));
        about.push((rule, None, types(own.1), key.pointee, their_name));
    }
}

/// Creates a finding about parts whose types differ, the first of which is the headline.
pub(super) fn describe(
    graph: &Graph,
    rule: Rule,
    relation: u32,
    key: &Key<'_>,
    differing: &[Part<'_>],
) -> Finding {
    let Part { own, theirs } = differing[0];
    let names = [own, theirs].map(|field| name(graph, field));
    let headline = differing[0].compared(graph);
    let their_field = words::field_list(graph, Some(theirs.0), theirs.1.name.to_string());
    let mut finding = words::finding(graph, rule, relation, headline)
        .with_other(their_field)
        .note(key_of(graph, relation, key, &names[0]));
    let [own_place, their_place] = [own, theirs].map(|it| graph.place(it.0, it.1.mark));
    if own_place != place(graph, relation, rule) {
        finding = finding.declared(own_place, &names[0]);
    }
    let (own, theirs) = (own.1, theirs.1);
    let is_one_name = own.ty == theirs.ty;
    let is_option = own.optional || theirs.optional;
    finding = finding
        .declared(their_place, &names[1])
        .note_if(spelling::difference(&own.ty, &theirs.ty))
        .note_if(is_one_name.then(|| format!("two types have the name `{}`", own.ty)));
    for (name, field) in names.iter().zip([own, theirs]) {
        let as_types: Vec<&str> = graph.as_types(field).iter().map(|it| &**it).collect();
        if !as_types.is_empty() {
            let as_types = listed(&quoted(&as_types));
            finding = finding.note(format!("`{name}` also counts as {as_types}"));
        }
    }
    let mut fitting = known_keys(graph, relation);
    fitting.retain(|key| !key.references.is_empty() && self::differing(graph, key).is_empty());
    finding = finding.note_if(is_option.then_some(OPTION));
    for part in &differing[1..] {
        finding = finding.note(part.compared(graph));
    }
    for key in fitting.iter().take(NAMED) {
        let whose = one_or(key.fields.len(), "whose type matches", "whose types match");
        let (own, theirs) = (key.own(graph), key.theirs(graph));
        finding = finding.note(format!("`{own}` also references `{theirs}`, {whose}"));
    }
    finding
}

/// Adds a note about the first part of each further key.
pub(super) fn note_further(mut finding: Finding, graph: &Graph, keys: &[Key<'_>]) -> Finding {
    for key in keys[1..].iter().take(NAMED) {
        if let [first, ..] = &*differing(graph, key) {
            finding = finding.note(first.compared(graph));
        }
    }
    finding
}

/// States which key a field belongs to.
fn key_of(graph: &Graph, relation: u32, key: &Key<'_>, field: &str) -> String {
    let part = words::part_of_key(key.fields.len());
    let relation = graph.relation_name(relation);
    format!("`{field}` is {part} of `{relation}`")
}

/// Returns the keys of a relation to its known targets.
pub(super) fn known_keys(graph: &Graph, relation: u32) -> Vec<Key<'_>> {
    let mut keys = Vec::new();
    each_key(graph, relation, &|_| false, &mut |key| {
        keys.push(key.completed(graph, relation));
    });
    keys
}
