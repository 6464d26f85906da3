//! Comparison of field types.
//!
//! Compiled models are compared by type id, or by the number of a primitive type, which the compiler has confirmed. An
//! alias equals its type, and a newtype is a separate type unless `as` or `key_type!` declares an equivalent. Other models
//! have types as text. They certainly differ only if they are types that all programs spell alike, or newtypes that count as
//! such types.

use super::facts::Owned;
use super::spelling::{Known, Spelled};
use crate::graph::Graph;
use crate::model::Field;
use crate::model::types::{Id, Types};

/// The result of comparing two types.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Comparison {
    Equal,
    /// They hold different values: both are types of the language or known types, or count as such types.
    Differ,
    /// They are different types, but one can be a newtype of the other, or both can be newtypes of one type.
    Newtypes,
    /// Not certain: one of them is known only by its text, which other programs may use for another type.
    Unknown,
}

/// Whether the types of two fields, each with its model, are certainly different types.
pub(super) fn differ(graph: &Graph, one: Owned<'_>, other: Owned<'_>) -> bool {
    let comparison = compare(graph, one, other);
    comparison == Comparison::Differ || comparison == Comparison::Newtypes
}

/// Compares the types of two fields, each with its model, by their ids in one program, or else by their text.
pub(super) fn compare(graph: &Graph, one: Owned<'_>, other: Owned<'_>) -> Comparison {
    let mut is_known = false;
    for ours in types(graph, one) {
        for theirs in types(graph, other).filter(|theirs| ours.are_of_one_program(theirs)) {
            match share_type(graph, (ours, one.1), (theirs, other.1)) {
                Some(true) => return Comparison::Equal,
                Some(false) => is_known = true,
                None => {}
            }
        }
    }
    let may_count = |(_, field): Owned<'_>| graph.key_types.may_count(&field.ty);
    let is_doubtful =
        || may_count(one) || may_count(other) || are_of_two_compilations(graph, one.0, other.0);
    if is_known && !is_doubtful() {
        compare_values(graph, one, other)
    } else {
        compare_texts(graph, one.1, other.1)
    }
}

/// Returns the types of each compilation of a model, if they include the type of the field: `as` adds an equivalent to a
/// type, so it is not sufficient without the type itself.
pub(super) fn types<'g>(
    graph: &'g Graph,
    (model, field): Owned<'_>,
) -> impl Iterator<Item = &'g Types> {
    let is_there = field.is_typed || field.is_primitive;
    graph.types(model).filter(move |_| is_there)
}

/// Whether the models may have two ids for one type because its crate is compiled twice. This happens in the unit
/// tests of a crate that a dev-dependency uses: a model behind `cfg(test)` exists only in the test compilation, and
/// other crates see the other one.
fn are_of_two_compilations(graph: &Graph, one: u32, other: u32) -> bool {
    let krate = |model: u32| graph.model(model).krate();
    let in_one = |model: u32| {
        let mut twins = graph.twins.iter().map(|(twin, _)| *twin);
        !is_compiled_twice(graph, model)
            && twins.any(|twin| krate(twin) == krate(model) && is_compiled_twice(graph, twin))
    };
    !graph.twins.is_empty() && krate(one) != krate(other) && (in_one(one) || in_one(other))
}

/// Whether one program contains two compilations of a model.
fn is_compiled_twice(graph: &Graph, model: u32) -> bool {
    let all = || graph.types(model).enumerate();
    all().any(|(nth, one)| {
        all()
            .skip(nth + 1)
            .any(|(_, other)| one.are_of_one_program(other))
    })
}

/// Whether two fields have a type in common, their own or an equivalent, or one of these types counts as the other; none if
/// the program does not contain all ids. Two newtypes that both count as a third type have none in common.
fn share_type(
    graph: &Graph,
    (ours, own): (&Types, &Field),
    (theirs, their): (&Types, &Field),
) -> Option<bool> {
    let counts_as = |one: Id, other: Id| graph.key_types.counts_as(ours, one, other);
    let mut is_complete = true;
    let found = any_id(ours, own, &mut |id| {
        let found = any_id(theirs, their, &mut |other| {
            other == id || counts_as(id, other) || counts_as(other, id)
        });
        is_complete &= found.is_some();
        found == Some(true)
    });
    found.filter(|_| is_complete)
}

