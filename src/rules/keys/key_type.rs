//! A key whose type differs from the type of the fields it points at.

use super::facts::{About, Key, Origin, Owned, declared, each_key, field, place, texts};
use super::types::Comparison;
use super::{reference_not_unique, types};
use crate::model::Field;
use crate::rules::prelude::*;

/// Explains why an `Option` in one of the types is not the difference.
const OPTION: &str = "an `Option` only makes a key nullable and is not compared";

pub(super) fn is_found(graph: &Graph, key: &Key<'_>) -> bool {
    let mut pairs = key.fields.iter().zip(key.references);
    pairs.any(|(own, theirs)| differ(graph, key, own, theirs))
}

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

    /// Describes both fields with their types.
    fn compared(self, graph: &Graph) -> String {
        let (own, theirs) = (name(graph, self.own), name(graph, self.theirs));
        let [own_ty, their_ty] = [self.own, self.theirs].map(|(_, field)| &field.ty);
        format!(
            "key field `{own}` is `{own_ty}`, but it references `{theirs}`, which is `{their_ty}`"
        )
    }
}

/// `Model.field`.
pub(super) fn name(graph: &Graph, (model, field): Owned<'_>) -> String {
    format!("{}.{}", graph.shown(model), field.name)
}

/// Returns the parts of a key with two known fields.
fn parts<'g>(graph: &'g Graph, key: &Key<'g>) -> Vec<Part<'g>> {
    let pairs = key.fields.iter().zip(key.references);
    let parts = pairs.filter_map(|(own, theirs)| Part::of(graph, key, own, theirs));
    parts.collect()
}

/// Returns the parts whose types certainly differ.
fn differing_parts<'g>(graph: &'g Graph, key: &Key<'g>) -> Vec<Part<'g>> {
    let mut parts = parts(graph, key);
    parts.retain(|it| types::differ(graph, it.own, it.theirs));
    parts
}

/// Whether the types of these two fields certainly differ.
pub(super) fn differ(graph: &Graph, key: &Key<'_>, own: &str, theirs: &str) -> bool {
    let part = Part::of(graph, key, own, theirs);
    part.is_some_and(|it| types::differ(graph, it.own, it.theirs))
}

/// Adds the identities of the differing parts. A key field is one fault for all fields of one type that it points at,
/// and a referenced field is one fault for all key fields of one type.
pub(super) fn add_fields<'g>(graph: &'g Graph, key: &Key<'g>, about: &mut Vec<About<'g>>) {
    // If only the order is wrong, no single field is.
    if !other_orders(graph, key).is_empty() {
        return;
    }
    let ty = |field: &'g Field| vec![&*field.ty, graph.as_ty(field).unwrap_or_default()];
    for Part { own, theirs } in differing_parts(graph, key) {
        let (own_name, their_name) = (vec![&*own.1.name], vec![&*theirs.1.name]);
        about.push((Rule::KeyType, key.holder, own_name, None, ty(theirs.1)));
        about.push((Rule::KeyType, None, ty(own.1), key.pointee, their_name));
    }
}

