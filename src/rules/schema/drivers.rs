//! Which type of Rust each driver reads the values of a column into. sqlx compares the types when it reads a value, and `SeaORM`
//! has more attempts after that. Diesel compares nothing with the database: on `PostgreSQL` the length of a value has to fit, and
//! on the others it converts.

use super::values::Values;
use crate::model::stored::Drivers;
use crate::primitive::Primitive;
use crate::rules::keys::spelling::{Known, Spelled};

/// What happens when a value of a column is read into a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Read {
    Fits,
    /// It fails, or gives another value, for each value.
    Fails,
    /// It fails for some of the values that are written through the same type.
    FailsForSome,
    /// It depends on the value or the server, or nothing is known of it.
    Unknown,
}

use Read::{Fails, Fits, Unknown};

/// A driver.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Driver {
    Sqlx,
    SeaOrm,
    Diesel,
}

impl Driver {
    pub(super) fn name(self) -> &'static str {
        match self {
            Driver::Sqlx => "sqlx",
            Driver::SeaOrm => "SeaORM",
            Driver::Diesel => "Diesel",
        }
    }

    /// The drivers that can read a model: all of them if none is known.
    pub(super) fn of(drivers: Drivers) -> Vec<Driver> {
        let all = [
            (Driver::Sqlx, drivers.sqlx),
            (Driver::SeaOrm, drivers.sea_orm),
            (Driver::Diesel, drivers.diesel),
        ];
        let is_known = all.iter().any(|(_, is_set)| *is_set);
        let of_model = all.iter().filter(|(_, is_set)| *is_set || !is_known);
        of_model.map(|(driver, _)| *driver).collect()
    }
}

/// Combines what several drivers do. It fails only if it fails with all of them.
pub(super) fn by_all(drivers: &[Driver], read: impl Fn(Driver) -> Read) -> Read {
    let reads: Vec<Read> = drivers.iter().map(|it| read(*it)).collect();
    match &*reads {
        [first, others @ ..] if others.iter().all(|it| it == first) => *first,
        _ => Unknown,
    }
}

fn fits(fits: bool) -> Read {
    if fits { Fits } else { Fails }
}

pub(super) fn postgresql(driver: Driver, values: Values, spelled: Spelled<'_>) -> Read {
    use Primitive as P;
    let by_sqlx = match spelled {
        Spelled::Primitive(P::Signed(8)) => fits(values == Values::Byte),
        _ if values == Values::Byte => return Unknown,
        Spelled::Primitive(primitive) => match primitive {
            P::Signed(bits) => fits(values == Values::Signed(bits)),
            // The two types that SeaORM reads into it. Nothing else reads a number without a sign.
            P::Unsigned(32) if driver == Driver::SeaOrm => {
                fits(matches!(values, Values::Signed(32) | Values::Unsigned(32)))
            }
            P::Unsigned(bits) => fits(driver == Driver::Diesel && values == Values::Unsigned(bits)),
            P::Float(bits) => fits(values == Values::Float(bits)),
            P::Bool => fits(values == Values::Bool),
            P::Text => fits(values == Values::Text),
            P::Bytes => fits(values == Values::Bytes),
            P::Char => return Unknown,
        },
        Spelled::Known(known, _) => match kind(known) {
            Some(kind) => fits(values == kind),
            None => return Unknown,
        },
    };
    match by_sqlx {
        Fails if driver == Driver::Diesel => misread_by_diesel(values, spelled),
        read => read,
    }
}

/// Whether Diesel certainly misreads a value of `PostgreSQL` that sqlx refuses.
fn misread_by_diesel(values: Values, spelled: Spelled<'_>) -> Read {
    match spelled {
        _ if values == Values::Special => Unknown,
        // It reads any bytes, and as text those that are UTF-8.
        Spelled::Primitive(Primitive::Bytes) => Unknown,
        Spelled::Primitive(Primitive::Text) if values.is_temporal() || values == Values::Bytes => {
            Unknown
        }
        Spelled::Known(Known::Uuid, _) if values == Values::Bytes => Unknown,
        // It reads a time with a zone as UTC, and one without as if it were.
        Spelled::Known(Known::DateTime, _) if values == Values::Instant => Fits,
        Spelled::Known(Known::Instant, _) if values == Values::DateTime => Unknown,
        _ => Fails,
    }
}

