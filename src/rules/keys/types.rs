//! Comparison of field types, and descriptions of their differences.
//!
//! Compiled models are compared by type id, or by the number of a primitive type, which the compiler has confirmed. An
//! alias equals its type, and a newtype is a separate type unless `as` declares an equivalent. Other models have types
//! as text. They certainly differ only if they are types that all programs spell alike.

use std::borrow::Cow;

use super::facts::Owned;
use crate::graph::Graph;
use crate::model::Field;
use crate::model::types::{Id, Types};

/// The result of comparing two types.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Comparison {
    Equal,
    Differ,
    /// Not certain: one of them is known only by its text, which other programs may use for another type.
    Unknown,
}

/// Whether the types of two fields, each with its model, certainly differ.
pub(super) fn differ(graph: &Graph, one: Owned<'_>, other: Owned<'_>) -> bool {
    compare(graph, one, other) == Comparison::Differ
}

/// Compares the types of two fields, each with its model, by their ids in one program, or else by their text.
pub(super) fn compare(graph: &Graph, one: Owned<'_>, other: Owned<'_>) -> Comparison {
    let mut is_known = false;
    for ours in types(graph, one) {
        for theirs in types(graph, other).filter(|theirs| ours.are_of_one_program(theirs)) {
            match share_type((ours, one.1), (theirs, other.1)) {
                Some(true) => return Comparison::Equal,
                Some(false) => is_known = true,
                None => {}
            }
        }
    }
    if is_known && !are_of_two_compilations(graph, one.0, other.0) {
        Comparison::Differ
    } else {
        compare_texts(graph, one.1, other.1)
    }
}

/// Returns the types of each compilation of a model, if they include the type of the field: `as` adds an equivalent to a
/// type, so it is not sufficient without the type itself.
fn types<'g>(graph: &'g Graph, (model, field): Owned<'_>) -> impl Iterator<Item = &'g Types> {
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

/// Whether two fields have a type in common, their own or an equivalent; none if the program does not contain all ids.
fn share_type((ours, own): (&Types, &Field), (theirs, their): (&Types, &Field)) -> Option<bool> {
    let mut is_complete = true;
    let found = any_id(ours, own, &mut |id| {
        let found = any_id(theirs, their, &mut |other| other == id);
        is_complete &= found.is_some();
        found == Some(true)
    });
    found.filter(|_| is_complete)
}

/// Whether the id of a type of a field fits; none if one of the ids is missing.
fn any_id(types: &Types, field: &Field, fits: &mut dyn FnMut(Id) -> bool) -> Option<bool> {
    let mut found = field.is_primitive && fits(types.primitive(&field.ty)?);
    let first = field.first_type as usize;
    for nth in first..first + usize::from(field.types) {
        found |= fits(types.get(nth)?);
    }
    Some(found)
}

/// Compares two types by their text.
fn compare_texts(graph: &Graph, own: &Field, theirs: &Field) -> Comparison {
    let known = |field: &Field| {
        let as_ty = graph.as_ty(field).unwrap_or(&field.ty);
        Some([Primitive::of(&field.ty)?, Primitive::of(as_ty)?])
    };
    match known(own).zip(known(theirs)) {
        None => Comparison::Unknown,
        Some((own, theirs)) if own.iter().any(|ty| theirs.contains(ty)) => Comparison::Equal,
        Some(_) => Comparison::Differ,
    }
}

/// Returns a type as it can be written in another struct. A type with a non-static lifetime becomes its owned form, if
/// there is one.
pub(super) fn anywhere(ty: &str) -> Option<&str> {
    let mut lifetimes = ty.split(['\'', '&']).skip(1);
    let is_static = |rest: &str| rest.is_empty() || rest.starts_with("static");
    if lifetimes.all(is_static) {
        return Some(ty);
    }
    match Primitive::of(ty) {
        Some(Primitive::Text) => Some("String"),
        Some(Primitive::Bytes) => Some("Vec<u8>"),
        _ => None,
    }
}

/// A type that means the same wherever it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Primitive {
    Signed(u32),
    Unsigned(u32),
    Float(u32),
    Bool,
    Char,
    Text,
    Bytes,
}

impl Primitive {
    /// The width of `isize` and `usize`, which depends on the platform and equals no other width.
    const ADDRESS: u32 = 0;

    fn of(text: &str) -> Option<Self> {
        // A document may include the `Option` that the derive omits.
        let inner = text.strip_prefix("Option<");
        let inner = inner.and_then(|inner| inner.strip_suffix('>'));
        let text = without_lifetime(inner.unwrap_or(text));
        let width = match text.get(1..)? {
            "size" => Some(Self::ADDRESS),
            bits @ ("8" | "16" | "32" | "64" | "128") => bits.parse().ok(),
            _ => None,
        };
        Some(match (&*text, width) {
            ("bool", _) => Primitive::Bool,
            ("char", _) => Primitive::Char,
            ("f32" | "f64", Some(bits)) => Primitive::Float(bits),
            (text, Some(bits)) if text.starts_with('i') => Primitive::Signed(bits),
            (text, Some(bits)) if text.starts_with('u') => Primitive::Unsigned(bits),
            ("String" | "str" | "&str" | "Cow<str>" | "Box<str>" | "Arc<str>" | "Rc<str>", _) => {
                Primitive::Text
            }
            ("Vec<u8>" | "&[u8]" | "Cow<[u8]>" | "Box<[u8]>" | "Arc<[u8]>" | "Rc<[u8]>", _) => {
                Primitive::Bytes
            }
            _ => return None,
        })
    }
}

/// Removes the lifetime: `&'a str` becomes `&str`, `Cow<'a, str>` becomes `Cow<str>`.
fn without_lifetime(text: &str) -> Cow<'_, str> {
    let Some((before, after)) = text.split_once('\'') else {
        return Cow::Borrowed(text);
    };
    let rest = after.trim_start_matches(|char: char| char.is_alphanumeric() || char == '_');
    let rest = rest.strip_prefix(',').unwrap_or(rest).trim_start();
    Cow::Owned(format!("{before}{rest}"))
}

/// Describes the difference between two integer types.
pub(super) fn difference(own: &str, theirs: &str) -> Option<String> {
    use Primitive::{Signed, Unsigned};
    let (own, theirs) = (Primitive::of(own)?, Primitive::of(theirs)?);
    let (Signed(one) | Unsigned(one), Signed(other) | Unsigned(other)) = (own, theirs) else {
        return None;
    };
    let width = |bits: u32| match bits {
        Primitive::ADDRESS => "pointer-sized".to_owned(),
        _ => format!("{bits} bits"),
    };
    let widths = format!("{} and {}", width(one), width(other));
    let is_of_one_sign = matches!(own, Signed(_)) == matches!(theirs, Signed(_));
    Some(match (is_of_one_sign, one == other) {
        (true, _) => format!("different widths: {widths}"),
        (false, true) => "different signedness".to_owned(),
        (false, false) => format!("different signedness and widths: {widths}"),
    })
}