/// Whether the id of a type of a field fits; none if one of the ids is missing.
fn any_id(types: &Types, field: &Field, fits: &mut dyn FnMut(Id) -> bool) -> Option<bool> {
    let mut found = field.is_primitive && fits(types.primitive(&field.ty)?);
    let first = field.first_type as usize;
    for nth in first..first + field.types as usize {
        found |= fits(types.get(nth)?);
    }
    Some(found)
}

/// Compares two fields whose types differ by the values that these types hold.
#[cold]
fn compare_values(graph: &Graph, one: Owned<'_>, other: Owned<'_>) -> Comparison {
    let (own, theirs) = (values(graph, one), values(graph, other));
    let is_shared = own.iter().any(|it| theirs.contains(it));
    if own.is_empty() || theirs.is_empty() || is_shared {
        Comparison::Newtypes
    } else {
        Comparison::Differ
    }
}

/// A type whose values are known.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Values {
    /// A type of the language.
    Id(Id),
    Known(Known),
}

/// Returns the types of the language and the known types that a field has or counts as.
fn values(graph: &Graph, (model, field): Owned<'_>) -> Vec<Values> {
    let mut values = Vec::new();
    for types in types(graph, (model, field)) {
        any_id(types, field, &mut |id| {
            let all = graph.key_types.ids_of(types, id).chain([id]);
            let known = all.filter(|it| types.is_of_the_language(*it));
            values.extend(known.map(Values::Id));
            false
        });
    }
    let known = texts(graph, field).filter_map(Known::of);
    values.extend(known.map(Values::Known));
    values
}

/// Whether the type of a field can be a newtype: it is neither of the language nor a known type.
pub(super) fn may_be_newtype(graph: &Graph, (model, field): Owned<'_>) -> bool {
    let mut types = types(graph, (model, field));
    let is_of_the_language = types.any(|types| {
        let own = types.get(field.first_type as usize);
        own.is_some_and(|id| types.is_of_the_language(id))
    });
    field.is_typed && !is_of_the_language && Known::of(&field.ty).is_none()
}

/// Compares two types by their text.
fn compare_texts(graph: &Graph, own: &Field, theirs: &Field) -> Comparison {
    let spelled = |field| texts(graph, field).map(Spelled::of);
    let mut found = Comparison::Differ;
    for one in spelled(own).flatten() {
        for other in spelled(theirs).flatten() {
            match one.equals(other) {
                Some(true) => return Comparison::Equal,
                Some(false) => {}
                None => found = Comparison::Unknown,
            }
        }
    }
    let are_spelled = |field| spelled(field).all(|it| it.is_some());
    let are_primitive = |field| {
        let mut all = spelled(field);
        all.all(|it| matches!(it, Some(Spelled::Primitive(_))))
    };
    // In a document, a type of another name is not an alias of a type of the language, which `as` would list.
    let counts_as_spelled = |field: &Field| {
        let mut as_types = graph.as_types(field).iter().map(|it| Spelled::of(it));
        !field.is_typed && as_types.len() > 0 && as_types.all(|it| it.is_some())
    };
    let is_certain = are_spelled(own) && are_spelled(theirs)
        || are_primitive(own) && counts_as_spelled(theirs)
        || counts_as_spelled(own) && are_primitive(theirs);
    if is_certain {
        found
    } else {
        Comparison::Unknown
    }
}

/// Returns the types that a field has and counts as.
pub(super) fn texts<'g>(graph: &'g Graph, field: &'g Field) -> impl Iterator<Item = &'g str> {
    let as_types = graph.as_types(field).iter();
    as_types.chain([&field.ty]).map(|it| &**it)
}
