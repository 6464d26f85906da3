//! Types as text: those that all programs spell alike, and descriptions of their differences.

use std::borrow::Cow;

use super::types::Comparison;
use crate::model::key_types::without_option;
use crate::name;

/// A type that all programs spell alike.
#[derive(Clone, Copy)]
pub(super) enum Spelled<'t> {
    Primitive(Primitive),
    /// A known type: its name and its arguments.
    Known(&'t str, &'t str),
}

impl<'t> Spelled<'t> {
    pub(super) fn of(text: &'t str) -> Option<Self> {
        let known = || known_type(text).map(|(name, arguments)| Spelled::Known(name, arguments));
        Primitive::of(text).map(Spelled::Primitive).or_else(known)
    }

    pub(super) fn compare(self, other: Spelled<'_>) -> Comparison {
        match (self, other) {
            (Spelled::Primitive(one), Spelled::Primitive(other)) if one == other => {
                Comparison::Equal
            }
            (Spelled::Known(one, arguments), Spelled::Known(other, others)) if one == other => {
                if arguments == others {
                    Comparison::Equal
                } else {
                    Comparison::Unknown
                }
            }
            _ => Comparison::Differ,
        }
    }
}

/// The types of common crates that are known by name: uuid, ulid, rust_decimal, chrono and time. Names that a program can
/// well use for a type of its own, such as `Date` and `Time`, are not in this list.
const KNOWN: [&str; 10] = [
    "Uuid",
    "Ulid",
    "Decimal",
    "DateTime",
    "NaiveDateTime",
    "NaiveDate",
    "NaiveTime",
    "OffsetDateTime",
    "PrimitiveDateTime",
    "UtcDateTime",
];

/// Returns the name and the arguments of a known type. The path before its name does not count.
pub(super) fn known_type(text: &str) -> Option<(&str, &str)> {
    let text = without_option(text);
    let (path, arguments) = text.split_once('<').unwrap_or((text, ""));
    let name = name::last_segment(path);
    // Other crates have a `DateTime` too, without a time zone as its argument.
    let is_known = KNOWN.contains(&name) && (name == "DateTime") != arguments.is_empty();
    is_known.then_some((name, arguments))
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

/// A type of the language, which means the same wherever it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Primitive {
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
        let text = without_lifetime(without_option(text));
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
