//! Types as text: those that all programs spell alike, and descriptions of their differences.

use std::borrow::Cow;

use crate::model::key_types::without_option;
use crate::name;

/// A type that all programs spell alike.
#[derive(Clone, Copy)]
pub(in crate::rules) enum Spelled<'t> {
    Primitive(Primitive),
    /// A known type, with the last segment of its path and its arguments.
    Known(Known, &'t str),
}

impl<'t> Spelled<'t> {
    pub(in crate::rules) fn of(text: &'t str) -> Option<Self> {
        if let Some(primitive) = Primitive::of(text) {
            return Some(Spelled::Primitive(primitive));
        }
        let known = Known::of(text)?;
        let text = without_option(text);
        let path = text.split_once('<').map_or(text, |(path, _)| path);
        let start = path.len() - name::last_segment(path).len();
        Some(Spelled::Known(known, &text[start..]))
    }

    /// Whether both are one type; none if that is not certain.
    pub(super) fn equals(self, other: Spelled<'_>) -> Option<bool> {
        match (self, other) {
            (Spelled::Primitive(one), Spelled::Primitive(other)) => Some(one == other),
            (Spelled::Known(one, text), Spelled::Known(other, other_text)) if one == other => {
                (text == other_text).then_some(true)
            }
            _ => Some(false),
        }
    }
}

/// What the types of common crates hold: of `uuid`, `ulid`, `rust_decimal`, `bigdecimal`, `chrono` and `time`. Two types of
/// one kind can fit one column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::rules) enum Known {
    Uuid,
    Ulid,
    Decimal,
    /// A date and a time in a time zone.
    Instant,
    /// A date and a time.
    DateTime,
    Date,
    Time,
}

impl Known {
    /// Returns the kind of a type with this text. The path before its name does not count, except that of names which a
    /// program can well use for a type of its own, and a path in the crate of the model.
    pub(super) fn of(text: &str) -> Option<Self> {
        let text = without_option(text);
        if let "crate" | "self" | "super" = name::first_segment(text) {
            return None;
        }
        if let Some((path, _)) = text.split_once('<') {
            // Other crates have a `DateTime` too, without a time zone as its argument.
            return (name::last_segment(path) == "DateTime").then_some(Known::Instant);
        }
        Some(match name::last_segment(text) {
            "Uuid" => Known::Uuid,
            "Ulid" => Known::Ulid,
            "Decimal" | "BigDecimal" => Known::Decimal,
            "OffsetDateTime" | "UtcDateTime" => Known::Instant,
            "NaiveDateTime" | "PrimitiveDateTime" => Known::DateTime,
            "NaiveDate" => Known::Date,
            "NaiveTime" => Known::Time,
            _ if text == "time::Date" => Known::Date,
            _ if text == "time::Time" => Known::Time,
            _ => return None,
        })
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

/// A type of the language, which means the same wherever it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::rules) enum Primitive {
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
pub(in crate::rules) fn difference(own: &str, theirs: &str) -> Option<String> {
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
