//! Whether two fields have one type, and what sets two types apart.
//!
//! Compiled models are compared by type id, or by the number of a type of the language, which the compiler has
//! confirmed; so an alias is its type and a newtype is a type of its own unless `as` says what it counts as. Elsewhere
//! types are texts, and only those that every program spells alike are certain to differ.

use std::any::TypeId;
use std::borrow::Cow;
use std::rc::Rc;
use std::sync::Arc;

use crate::graph::Graph;
use crate::model::Field;
use crate::record::common_type;

/// Whether the types of two fields, each of a model, are certain to differ.
pub(super) fn differ(graph: &Graph, one: (u32, &Field), other: (u32, &Field)) -> bool {
    // `as` says what a type counts as beside itself, so without the type itself nothing is known. What was read from a
    // file has no types, whatever it says.
    let has_type = |(model, field): &(u32, &Field)| {
        (field.is_typed || field.is_primitive) && graph.model(*model).entry.is_some()
    };
    if ![one, other].iter().all(has_type) {
        return texts_differ(graph, one.1, other.1);
    }
    let counts = |ty: TypeId| types(graph, other).any(|other| other == ty);
    if types(graph, one).any(counts) {
        return false;
    }
    !are_of_two_compilations(graph, one.0, other.0) || texts_differ(graph, one.1, other.1)
}

/// Whether these models may know one type by two ids, since its crate is compiled twice. The unit tests of a crate have
/// it so, if a dev-dependency uses it: a model behind `cfg(test)` is in the one compilation, and other crates see the
/// other one.
fn are_of_two_compilations(graph: &Graph, one: u32, other: u32) -> bool {
    let krate = |model: u32| graph.model(model).krate();
    let in_both = |model: u32| graph.entries(model).count() > 1;
    let in_one = |model: u32| {
        let mut twins = graph.twins.iter().map(|(twin, _)| *twin);
        !in_both(model) && twins.any(|twin| krate(twin) == krate(model) && in_both(twin))
    };
    !graph.twins.is_empty() && krate(one) != krate(other) && (in_one(one) || in_one(other))
}

/// The types of a field, and of what it counts as, in every compilation of its model.
fn types(graph: &Graph, (model, field): (u32, &Field)) -> impl Iterator<Item = TypeId> {
    let first = field.first_type as usize;
    let range = first..first + usize::from(field.types);
    let lists = graph.entries(model);
    let lists = lists.filter_map(move |entry| entry.types().get(range.clone()));
    let primitive = common_type::primitive_of(&field.ty).filter(|_| field.is_primitive);
    primitive
        .into_iter()
        .chain(lists.flatten().copied())
        .map(owned)
}

/// The one type that stands for all ways to hold the same text or bytes.
fn owned(id: TypeId) -> TypeId {
    let of = |ids: [TypeId; 6]| ids.contains(&id);
    if of([
        TypeId::of::<&'static str>(),
        TypeId::of::<Cow<'static, str>>(),
        TypeId::of::<Box<str>>(),
        TypeId::of::<Rc<str>>(),
        TypeId::of::<Arc<str>>(),
        TypeId::of::<str>(),
    ]) {
        return TypeId::of::<String>();
    }
    if of([
        TypeId::of::<&'static [u8]>(),
        TypeId::of::<Cow<'static, [u8]>>(),
        TypeId::of::<Box<[u8]>>(),
        TypeId::of::<Rc<[u8]>>(),
        TypeId::of::<Arc<[u8]>>(),
        TypeId::of::<[u8]>(),
    ]) {
        return TypeId::of::<Vec<u8>>();
    }
    id
}

/// Whether two types are certain to differ by what is written of them.
fn texts_differ(graph: &Graph, own: &Field, theirs: &Field) -> bool {
    let known = |field: &Field| {
        let as_ty = graph.as_ty(field).unwrap_or(&field.ty);
        Some([Primitive::of(&field.ty)?, Primitive::of(as_ty)?])
    };
    match (known(own), known(theirs)) {
        (Some(own), Some(theirs)) => !own.iter().any(|ty| theirs.contains(ty)),
        _ => false,
    }
}