pub(super) fn describe(graph: &Graph, relations: &[u32], keys: &[Key<'_>]) -> Finding {
    let mut finding = match &*other_orders(graph, &keys[0]) {
        [] => of_another_type(graph, relations, keys),
        orders => reordered(graph, relations, &keys[0], orders),
    };
    for key in keys[1..].iter().take(NAMED) {
        if let [first, ..] = &*differing_parts(graph, key) {
            finding = finding.note(first.compared(graph));
        }
    }
    finding
}

fn reordered(graph: &Graph, relations: &[u32], key: &Key<'_>, orders: &[Vec<&str>]) -> Finding {
    let (own, theirs) = (key.own(graph), key.theirs(graph));
    let name = graph.relation_name(relations[0]);
    let fact = format!("`{own}` is the key of `{name}`");
    let headline = format!(
        "the fields of the key `{own}` are in a different order than the fields that it references, `{theirs}`"
    );
    let finding = words::finding(graph, Rule::KeyType, relations[0], headline).with_other(theirs);
    let finding = declared(finding, graph, key.pointee).note(fact);
    let differing = differing_parts(graph, key);
    let finding = finding.note_each(&mut differing.iter().map(|part| part.compared(graph)));
    let [order] = orders else {
        return finding.note("the types match in more than one other order");
    };
    // If the other side has the same key, the order of the references is wrong.
    let agrees = |it: u32| !relations.contains(&it) && graph.key(it) == key.fields;
    let argument = if !graph.other_sides(relations[0]).any(agrees) {
        format!("key({})", order.join(", "))
    } else if key.origin == Origin::Written {
        let at = |own: &Text| order.iter().position(|field| field == own);
        let order = key.fields.iter().filter_map(at);
        let references: Vec<&str> = order.map(|at| &*key.references[at]).collect();
        format!("references({})", references.join(", "))
    } else {
        return finding;
    };
    finding.with_help(words::write_each(graph, relations, &argument))
}

fn of_another_type(graph: &Graph, relations: &[u32], keys: &[Key<'_>]) -> Finding {
    let differing = differing_parts(graph, &keys[0]);
    let Part { own, theirs } = differing[0];
    let names = [own, theirs].map(|field| name(graph, field));
    let headline = differing[0].compared(graph);
    let their_field = words::field_list(graph, Some(theirs.0), theirs.1.name.to_string());
    let mut finding = words::finding(graph, Rule::KeyType, relations[0], headline)
        .with_other(their_field)
        .note(key_of(graph, relations[0], &keys[0], &names[0]));
    let [own_place, their_place] = [own, theirs].map(|it| graph.place(it.0, it.1.mark));
    if own_place != place(graph, relations[0], Rule::KeyType) {
        finding = finding.declared(own_place, &names[0]);
    }
    let (own, theirs) = (own.1, theirs.1);
    let is_one_name = own.ty == theirs.ty;
    let is_option = own.optional || theirs.optional;
    finding = finding
        .declared(their_place, &names[1])
        .note_if(types::difference(&own.ty, &theirs.ty))
        .note_if(is_one_name.then(|| format!("two types have the name `{}`", own.ty)));
    for (name, field) in names.iter().zip([own, theirs]) {
        if let Some(as_ty) = graph.as_ty(field) {
            finding = finding.note(format!("`{name}` also counts as `{as_ty}`"));
        }
    }
    let mut fitting = known_keys(graph, relations[0]);
    fitting.retain(|key| !key.references.is_empty() && !is_found(graph, key));
    let fitting = fitting.iter().take(NAMED);
    let mut fitting = fitting.map(|key| {
        let whose = one_or(key.fields.len(), "whose type matches", "whose types match");
        let (own, theirs) = (key.own(graph), key.theirs(graph));
        format!("`{own}` also references `{theirs}`, {whose}")
    });
    let finding = finding
        .note_if(is_option.then_some(OPTION))
        .note_each(&mut differing[1..].iter().map(|part| part.compared(graph)))
        .note_each(&mut fitting);
    // With more relations, these are not all of their keys.
    let changes = changes(graph, keys).filter(|_| relations.len() <= NAMED);
    words::with_help(
        finding,
        changes.map(|it| format!("change the type of {it}")),
    )
}

/// Describes the type changes of the key fields, if no fact contradicts them.
fn changes(graph: &Graph, keys: &[Key<'_>]) -> Option<String> {
    let mut changes = Vec::new();
    for key in keys {
        for part in differing_parts(graph, key) {
            let ty = types::anywhere(&part.theirs.1.ty)?;
            if part.own.1.ty == ty || !can_change(graph, key, part) {
                return None;
            }
            let change = format!("`{}` to `{ty}`", name(graph, part.own));
            if !changes.contains(&change) {
                changes.push(change);
            }
        }
    }
    Some(changes.join(" and the type of "))
}

/// States which key a field belongs to.
fn key_of(graph: &Graph, relation: u32, key: &Key<'_>, field: &str) -> String {
    let part = words::part_of_key(key.fields.len());
    let relation = graph.relation_name(relation);
    format!("`{field}` is {part} of `{relation}`")
}

/// Maximum number of fields of a key whose orders are tried.
const ORDERED: usize = 6;

/// Returns the orders in which the types of the key's fields match.
fn other_orders<'g>(graph: &Graph, key: &Key<'g>) -> Vec<Vec<&'g str>> {
    let references = key.references;
    if key.fields.len() != references.len() || references.len() > ORDERED {
        return Vec::new();
    }
    let mut orders: Vec<Vec<&str>> = vec![Vec::new()];
    for theirs in references {
        let mut longer = Vec::new();
        for order in orders {
            for own in key.fields.iter().map(|own| &**own) {
                if !order.contains(&own) && !differ(graph, key, own, theirs) {
                    longer.push([&*order, &[own]].concat());
                }
            }
        }
        orders = longer;
    }
    // If several match, the one in which each field name ends with the name it points at is best.
    let has_names = |order: &&Vec<&str>| {
        let mut parts = order.iter().zip(references);
        parts.all(|(own, theirs)| own.ends_with(&**theirs))
    };
    match only(orders.iter().filter(has_names)) {
        Some(named) => vec![named.clone()],
        None => orders,
    }
}

/// Whether the field of a key can change to the type it points at: the reference is unique, the other references of the
/// field have that type too, and nothing points at the field.
fn can_change(graph: &Graph, key: &Key<'_>, part: Part<'_>) -> bool {
    let (holder, own) = part.own;
    let mut sets = graph.uniques(holder).chain([graph.primary_key(holder)]);
    let is_target_unique = key.origin == Origin::PrimaryKey
        || reference_not_unique::is_unique(graph, key.pointee, &texts(key.references));
    let fits = |other: &Key<'_>| {
        parts(graph, other).iter().all(|it| {
            let is_own = it.own.0 == holder && it.own.1.name == own.name;
            !is_own || !types::differ(graph, part.theirs, it.theirs)
        })
    };
    let relations = graph.relations_of(holder);
    let mut all = relations.flat_map(|relation| graph.other_sides(relation).chain([relation]));
    !own.unique
        && !sets.any(|set| set.contains(&own.name))
        && is_target_unique
        && all.all(|relation| known_keys(graph, relation).iter().all(fits))
}

/// Returns the keys of a relation to its known targets.
fn known_keys(graph: &Graph, relation: u32) -> Vec<Key<'_>> {
    let mut keys = Vec::new();
    each_key(graph, relation, &|_| false, &mut |key| {
        keys.push(key.completed(graph, relation));
    });
    keys
}
