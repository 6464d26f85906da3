//! Types as text: those that all programs spell alike, and descriptions of their differences.

use crate::model::key_types::without_option;
use crate::name;
use crate::primitive::Primitive;

/// A type that all programs spell alike.
#[derive(Clone, Copy)]
pub(in crate::rules) enum Spelled<'t> {
    Primitive(Primitive),
    /// A known type, with the last segment of its path and its arguments.
    Known(Known, &'t str),
}

impl<'t> Spelled<'t> {
    pub(in crate::rules) fn of(text: &'t str) -> Option<Self> {
        if let Some(primitive) = primitive(text) {
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
    match primitive(ty) {
        Some(Primitive::Text) => Some("String"),
        Some(Primitive::Bytes) => Some("Vec<u8>"),
        _ => None,
    }
}

/// Returns the type of the language with this text, whether or not it is an `Option`.
fn primitive(text: &str) -> Option<Primitive> {
    Primitive::of(without_option(text))
}

/// Describes the difference between two integer types.
pub(in crate::rules) fn difference(own: &str, theirs: &str) -> Option<String> {
    use Primitive::{Signed, Unsigned};
    let (own, theirs) = (primitive(own)?, primitive(theirs)?);
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
