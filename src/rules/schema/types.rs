//! Compares the type of a field with that of its column: what Diesel implements for its own types, and what the drivers of the
//! model do with those of a database.

use super::affinity;
use super::drivers::{self, Driver, Read, by_all};
use super::facts::Facts;
use super::values::Values;
use crate::model::Field;
use crate::model::stored::Drivers;
use crate::model::types::InColumn;
use crate::primitive::Primitive;
use crate::rules::keys::spelling::{Known, Spelled};
use crate::rules::prelude::*;
use crate::schema::{Column, Dialect, Table};

/// The result of comparing the type of a field with that of its column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Compared {
    Fit,
    /// Another crate can have a type of the same name, so a type that is only known by its name is a warning.
    Differ(Level),
    Unknown,
}

pub(super) fn compare(
    facts: &Facts<'_>,
    (table, column): (&Table, &Column),
    (model, field): (u32, &Field),
) -> Compared {
    let dialect = facts.schema.dialect;
    let spelled = spelled(facts.graph, (model, field));
    let Some((dialect, spelled)) = dialect.zip(spelled) else {
        return Compared::Unknown;
    };
    let read = match dialect {
        Dialect::Diesel => Values::of(dialect, &column.ty).map(|it| by_diesel(it, spelled)),
        _ => by_drivers(
            facts.graph.model(model).drivers,
            (dialect, table, column),
            spelled,
        ),
    };
    match (read.unwrap_or(Read::Unknown), spelled) {
        (Read::Fits, _) => Compared::Fit,
        (Read::Unknown, _) => Compared::Unknown,
        (Read::Fails, Spelled::Primitive(_)) => Compared::Differ(Level::Deny),
        (Read::Fails | Read::FailsForSome, _) => Compared::Differ(Level::Warn),
    }
}

/// What the drivers of a model do with a column of a database.
fn by_drivers(
    drivers: Drivers,
    (dialect, table, column): (Dialect, &Table, &Column),
    spelled: Spelled<'_>,
) -> Option<Read> {
    let drivers = Driver::of(drivers);
    // Diesel trusts its schema, which is what the compiler compares a struct with.
    if *drivers == [Driver::Diesel] {
        return None;
    }
    let ty = column.seen();
    if dialect == Dialect::Sqlite {
        let column = (ty, table.strict);
        return Some(by_all(&drivers, |it| affinity::read(it, column, spelled)));
    }
    let values = Values::of(dialect, ty)?;
    Some(by_all(&drivers, |it| match dialect {
        Dialect::MySql => drivers::mysql(it, (values, ty), spelled),
        _ => drivers::postgresql(it, values, spelled),
    }))
}

/// Returns the type that a field has in its column, if it is one of the language or of a well-known crate.
pub(super) fn spelled<'f>(graph: &Graph, (model, field): (u32, &'f Field)) -> Option<Spelled<'f>> {
    if field.stored.converted {
        return None;
    }
    match in_column(graph, (model, field)) {
        InColumn::Stored(stored) => Spelled::of(stored.name),
        InColumn::Other => None,
        InColumn::Unknown => Spelled::of(&field.ty),
    }
}

/// Returns what is known of the column of a field from the id of its type, if the text does not show it.
pub(super) fn in_column(graph: &Graph, (model, field): (u32, &Field)) -> InColumn {
    if !field.is_typed || matches!(Spelled::of(&field.ty), Some(Spelled::Primitive(_))) {
        return InColumn::Unknown;
    }
    let mut types = graph.types(model);
    let known = types.find_map(|it| Some(it.in_column(it.get(field.first_type as usize)?)));
    known.unwrap_or(InColumn::Unknown)
}

/// What a type of Rust does with values of one of Diesel's types: for it, the compiler would refuse those that do not fit.
fn by_diesel(values: Values, spelled: Spelled<'_>) -> Read {
    let fits = match spelled {
        Spelled::Primitive(primitive) => match primitive {
            Primitive::Signed(bits) => values == Values::Signed(bits),
            Primitive::Unsigned(bits) => values == Values::Unsigned(bits),
            Primitive::Float(bits) => values == Values::Float(bits),
            Primitive::Bool => values == Values::Bool,
            // SQLite stores dates as text.
            Primitive::Text if values.is_temporal() => return Read::Unknown,
            Primitive::Text => values == Values::Text,
            Primitive::Bytes => values == Values::Bytes,
            Primitive::Char => return Read::Unknown,
        },
        Spelled::Known(known, _) => match known {
            Known::Uuid => values == Values::Uuid,
            Known::Decimal => values == Values::Decimal,
            Known::Date => values == Values::Date,
            Known::Time => values == Values::Time,
            // Diesel reads a time with a zone as UTC.
            Known::DateTime => matches!(values, Values::DateTime | Values::Instant),
            Known::Instant if values == Values::DateTime => return Read::Unknown,
            Known::Instant => values == Values::Instant,
            Known::Ulid => return Read::Unknown,
        },
    };
    if fits { Read::Fits } else { Read::Fails }
}

/// Returns the types of Rust that a column is read into, as far as they are known.
pub(super) fn readable(dialect: Dialect, ty: &str) -> Vec<String> {
    let one = |ty: String| vec![ty];
    let all = |types: &[&str]| types.iter().map(|it| (*it).to_owned()).collect();
    match Values::of(dialect, ty) {
        Some(Values::Signed(8)) if is_flag(dialect, ty) => all(&["bool", "i8"]),
        Some(Values::Signed(24)) => all(&["i32"]),
        Some(Values::Unsigned(24)) => all(&["u32"]),
        Some(Values::Signed(bits)) => one(format!("i{bits}")),
        Some(Values::Unsigned(bits)) => one(format!("u{bits}")),
        Some(Values::Float(bits)) => one(format!("f{bits}")),
        Some(Values::Bool) => all(&["bool"]),
        Some(Values::Text) => all(&["String"]),
        Some(Values::Bytes) => all(&["Vec<u8>"]),
        // Which crate they are of is not known.
        _ if dialect == Dialect::Diesel => Vec::new(),
        Some(Values::Uuid) if dialect == Dialect::PostgreSql => all(&["Uuid"]),
        Some(Values::Decimal) => all(&["Decimal", "BigDecimal"]),
        Some(Values::Instant) => all(&["DateTime<Utc>", "OffsetDateTime"]),
        Some(Values::DateTime) => all(&["NaiveDateTime", "PrimitiveDateTime"]),
        Some(Values::Date) => all(&["NaiveDate", "time::Date"]),
        Some(Values::Time) => all(&["NaiveTime", "time::Time"]),
        _ => Vec::new(),
    }
}

/// Whether a number is meant as a `bool`: `MySQL` has no other type for it.
fn is_flag(dialect: Dialect, ty: &str) -> bool {
    dialect == Dialect::MySql && ty.eq_ignore_ascii_case("tinyint(1)")
}
