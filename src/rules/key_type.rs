//! A key whose type is not that of what it points at.
//!
//! Compiled models are compared by type id, so an alias is its type and a newtype is a type of its own unless `as` says
//! what it counts as. Elsewhere types are texts, and only those that every program spells alike are certain to differ.

use std::any::TypeId;
use std::borrow::Cow;

use super::Rule;
use super::keys::{Key, field, named};
use crate::graph::Graph;
use crate::record::{FieldRecord, flag};
use crate::report::Finding;

pub(super) fn is_found(graph: &Graph, key: &Key<'_>) -> bool {
    key.fields.len() == key.references.len()
        && key.fields.iter().zip(&key.references).any(|(own, theirs)| differ(graph, key, own, theirs))
}

fn differ(graph: &Graph, key: &Key<'_>, own: &str, theirs: &str) -> bool {
    match (field(graph, key.holder, own), field(graph, key.pointee, theirs)) {
        (Some(own), Some(theirs)) => {
            let ids = (ids(graph, key.holder, own), ids(graph, key.pointee, theirs));
            if ids.0.is_empty() || ids.1.is_empty() {
                texts_differ(own, theirs)
            } else {
                !ids.0.iter().any(|id| ids.1.contains(id))
            }
        }
        _ => false,
    }
}

/// The types of a field, and of what it counts as, in every compilation of its model; none if they are not known.
fn ids(graph: &Graph, model: u32, wanted: FieldRecord<'_>) -> Vec<TypeId> {
    let mut before = 1; // the model's own
    for field in graph.model(model).fields() {
        let count = [flag::FIELD_TYPED, flag::FIELD_AS_TYPED].iter().filter(|flag| field.flags & **flag != 0).count();
        if field.name == wanted.name {
            // `as` says what a type counts as beside itself, so without the type itself nothing is known.
            let typed = field.flags & flag::FIELD_TYPED != 0;
            let known = graph.type_lists(model).filter_map(|types| types.get(before..before + count)).flatten();
            return if typed { known.map(|id| owned(*id)).collect() } else { Vec::new() };
        }
        before += count;
    }
    Vec::new()
}

/// The one type that stands for all ways to hold the same text or bytes.
fn owned(id: TypeId) -> TypeId {
    use std::rc::Rc;
    use std::sync::Arc;
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
fn texts_differ(own: FieldRecord<'_>, theirs: FieldRecord<'_>) -> bool {
    let known = |field: FieldRecord<'_>| -> Option<Vec<Primitive>> {
        let as_ty = Some(field.as_ty).filter(|ty| !ty.is_empty());
        let types = std::iter::once(field.ty).chain(as_ty);
        types.map(Primitive::of).collect()
    };
    match (known(own), known(theirs)) {
        (Some(own), Some(theirs)) => !own.iter().any(|ty| theirs.contains(ty)),
        _ => false,
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
            "String" | "str" | "&str" | "Cow<str>" | "Box<str>" | "Arc<str>" | "Rc<str>" => Primitive::Text,
            "Vec<u8>" | "&[u8]" | "Cow<[u8]>" | "Box<[u8]>" | "Arc<[u8]>" | "Rc<[u8]>" => Primitive::Bytes,
            _ => return None,
        })
    }
}

/// `&'a str` as `&str`, `Cow<'a, str>` as `Cow<str>`.
fn without_lifetime(text: &str) -> Cow<'_, str> {
    let Some((before, after)) = text.split_once('\'') else { return Cow::Borrowed(text) };
    let rest = after.trim_start_matches(|char: char| char.is_alphanumeric() || char == '_');
    let rest = rest.strip_prefix(',').unwrap_or(rest).trim_start();
    Cow::Owned(format!("{before}{rest}"))
}

pub(super) fn words(graph: &Graph, relation: u32, key: &Key<'_>) -> Finding {
    let name = graph.relation_name(relation);
    let parts: Vec<_> = key.fields.iter().copied().zip(key.references.iter().copied()).collect();
    if let Some(order) = fitting_order(graph, key) {
        let (own, theirs) = (named(graph, key.holder, &key.fields), named(graph, key.pointee, &key.references));
        let headline = format!("the key `{own}` is in another order than `{theirs}`, which it points at");
        return Finding::new(Rule::KeyType, name, headline)
            .object(theirs)
            .note_at(graph.model_place(key.pointee), format!("`{}` is declared here", graph.model(key.pointee).name()))
            .note("the types fit in that order, and in no other way as it stands")
            .with_help(format!("write `key({})`", order.join(", ")));
    }
    let (own, theirs) =
        parts.iter().copied().find(|(own, theirs)| differ(graph, key, own, theirs)).unwrap_or_default();
    let (own_name, their_name) = (named(graph, key.holder, &[own]), named(graph, key.pointee, &[theirs]));
    let (Some(own), Some(theirs)) = (field(graph, key.holder, own), field(graph, key.pointee, theirs)) else {
        return Finding::new(Rule::KeyType, name, "a key has another type than what it points at");
    };
    let headline =
        format!("key `{own_name}` is `{}`, but `{their_name}`, which it points at, is `{}`", own.ty, theirs.ty);
    let mut finding = Finding::new(Rule::KeyType, name, headline)
        .object(their_name.clone())
        .note_at(graph.place(key.holder, own.mark), format!("`{own_name}` is declared here"))
        .note_at(graph.place(key.pointee, theirs.mark), format!("`{their_name}` is declared here"));
    if let Some(difference) = difference(own.ty, theirs.ty) {
        finding = finding.note(difference);
    }
    if own.optional || theirs.optional {
        finding = finding.note("an `Option` only says that a key may be null, and is not compared");
    }
    finding.with_help(format!("make the type of `{own_name}` `{}`", theirs.ty))
}

/// What sets two numbers apart.
fn difference(own: &str, theirs: &str) -> Option<String> {
    use Primitive::{Signed, Unsigned};
    let width = |bits: u32| if bits == Primitive::ADDRESS { "those of an address".to_owned() } else { bits.to_string() };
    let widths = |own: u32, theirs: u32| format!("{} bits and {} bits", width(own), width(theirs));
    match (Primitive::of(own)?, Primitive::of(theirs)?) {
        (Signed(own), Signed(theirs)) | (Unsigned(own), Unsigned(theirs)) => {
            Some(format!("they differ in width: {}", widths(own, theirs)))
        }
        (Signed(own), Unsigned(theirs)) | (Unsigned(own), Signed(theirs)) if own == theirs => {
            Some("they differ in sign".to_owned())
        }
        (Signed(own), Unsigned(theirs)) | (Unsigned(own), Signed(theirs)) => {
            Some(format!("they differ in sign, and in width: {}", widths(own, theirs)))
        }
        _ => None,
    }
}

/// The key's fields in the one order in which all types fit, if there is one.
fn fitting_order<'k>(graph: &Graph, key: &Key<'k>) -> Option<Vec<&'k str>> {
    let mut order = Vec::new();
    for theirs in &key.references {
        let mut fitting =
            key.fields.iter().filter(|own| !order.contains(*own) && !differ(graph, key, own, theirs));
        match (fitting.next(), fitting.next()) {
            (Some(only), None) => order.push(*only),
            _ => return None,
        }
    }
    (order.len() == key.fields.len() && order.len() > 1).then_some(order)
}
