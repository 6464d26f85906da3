//! Which types of Rust are reported over which types of columns, by the driver of the model. The tables are written from what
//! the drivers do, and not from the code.

#![allow(
    clippy::items_after_statements,
    reason = "each table has its columns next to it"
)]

use std::collections::BTreeSet;
use std::fmt::Write;

use relata::options;
use relata::schema::Schema;
use serde_json::json;

use super::read;
use crate::source::packages::package;

/// A model of each driver over a table of its own, with a field of each type over a column of each type.
const MODELS: &str = r#"
    #[derive(relata::Model, sqlx::FromRow)] #[relata(table = "sqlx")] pub struct Sqlx { FIELDS }
    pub mod entity {
        use super::*;
        #[derive(DeriveEntityModel, relata::Model)] #[sea_orm(table_name = "sea_orm")] pub struct Model { FIELDS }
    }
    #[derive(relata::Model, Queryable)] #[relata(table = "diesel")] pub struct Diesel { FIELDS }
    #[derive(relata::Model)] #[relata(table = "any")] pub struct Any { FIELDS }
"#;

/// The tables of the models.
const TABLES: [&str; 4] = ["sqlx", "sea_orm", "diesel", "any"];

/// What is reported of a field of this type: the types of columns, separated by `;`. Without a `~` before it, a column is an
/// error, or a warning in a field of a type of another crate. `*` means all except those that follow.
struct Row {
    ty: &'static str,
    sqlx: &'static str,
    sea_orm: &'static str,
    /// No driver is known.
    any: &'static str,
}

fn row(ty: &'static str, sqlx: &'static str, sea_orm: &'static str, any: &'static str) -> Row {
    Row {
        ty,
        sqlx,
        sea_orm,
        any,
    }
}

fn expected<'c>(words: &'c str, columns: &[&'c str]) -> BTreeSet<(&'c str, bool)> {
    let listed = |words: &'c str| words.split(';').map(str::trim).filter(|it| !it.is_empty());
    for word in listed(words.trim_start_matches('*')) {
        assert!(columns.contains(&word.trim_start_matches('~')), "{word}");
    }
    match words.strip_prefix('*') {
        Some(except) => {
            let is_left = |it: &&&str| !listed(except).any(|word| word == **it);
            columns
                .iter()
                .filter(is_left)
                .map(|it| (*it, false))
                .collect()
        }
        None => listed(words)
            .map(|it| match it.strip_prefix('~') {
                Some(warned) => (warned, true),
                None => (it, false),
            })
            .collect(),
    }
}

fn check(dialect: &str, strict: bool, columns: &[&str], rows: &[Row]) {
    let (mut fields, mut declared) = (String::new(), Vec::new());
    for (nth, row) in rows.iter().enumerate() {
        for (at, column) in columns.iter().enumerate() {
            write!(fields, "f{nth}_{at}: {}, ", row.ty).unwrap();
            declared.push(json!({ "name": format!("f{nth}_{at}"), "type": column }));
        }
    }
    let text = MODELS.replace("FIELDS", &fields);
    let name = format!("models_column_types_{dialect}_{strict}");
    let models = read(&package(&name, &[("src/lib.rs", &text)]));
    let tables = TABLES.map(|it| json!({ "name": it, "strict": strict, "columns": declared }));
    let schema = json!({ "format": "relata-schema/1", "dialect": dialect, "tables": tables });
    let schema = Schema::parse(&schema.to_string()).unwrap();
    let findings = options()
        .schema(schema)
        .check_records(&[models.records().clone()]);
    let found: BTreeSet<String> = (findings.iter())
        .filter(|it| it.rule() == relata::Rule::ColumnType)
        .map(|it| format!("{} {}", it.level(), it.other().unwrap()))
        .collect();
    for (nth, row) in rows.iter().enumerate() {
        let drivers = [row.sqlx, row.sea_orm, "", row.any];
        for (table, words) in TABLES.iter().zip(drivers) {
            let mut reported = BTreeSet::new();
            for (at, column) in columns.iter().enumerate() {
                let is = |level: &str| found.contains(&format!("{level} {table}.f{nth}_{at}"));
                let by_name = row.ty.starts_with(char::is_uppercase)
                    && !["String", "Vec<u8>"].contains(&row.ty);
                if is("warn") || is("deny") {
                    reported.insert((*column, is("warn") && !by_name));
                    assert!(!by_name || is("warn"), "{}: {column}", row.ty);
                }
            }
            assert_eq!(reported, expected(words, columns), "{} of {table}", row.ty);
        }
    }
    let compared = rows.len() * columns.len() * TABLES.len();
    let coverage = findings.coverage();
    let all = coverage.columns_compared + coverage.column_types_unknown;
    assert_eq!(usize::try_from(all).unwrap(), compared);
}

