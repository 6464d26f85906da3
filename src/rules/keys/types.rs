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

/// Compares the types of two fields, each with its model.
pub(super) fn compare(graph: &Graph, one: Owned<'_>, other: Owned<'_>) -> Comparison {
    let known = types(graph, one).zip(types(graph, other));
    let mut is_same = |id: Id| any_type(graph, other, &mut |other| other == id);
    match known {
        // Equal ids are one type.
        Some(_) if any_type(graph, one, &mut is_same) => Comparison::Equal,
        // Different ids are different types only where one compiler run numbered both.
        Some((ours, theirs))
            if ours.are_of_one_program(theirs)
                && !are_of_two_compilations(graph, one.0, other.0) =>
        {
            Comparison::Differ
        }
        _ => compare_texts(graph, one.1, other.1),
    }
}

/// Returns the types of the model, if they include the type of the field: `as` adds an equivalent to a type, so it is not
/// sufficient without the type itself.
fn types<'g>(graph: &'g Graph, (model, field): Owned<'_>) -> Option<&'g Types> {
    let types = graph.model(model).types.as_ref();
    types.filter(|_| field.is_typed || field.is_primitive)
}

/// Whether these models may have two ids for one type because its crate is compiled twice. This happens in the unit
/// tests of a crate that a dev-dependency uses: a model behind `cfg(test)` exists only in the test compilation, and
/// other crates see the other one.
fn are_of_two_compilations(graph: &Graph, one: u32, other: u32) -> bool {
    let krate = |model: u32| graph.model(model).krate();
    let in_both = |model: u32| graph.types(model).count() > 1;
    let in_one = |model: u32| {
        let mut twins = graph.twins.iter().map(|(twin, _)| *twin);
        !in_both(model) && twins.any(|twin| krate(twin) == krate(model) && in_both(twin))
    };
    !graph.twins.is_empty() && krate(one) != krate(other) && (in_one(one) || in_one(other))
}

/// Whether a type of a field, or an equivalent, fits in any compilation of its model.
fn any_type(graph: &Graph, (of, field): Owned<'_>, fits: &mut dyn FnMut(Id) -> bool) -> bool {
    let first = field.first_type as usize;
    graph.types(of).any(|types| {
        let primitive = field.is_primitive.then(|| types.primitive(&field.ty));
        let mut ids = (first..first + usize::from(field.types)).map(|nth| types.get(nth));
        primitive.flatten().is_some_and(&mut *fits) || ids.any(|id| id.is_some_and(&mut *fits))
    })
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
