//! Which type of Rust a column can be read into: what Diesel implements for its types, and what all drivers agree on for
//! those of PostgreSQL. Any other type is not known.

use super::facts::Facts;
use crate::model::Field;
use crate::model::types::InColumn;
use crate::primitive::Primitive;
use crate::rules::keys::spelling::{Known, Spelled};
use crate::rules::prelude::*;
use crate::schema::{Column, Dialect};

/// The values of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Values {
    Signed(u32),
    Unsigned(u32),
    Float(u32),
    Bool,
    Text,
    Bytes,
    Uuid,
    Decimal,
    /// A date and a time in a time zone.
    Instant,
    /// A date and a time.
    DateTime,
    Date,
    Time,
}

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
    column: &Column,
    (model, field): (u32, &Field),
) -> Compared {
    let values = facts
        .schema
        .dialect
        .and_then(|it| Values::of(it, column.base.as_ref().unwrap_or(&column.ty)));
    let spelled = spelled(facts.graph, (model, field));
    let Some((values, spelled)) = values.zip(spelled) else {
        return Compared::Unknown;
    };
    let level = match spelled {
        Spelled::Primitive(_) => Level::Deny,
        Spelled::Known(..) => Level::Warn,
    };
    match values.fit(spelled) {
        Some(true) => Compared::Fit,
        Some(false) => Compared::Differ(level),
        None => Compared::Unknown,
    }
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

/// Returns the type of the language that a column is read into, if there is one.
pub(super) fn of_the_language(dialect: Option<Dialect>, ty: &str) -> Option<String> {
    Some(match Values::of(dialect?, ty)? {
        Values::Signed(bits) => format!("i{bits}"),
        Values::Unsigned(bits) => format!("u{bits}"),
        Values::Float(bits) => format!("f{bits}"),
        Values::Bool => "bool".to_owned(),
        Values::Text => "String".to_owned(),
        Values::Bytes => "Vec<u8>".to_owned(),
        _ => return None,
    })
}

impl Values {
    fn of(dialect: Dialect, ty: &str) -> Option<Self> {
        match dialect {
            Dialect::Diesel => Values::of_diesel(ty),
            Dialect::PostgreSql => Values::of_postgresql(ty),
            // What a column holds depends on its values or on the driver.
            Dialect::MySql | Dialect::Sqlite => None,
        }
    }

    fn of_diesel(ty: &str) -> Option<Self> {
        let argument = |name: &str| ty.strip_prefix(name)?.strip_prefix('<')?.strip_suffix('>');
        if let Some(inner) = argument("Nullable") {
            return Values::of_diesel(inner);
        }
        if let Some(inner) = argument("Unsigned") {
            return match Values::of_diesel(inner)? {
                Values::Signed(bits) => Some(Values::Unsigned(bits)),
                _ => None,
            };
        }
        Some(match ty {
            "TinyInt" | "Tinyint" => Values::Signed(8),
            "SmallInt" | "Int2" | "SmallSerial" | "Smallserial" => Values::Signed(16),
            "Integer" | "Int4" | "Serial" => Values::Signed(32),
            "BigInt" | "Bigint" | "Int8" | "BigSerial" | "Bigserial" => Values::Signed(64),
            "Oid" => Values::Unsigned(32),
            "Float" | "Float4" => Values::Float(32),
            "Double" | "Float8" => Values::Float(64),
            "Bool" => Values::Bool,
            "Text" | "VarChar" | "Varchar" | "Char" | "Bpchar" | "Citext" | "Tinytext"
            | "Mediumtext" | "Longtext" => Values::Text,
            "Binary" | "Bytea" | "Varbinary" | "Blob" | "Tinyblob" | "Mediumblob" | "Longblob" => {
                Values::Bytes
            }
            "Uuid" => Values::Uuid,
            "Numeric" | "Decimal" => Values::Decimal,
            "Timestamptz" | "TimestamptzSqlite" => Values::Instant,
            "Timestamp" | "Datetime" => Values::DateTime,
            "Date" => Values::Date,
            "Time" => Values::Time,
            _ => return None,
        })
    }

    fn of_postgresql(ty: &str) -> Option<Self> {
        let ty = ty.to_ascii_lowercase();
        // Without the length or the precision.
        let ty = match (ty.split_once('('), ty.split_once(')')) {
            (Some((before, _)), Some((_, after))) => format!("{before}{after}"),
            _ => ty,
        };
        Some(match &*ty {
            "smallint" | "int2" | "smallserial" => Values::Signed(16),
            "integer" | "int" | "int4" | "serial" => Values::Signed(32),
            "bigint" | "int8" | "bigserial" => Values::Signed(64),
            "real" | "float4" => Values::Float(32),
            "double precision" | "float8" => Values::Float(64),
            "boolean" | "bool" => Values::Bool,
            "text" | "varchar" | "character varying" | "character" | "bpchar" | "citext" => {
                Values::Text
            }
            "bytea" => Values::Bytes,
            "uuid" => Values::Uuid,
            "numeric" | "decimal" => Values::Decimal,
            "timestamptz" | "timestamp with time zone" => Values::Instant,
            "timestamp" | "timestamp without time zone" => Values::DateTime,
            "date" => Values::Date,
            "time" | "time without time zone" => Values::Time,
            _ => return None,
        })
    }

    /// Whether a type holds these values; none if that depends on the driver or on its features.
    fn fit(self, spelled: Spelled<'_>) -> Option<bool> {
        let is_temporal = matches!(
            self,
            Values::Instant | Values::DateTime | Values::Date | Values::Time
        );
        Some(match spelled {
            Spelled::Primitive(primitive) => match primitive {
                Primitive::Signed(bits) => self == Values::Signed(bits),
                Primitive::Unsigned(bits) => self == Values::Unsigned(bits),
                Primitive::Float(bits) => self == Values::Float(bits),
                Primitive::Bool => self == Values::Bool,
                // SQLite stores dates as text.
                Primitive::Text if is_temporal => return None,
                Primitive::Text => self == Values::Text,
                Primitive::Bytes => self == Values::Bytes,
                Primitive::Char => return None,
            },
            Spelled::Known(known, _) => match known {
                Known::Uuid => self == Values::Uuid,
                Known::Decimal => self == Values::Decimal,
                Known::Date => self == Values::Date,
                Known::Time => self == Values::Time,
                // Diesel reads a time with a zone as UTC.
                Known::DateTime => matches!(self, Values::DateTime | Values::Instant),
                Known::Instant if self == Values::DateTime => return None,
                Known::Instant => self == Values::Instant,
                Known::Ulid => return None,
            },
        })
    }
}