/// A type as it can be written in another struct: what borrows with a lifetime of its own becomes what owns the same, if
/// there is such a type.
pub(super) fn anywhere(ty: &str) -> Option<&str> {
    let mut lifetimes = ty.split(['\'', '&']).skip(1);
    let is_static = |rest: &str| rest.is_empty() || rest.starts_with("static");
    if lifetimes.all(is_static) {
        return Some(ty);
    }
    match Primitive::of(ty)? {
        Primitive::Text => Some("String"),
        Primitive::Bytes => Some("Vec<u8>"),
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
    /// `isize` and `usize` are as wide as the target's addresses, so they are like no other.
    const ADDRESS: u32 = 0;

    fn of(text: &str) -> Option<Self> {
        // A document may write what a derive sets aside.
        let inner = text
            .strip_prefix("Option<")
            .and_then(|text| text.strip_suffix('>'));
        let text = inner.unwrap_or(text);
        Some(match without_lifetime(text).as_ref() {
            "i8" => Primitive::Signed(8),
            "i16" => Primitive::Signed(16),
            "i32" => Primitive::Signed(32),
            "i64" => Primitive::Signed(64),
            "i128" => Primitive::Signed(128),
            "isize" => Primitive::Signed(Self::ADDRESS),
            "u8" => Primitive::Unsigned(8),
            "u16" => Primitive::Unsigned(16),
            "u32" => Primitive::Unsigned(32),
            "u64" => Primitive::Unsigned(64),
            "u128" => Primitive::Unsigned(128),
            "usize" => Primitive::Unsigned(Self::ADDRESS),
            "f32" => Primitive::Float(32),
            "f64" => Primitive::Float(64),
            "bool" => Primitive::Bool,
            "char" => Primitive::Char,
            "String" | "str" | "&str" | "Cow<str>" | "Box<str>" | "Arc<str>" | "Rc<str>" => {
                Primitive::Text
            }
            "Vec<u8>" | "&[u8]" | "Cow<[u8]>" | "Box<[u8]>" | "Arc<[u8]>" | "Rc<[u8]>" => {
                Primitive::Bytes
            }
            _ => return None,
        })
    }
}

/// `&'a str` as `&str`, `Cow<'a, str>` as `Cow<str>`.
fn without_lifetime(text: &str) -> Cow<'_, str> {
    let Some((before, after)) = text.split_once('\'') else {
        return Cow::Borrowed(text);
    };
    let rest = after.trim_start_matches(|char: char| char.is_alphanumeric() || char == '_');
    let rest = rest.strip_prefix(',').unwrap_or(rest).trim_start();
    Cow::Owned(format!("{before}{rest}"))
}

/// What sets two numbers apart.
pub(super) fn difference(own: &str, theirs: &str) -> Option<String> {
    use Primitive::{Signed, Unsigned};
    let width = |bits: u32| match bits {
        Primitive::ADDRESS => "that of an address".to_owned(),
        _ => format!("{bits} bits"),
    };
    let widths = |own: u32, theirs: u32| format!("{} and {}", width(own), width(theirs));
    match (Primitive::of(own)?, Primitive::of(theirs)?) {
        (Signed(own), Signed(theirs)) | (Unsigned(own), Unsigned(theirs)) => {
            Some(format!("they differ in width: {}", widths(own, theirs)))
        }
        (Signed(own), Unsigned(theirs)) | (Unsigned(own), Signed(theirs)) if own == theirs => {
            Some("they differ in sign".to_owned())
        }
        (Signed(own), Unsigned(theirs)) | (Unsigned(own), Signed(theirs)) => Some(format!(
            "they differ in sign, and in width: {}",
            widths(own, theirs)
        )),
        _ => None,
    }
}