/// Returns the values that a known type holds.
fn kind(known: Known) -> Option<Values> {
    Some(match known {
        Known::Uuid => Values::Uuid,
        Known::Decimal => Values::Decimal,
        Known::Instant => Values::Instant,
        Known::DateTime => Values::DateTime,
        Known::Date => Values::Date,
        Known::Time => Values::Time,
        Known::Ulid => return None,
    })
}

/// `ty`: the type of the column.
pub(super) fn mysql(driver: Driver, (values, ty): (Values, &str), spelled: Spelled<'_>) -> Read {
    let read = match spelled {
        Spelled::Primitive(primitive) => mysql_primitive(driver, (values, ty), primitive),
        Spelled::Known(known, _) => mysql_known(driver, (values, ty), known),
    };
    match read {
        // It converts numbers, and what else it does is not known.
        Fails if driver == Driver::Diesel => Unknown,
        read => read,
    }
}

#[expect(clippy::match_same_arms, reason = "one line for each kind of field")]
fn mysql_primitive(driver: Driver, (values, ty): (Values, &str), primitive: Primitive) -> Read {
    use Values as V;
    let is_number = values.is_integer() || matches!(values, V::Float(_) | V::Decimal);
    match (primitive, values) {
        (Primitive::Bool, _) if values.is_integer() => Fits,
        (Primitive::Bool, V::Bit) if ty.eq_ignore_ascii_case("bit(1)") => Fits,
        (Primitive::Bool, V::Text | V::Decimal | V::Float(_)) => Fails,
        // A value of a wider column may fit or not.
        (Primitive::Signed(own), V::Signed(bits))
        | (Primitive::Unsigned(own), V::Unsigned(bits)) => {
            if bits <= own {
                Fits
            } else {
                Unknown
            }
        }
        (Primitive::Signed(_), V::Unsigned(_) | V::Bit | V::Year)
        | (Primitive::Unsigned(_), V::Signed(_))
        | (Primitive::Signed(_) | Primitive::Unsigned(_), V::Decimal | V::Float(_) | V::Text) => {
            Fails
        }
        (Primitive::Unsigned(16..), V::Year) => Fits,
        (Primitive::Float(_), V::Float(_)) => Fits,
        (Primitive::Float(_), _) if is_number => Fails,
        (Primitive::Text, V::Text | V::Uuid) | (Primitive::Bytes, V::Text | V::Bytes) => Fits,
        // SeaORM reads bytes that are UTF-8.
        (Primitive::Text, V::Bytes) if driver == Driver::Sqlx => Fails,
        (Primitive::Text | Primitive::Bytes, _) if is_number || values.is_temporal() => Fails,
        _ => Unknown,
    }
}

#[expect(clippy::match_same_arms, reason = "one line for each kind of field")]
fn mysql_known(driver: Driver, (values, ty): (Values, &str), known: Known) -> Read {
    use Values as V;
    match (known, values) {
        (Known::DateTime, V::DateTime) | (Known::Instant, V::DateTime | V::Instant) => Fits,
        (Known::DateTime, V::Instant) | (Known::Instant, V::Date | V::Text) => Fails,
        (Known::Date, _) => fits(values == V::Date),
        (Known::Time, _) => fits(values == V::Time),
        (Known::Uuid, V::Bytes) if ty.eq_ignore_ascii_case("binary(16)") => Fits,
        // SeaORM parses text after that.
        (Known::Uuid, V::Uuid) if driver == Driver::Sqlx => Fails,
        (Known::Uuid, V::Text) if driver == Driver::Sqlx && ty.eq_ignore_ascii_case("char(36)") => {
            Fails
        }
        (Known::Decimal, V::Decimal) => Fits,
        (Known::Decimal, V::Float(_)) => Fails,
        (Known::Decimal, _) if values.is_integer() => Fails,
        _ => Unknown,
    }
}
