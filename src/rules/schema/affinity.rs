//! What `SQLite` stores in a column. sqlx compares a type with the stored value; the type of the column only decides how a value
//! is converted when it is written, except in a `STRICT` table.

use super::drivers::{Driver, Read};
use crate::primitive::Primitive;
use crate::rules::keys::spelling::{Known, Spelled};

/// How `SQLite` converts a value before it stores it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Affinity {
    Integer,
    Text,
    Blob,
    Real,
    Numeric,
}

use Affinity::{Blob, Integer, Numeric, Real, Text};

impl Affinity {
    /// Returns the affinity of a column, by the rules of `SQLite`.
    pub(super) fn of(ty: &str) -> Self {
        let ty = ty.to_ascii_uppercase();
        let has = |words: &[&str]| words.iter().any(|it| ty.contains(it));
        match () {
            () if has(&["INT"]) => Integer,
            () if has(&["CHAR", "CLOB", "TEXT"]) => Text,
            () if has(&["BLOB"]) || ty.is_empty() => Blob,
            () if has(&["REAL", "FLOA", "DOUB"]) => Real,
            () => Numeric,
        }
    }
}

/// What sqlx and `SeaORM` do with a column of this type. Diesel converts what it reads.
pub(super) fn read(driver: Driver, (ty, is_strict): (&str, bool), spelled: Spelled<'_>) -> Read {
    let affinity = Affinity::of(ty);
    let is_any = is_strict && ty.eq_ignore_ascii_case("any");
    let read = match spelled {
        _ if is_any => Read::Unknown,
        Spelled::Primitive(primitive) => of_primitive(affinity, is_strict, primitive),
        Spelled::Known(known, _) => of_known(affinity, is_strict, known),
    };
    match read {
        Read::Fails | Read::FailsForSome if driver == Driver::Diesel => Read::Unknown,
        read => read,
    }
}

fn of_primitive(affinity: Affinity, is_strict: bool, primitive: Primitive) -> Read {
    use Primitive::{Bool, Bytes, Float, Signed, Text as String, Unsigned};
    match (primitive, affinity) {
        (Bool | Signed(_) | Unsigned(_), Integer | Numeric)
        | (Float(_), Real)
        | (String, Text)
        | (Bytes, Blob) => Read::Fits,
        (Bool | Signed(_) | Unsigned(_), Text | Real) | (Float(_), Text) => Read::Fails,
        // A whole number is stored as an integer. A `STRICT` table refuses others.
        (Float(_), Integer | Numeric) if !is_strict => Read::FailsForSome,
        (Float(_), Integer)
        | (String | Bytes, Integer | Real)
        | (Bool | Signed(_) | Unsigned(_) | Float(_) | String, Blob)
            if is_strict =>
        {
            Read::Fails
        }
        _ => Read::Unknown,
    }
}

fn of_known(affinity: Affinity, is_strict: bool, known: Known) -> Read {
    match (known, affinity) {
        (Known::Uuid, Integer | Text | Real) if is_strict => Read::Fails,
        (Known::Instant | Known::DateTime | Known::Date | Known::Time, Blob) if is_strict => {
            Read::Fails
        }
        _ => Read::Unknown,
    }
}