/// sqlx compares types exactly, and so does `SeaORM`, which only reads `u32` itself. Diesel looks at lengths: with it, some
/// types are read by chance or on purpose.
#[test]
fn of_postgresql() {
    let columns = [
        "boolean",
        "smallint",
        "integer",
        "bigint",
        "oid",
        "real",
        "double precision",
        "text",
        "character varying(9)",
        "citext",
        "uuid",
        "numeric(10,2)",
        "bytea",
        "timestamp(3) without time zone",
        "timestamp with time zone",
        "date",
        "time without time zone",
        "json",
        "jsonb",
        "inet",
        "interval",
        "money",
        "time with time zone",
        "\"char\"",
        "integer[]",
        "mood",
    ];
    // Of arrays and enums nothing is known, and of `"char"` only that `i8` fits.
    const OTHERS: &str = "; \"char\"; integer[]; mood";
    const SPECIAL: &str = "; json; jsonb; inet; interval; money; time with time zone";
    let except = |fits: &str| -> &'static str { format!("*{fits}{OTHERS}").leak() };
    let any = |fits: &str| -> &'static str { format!("*{fits}{SPECIAL}{OTHERS}").leak() };
    let exact = |ty: &'static str, fits: &str| row(ty, except(fits), except(fits), any(fits));
    let texts = "text; character varying(9); citext";
    let (plain, zoned) = ("timestamp(3) without time zone", "timestamp with time zone");
    let dates =
        "timestamp(3) without time zone; timestamp with time zone; date; time without time zone";
    check(
        "postgresql",
        false,
        &columns,
        &[
            exact("bool", "boolean"),
            row(
                "i8",
                "*\"char\"; integer[]; mood",
                "*\"char\"; integer[]; mood",
                any(""),
            ),
            exact("i16", "smallint"),
            exact("i32", "integer"),
            exact("i64", "bigint"),
            row(
                "u32",
                except(""),
                except("integer; oid"),
                any("integer; oid"),
            ),
            row("u64", except(""), except(""), any("")),
            exact("f32", "real"),
            exact("f64", "double precision"),
            // Diesel reads bytes and times as text, or not, by their value.
            row(
                "String",
                except(texts),
                except(texts),
                any(&format!("{texts}; bytea; {dates}")),
            ),
            // Diesel reads all bytes.
            row("Vec<u8>", except("bytea"), except("bytea"), ""),
            exact("NaiveDate", "date"),
            row(
                "NaiveDateTime",
                except(plain),
                except(plain),
                any(&format!("{plain}; {zoned}")),
            ),
            row(
                "DateTime<Utc>",
                except(zoned),
                except(zoned),
                any(&format!("{plain}; {zoned}")),
            ),
            row(
                "OffsetDateTime",
                except(zoned),
                except(zoned),
                any(&format!("{plain}; {zoned}")),
            ),
            exact("NaiveTime", "time without time zone"),
            row("Uuid", except("uuid"), except("uuid"), any("uuid; bytea")),
            exact("Decimal", "numeric(10,2)"),
            exact("BigDecimal", "numeric(10,2)"),
            row("Ulid", "", "", ""),
            row("UserId", "", "", ""),
        ],
    );
}

