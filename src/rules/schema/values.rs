//! The values that a column holds, by the spelling of its type. A type that is not listed is not known.

use crate::schema::Dialect;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Values {
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
    /// `"char"` of `PostgreSQL`: one byte.
    Byte,
    /// `bit` and `year` of `MySQL`: numbers without a sign.
    Bit,
    Year,
    /// `json`, `inet`, `interval`, `money`, …: none of the types that this crate knows.
    Special,
}

impl Values {
    pub(super) fn of(dialect: Dialect, ty: &str) -> Option<Self> {
        match dialect {
            Dialect::Diesel => Values::of_diesel(ty),
            Dialect::PostgreSql => Values::of_postgresql(&bare(ty)),
            Dialect::MySql => Values::of_mysql(&bare(ty)),
            // A column holds values of any type.
            Dialect::Sqlite => None,
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
        Some(match ty {
            "smallint" | "int2" | "smallserial" => Values::Signed(16),
            "integer" | "int" | "int4" | "serial" => Values::Signed(32),
            "bigint" | "int8" | "bigserial" => Values::Signed(64),
            "oid" => Values::Unsigned(32),
            "real" | "float4" => Values::Float(32),
            "double precision" | "float8" => Values::Float(64),
            "boolean" | "bool" => Values::Bool,
            "text" | "varchar" | "character varying" | "character" | "bpchar" | "citext"
            | "name" => Values::Text,
            "\"char\"" => Values::Byte,
            "bytea" => Values::Bytes,
            "uuid" => Values::Uuid,
            "numeric" | "decimal" => Values::Decimal,
            "timestamptz" | "timestamp with time zone" => Values::Instant,
            "timestamp" | "timestamp without time zone" => Values::DateTime,
            "date" => Values::Date,
            "time" | "time without time zone" => Values::Time,
            "json"
            | "jsonb"
            | "xml"
            | "inet"
            | "cidr"
            | "interval"
            | "money"
            | "timetz"
            | "time with time zone"
            | "hstore"
            | "bit"
            | "bit varying"
            | "varbit" => Values::Special,
            _ => return None,
        })
    }

    fn of_mysql(ty: &str) -> Option<Self> {
        let (name, rest) = ty.split_once(' ').unwrap_or((ty, ""));
        let is_unsigned = rest.split(' ').any(|it| it == "unsigned");
        let integer = |bits| {
            if is_unsigned {
                Values::Unsigned(bits)
            } else {
                Values::Signed(bits)
            }
        };
        Some(match name {
            "tinyint" | "boolean" | "bool" => integer(8),
            "smallint" => integer(16),
            "mediumint" => integer(24),
            "int" | "integer" => integer(32),
            "bigint" => integer(64),
            "bit" => Values::Bit,
            "year" => Values::Year,
            "float" => Values::Float(32),
            "double" | "real" => Values::Float(64),
            "decimal" | "numeric" => Values::Decimal,
            "char" | "varchar" | "tinytext" | "text" | "mediumtext" | "longtext" | "enum"
            | "set" => Values::Text,
            "binary" | "varbinary" | "tinyblob" | "blob" | "mediumblob" | "longblob" => {
                Values::Bytes
            }
            "uuid" => Values::Uuid,
            "datetime" => Values::DateTime,
            "timestamp" => Values::Instant,
            "date" => Values::Date,
            "time" => Values::Time,
            _ => return None,
        })
    }

    pub(super) fn is_temporal(self) -> bool {
        matches!(
            self,
            Values::Instant | Values::DateTime | Values::Date | Values::Time
        )
    }

    pub(super) fn is_integer(self) -> bool {
        matches!(self, Values::Signed(_) | Values::Unsigned(_))
    }
}

/// Returns a type in small letters, without its length, its precision or its values.
pub(super) fn bare(ty: &str) -> String {
    let ty = ty.to_ascii_lowercase();
    match (ty.split_once('('), ty.rsplit_once(')')) {
        (Some((before, _)), Some((_, after))) => format!("{before}{after}"),
        _ => ty,
    }
}