/// Sign and kind are compared, widths are not: a wider column may hold smaller numbers. Diesel converts.
#[test]
fn of_mysql() {
    let columns = [
        "tinyint(1)",
        "tinyint(4)",
        "smallint(6)",
        "int(11)",
        "int",
        "bigint(20)",
        "tinyint(3) unsigned",
        "int(10) unsigned",
        "bigint unsigned",
        "bit(1)",
        "year(4)",
        "float",
        "double",
        "decimal(10,2)",
        "char(36)",
        "varchar(20)",
        "text",
        "enum('a','int unsigned')",
        "binary(16)",
        "varbinary(16)",
        "blob",
        "date",
        "time",
        "datetime(6)",
        "timestamp",
        "json",
        "uuid",
        "geometry",
    ];
    const SIGNED: &str = "tinyint(1); tinyint(4); smallint(6); int(11); int; bigint(20); ";
    const UNSIGNED: &str = "tinyint(3) unsigned; int(10) unsigned; bigint unsigned; ";
    const TEXT: &str = "char(36); varchar(20); text; enum('a','int unsigned'); ";
    const FLOAT: &str = "float; double; ";
    const DECIMAL: &str = "decimal(10,2); ";
    const BYTES: &str = "binary(16); varbinary(16); blob; ";
    const DATES: &str = "date; time; datetime(6); timestamp; ";
    let of = |lists: &[&str]| -> &'static str { lists.concat().leak() };
    let same = |ty, lists: &[&str]| row(ty, of(lists), of(lists), "");
    let signed = [UNSIGNED, "bit(1); year(4); ", DECIMAL, FLOAT, TEXT];
    let unsigned = [SIGNED, DECIMAL, FLOAT, TEXT];
    let numbers = [SIGNED, UNSIGNED, FLOAT, DECIMAL, DATES];
    check(
        "mysql",
        false,
        &columns,
        &[
            same("bool", &[TEXT, DECIMAL, FLOAT]),
            same("i8", &signed),
            same("i16", &signed),
            same("i32", &signed),
            same("i64", &signed),
            same("u8", &unsigned),
            same("u32", &unsigned),
            same("u64", &unsigned),
            same("f32", &[SIGNED, UNSIGNED, DECIMAL]),
            same("f64", &[SIGNED, UNSIGNED, DECIMAL]),
            // SeaORM reads bytes that are UTF-8.
            row("String", of(&[of(&numbers), BYTES]), of(&numbers), ""),
            same("Vec<u8>", &numbers),
            same("NaiveDateTime", &["timestamp"]),
            same("PrimitiveDateTime", &["timestamp"]),
            same("DateTime<Utc>", &["date; ", TEXT]),
            same("OffsetDateTime", &["date; ", TEXT]),
            row(
                "NaiveDate",
                "*date; json; geometry",
                "*date; json; geometry",
                "",
            ),
            row(
                "NaiveTime",
                "*time; json; geometry",
                "*time; json; geometry",
                "",
            ),
            // SeaORM parses text.
            row("Uuid", "char(36); uuid", "", ""),
            same("Decimal", &[SIGNED, UNSIGNED, FLOAT]),
            row("UserId", "", "", ""),
        ],
    );
}

const SQLITE: [&str; 12] = [
    "INTEGER",
    "bigint unsigned",
    "TEXT",
    "varchar(20)",
    "CLOB",
    "REAL",
    "double precision",
    "DECIMAL(10,2)",
    "BOOLEAN",
    "DATETIME",
    "STRING",
    "BLOB",
];

/// The affinity of a column converts what is written: to text, or a whole number to an integer.
#[test]
fn of_sqlite() {
    const TEXT_OR_REAL: &str = "TEXT; varchar(20); CLOB; REAL; double precision";
    const FLOATS: &str = "TEXT; varchar(20); CLOB; ~INTEGER; ~bigint unsigned; ~DECIMAL(10,2); ~BOOLEAN; ~DATETIME; ~STRING";
    let same = |ty, reported| row(ty, reported, reported, "");
    check(
        "sqlite",
        false,
        &SQLITE,
        &[
            same("bool", TEXT_OR_REAL),
            same("i32", TEXT_OR_REAL),
            same("i64", TEXT_OR_REAL),
            same("u8", TEXT_OR_REAL),
            same("f32", FLOATS),
            same("f64", FLOATS),
            same("String", ""),
            same("Vec<u8>", ""),
            same("Uuid", ""),
            same("NaiveDate", ""),
            same("NaiveDateTime", ""),
            same("DateTime<Utc>", ""),
            same("NaiveTime", ""),
            same("Decimal", ""),
            same("UserId", ""),
        ],
    );
}

/// A `STRICT` table refuses other values.
#[test]
fn of_strict_tables_of_sqlite() {
    let same = |ty, reported| row(ty, reported, reported, "");
    check(
        "sqlite",
        true,
        &["INT", "INTEGER", "REAL", "TEXT", "BLOB", "ANY"],
        &[
            same("bool", "REAL; TEXT; BLOB"),
            same("i64", "REAL; TEXT; BLOB"),
            same("f32", "INT; INTEGER; TEXT; BLOB"),
            same("f64", "INT; INTEGER; TEXT; BLOB"),
            same("String", "INT; INTEGER; REAL; BLOB"),
            // Text is read as bytes.
            same("Vec<u8>", "INT; INTEGER; REAL"),
            same("Uuid", "INT; INTEGER; REAL; TEXT"),
            // Seconds and days are numbers.
            same("NaiveDateTime", "BLOB"),
            same("DateTime<Utc>", "BLOB"),
            same("Decimal", ""),
        ],
    );
}
