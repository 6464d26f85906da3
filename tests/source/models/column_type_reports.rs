//! The reports about types of columns, whole, by the driver of the model.

use expect_test::expect;
use relata::options;
use relata::schema::Schema;
use serde_json::json;

use super::read;
use crate::source::packages::{MANIFEST, package};

/// Checks models whose columns differ, and returns the report.
fn report(name: &str, models: &str, dialect: &str, tables: &serde_json::Value) -> String {
    let models = read(&package(name, &[("src/lib.rs", models)]));
    let schema = json!({ "format": "relata-schema/1", "dialect": dialect, "tables": tables });
    let schema = Schema::parse(&schema.to_string()).unwrap();
    let findings = options()
        .schema(schema)
        .check_records(&[models.records().clone()]);
    findings.to_string()
}

/// Columns by name and type.
fn columns(all: &[(&str, &str)]) -> serde_json::Value {
    let all = all.iter();
    all.map(|(name, ty)| json!({ "name": name, "type": ty }))
        .collect()
}

#[test]
fn messages_over_postgresql() {
    let text = report(
        "models_column_type_postgresql",
        r#"
            #[derive(relata::Model, sqlx::FromRow)] #[relata(table = "orders")]
            pub struct Order { total: f64, count: Option<i64>, at: NaiveDateTime, extra: Box<str>, short: i64,
                #[sqlx(json)] json: String, #[sqlx(try_from = "i32")] tried: u64, #[sqlx(skip)] skipped: f32, fits: Uuid }
            #[derive(relata::Model, sqlx::FromRow)] #[relata(table = "orders", allow(column_type, reason = "old"))]
            pub struct Allowed { total: f64 }
            #[derive(relata::Model, diesel::Queryable)] #[relata(table = "orders")]
            pub struct ByDiesel { total: f64 }
            #[derive(relata::Model)] #[relata(table = "orders")]
            pub struct Unknown { total: f64, at: NaiveDateTime }
        "#,
        "postgresql",
        &json!([{ "name": "orders", "columns": [
            { "name": "total", "type": "numeric(10,2)" }, { "name": "count", "type": "integer", "nullable": true },
            { "name": "at", "type": "timestamp(3) with time zone" }, { "name": "extra", "type": "jsonb" },
            { "name": "short", "type": "positive", "base": "integer" }, { "name": "json", "type": "jsonb" },
            { "name": "tried", "type": "integer" }, { "name": "skipped", "type": "text" }, { "name": "fits", "type": "uuid" }
        ] }]),
    );
    expect![[r#"
        relata: 5 errors and 1 warning in 4 models from 1 crate

        error[column_type]: `Order.total` is `f64`, but its column `orders.total` is `numeric(10,2)`
          --> src/lib.rs:3:32
          = note: sqlx reads `numeric` into `Decimal` or `BigDecimal` only
          = help: change the type of `Order.total` to `Decimal` or `BigDecimal`

        error[column_type]: `Order.count` is `i64`, but its column `orders.count` is `integer`
          --> src/lib.rs:3:44
          = note: sqlx reads `integer` into `i32` only
          = note: different widths: 64 bits and 32 bits
          = help: change the type of `Order.count` to `i32`

        warning[column_type]: `Order.at` is `NaiveDateTime`, but its column `orders.at` is `timestamp(3) with time zone`
          --> src/lib.rs:3:64
          = note: sqlx reads `timestamp with time zone` into `DateTime<Utc>` or `OffsetDateTime` only
          = help: change the type of `Order.at` to `DateTime<Utc>` or `OffsetDateTime`

        error[column_type]: `Order.extra` is `Box<str>`, but its column `orders.extra` is `jsonb`
          --> src/lib.rs:3:83

        error[column_type]: `Order.short` is `i64`, but its column `orders.short` is `positive`
          --> src/lib.rs:3:100
          = note: `positive` is a domain of `integer`
          = note: sqlx reads `integer` into `i32` only
          = note: different widths: 64 bits and 32 bits
          = help: change the type of `Order.short` to `i32`

        error[column_type]: `Unknown.total` is `f64`, but its column `orders.total` is `numeric(10,2)`
          --> src/lib.rs:10:34
          = note: `numeric(10,2)` is read into `Decimal` or `BigDecimal`
          = help: change the type of `Unknown.total` to `Decimal` or `BigDecimal`

        for more information: cargo relata explain column_type
    "#]].assert_eq(&text);
}

#[test]
fn messages_over_mysql() {
    let text = report(
        "models_column_type_mysql",
        r#"
            pub mod order {
                #[derive(DeriveEntityModel, relata::Model)] #[sea_orm(table_name = "orders")]
                pub struct Model { #[sea_orm(primary_key)] pub id: i64, pub paid: String, pub at: NaiveDateTime, pub bytes: String }
            }
        "#,
        "mysql",
        &json!([{ "name": "orders", "primary_key": ["id"], "columns": columns(&[
            ("id", "bigint(20) unsigned"), ("paid", "tinyint(1)"), ("at", "timestamp"), ("bytes", "blob")]) }]),
    );
    expect![[r#"
        relata: 2 errors and 2 warnings in 1 model from 1 crate

        warning[unread_relations]: the relations that SeaORM declares for `order` are not read
          --> src/lib.rs:4:28
          = help: derive `relata::Relations` for the `Relation` of `order`; if these relations should not be read, also add `#[relata(skip)]` to that `Relation`

        error[column_type]: `order.id` is `i64`, but its column `orders.id` is `bigint(20) unsigned`
          --> src/lib.rs:4:64
          = note: SeaORM reads `bigint(20) unsigned` into `u64`
          = note: different signedness
          = help: change the type of `order.id` to `u64`

        error[column_type]: `order.paid` is `String`, but its column `orders.paid` is `tinyint(1)`
          --> src/lib.rs:4:77
          = note: SeaORM reads `tinyint(1)` into `bool` or `i8`
          = help: change the type of `order.paid` to `bool` or `i8`

        warning[column_type]: `order.at` is `NaiveDateTime`, but its column `orders.at` is `timestamp`
          --> src/lib.rs:4:95
          = note: SeaORM reads `timestamp` into `DateTime<Utc>` or `OffsetDateTime`
          = help: change the type of `order.at` to `DateTime<Utc>` or `OffsetDateTime`

        for more information: cargo relata explain unread_relations
    "#]].assert_eq(&text);
}

#[test]
fn messages_over_sqlite() {
    let text = report(
        "models_column_type_sqlite",
        r#"
            #[derive(relata::Model, sqlx::FromRow)] #[relata(table = "orders")]
            pub struct Order { total: f64, count: i64, rate: i32 }
            #[derive(relata::Model, sqlx::FromRow)] #[relata(table = "strict")]
            pub struct Strict { total: f64, count: String, name: i64, data: String, rate: bool, id: Uuid }
        "#,
        "sqlite",
        &json!([
            { "name": "orders", "columns": columns(&[("total", "DECIMAL(10,2)"), ("count", "TEXT"), ("rate", "REAL")]) },
            { "name": "strict", "strict": true, "columns": columns(&[("total", "INTEGER"), ("count", "INT"), ("name", "TEXT"),
                ("data", "BLOB"), ("rate", "REAL"), ("id", "TEXT")]) }
        ]),
    );
    expect![[r#"
        relata: 7 errors and 2 warnings in 2 models from 1 crate

        warning[column_type]: `Order.total` is `f64`, but its column `orders.total` is `DECIMAL(10,2)`
          --> src/lib.rs:3:32
          = note: SQLite stores whole numbers of this column as integers, and sqlx does not read these into `f64`
          = help: change the type of the column `orders.total` to `REAL`

        error[column_type]: `Order.count` is `i64`, but its column `orders.count` is `TEXT`
          --> src/lib.rs:3:44
          = note: SQLite stores all numbers of this column as text, and sqlx does not read these into `i64`
          = help: change the type of the column `orders.count` to `INTEGER`, or the type of `Order.count` to `String`

        error[column_type]: `Order.rate` is `i32`, but its column `orders.rate` is `REAL`
          --> src/lib.rs:3:56
          = note: SQLite stores all numbers of this column as floating-point numbers, and sqlx does not read these into `i32`
          = help: change the type of the column `orders.rate` to `INTEGER`, or the type of `Order.rate` to `f64`

        error[column_type]: `Strict.total` is `f64`, but its column `strict.total` is `INTEGER`
          --> src/lib.rs:5:33
          = note: SQLite stores all values of this column as integers in a `STRICT` table, and sqlx does not read these into `f64`
          = help: change the type of the column `strict.total` to `REAL`, or the type of `Strict.total` to `i64`

        error[column_type]: `Strict.count` is `String`, but its column `strict.count` is `INT`
          --> src/lib.rs:5:45
          = note: SQLite stores all values of this column as integers in a `STRICT` table, and sqlx does not read these into `String`
          = help: change the type of the column `strict.count` to `TEXT`, or the type of `Strict.count` to `i64`

        error[column_type]: `Strict.name` is `i64`, but its column `strict.name` is `TEXT`
          --> src/lib.rs:5:60
          = note: SQLite stores all values of this column as text in a `STRICT` table, and sqlx does not read these into `i64`
          = help: change the type of the column `strict.name` to `INTEGER`, or the type of `Strict.name` to `String`

        error[column_type]: `Strict.data` is `String`, but its column `strict.data` is `BLOB`
          --> src/lib.rs:5:71
          = note: SQLite stores all values of this column as bytes in a `STRICT` table, and sqlx does not read these into `String`
          = help: change the type of the column `strict.data` to `TEXT`, or the type of `Strict.data` to `Vec<u8>`

        error[column_type]: `Strict.rate` is `bool`, but its column `strict.rate` is `REAL`
          --> src/lib.rs:5:85
          = note: SQLite stores all values of this column as floating-point numbers in a `STRICT` table, and sqlx does not read these into `bool`
          = help: change the type of the column `strict.rate` to `INTEGER`, or the type of `Strict.rate` to `f64`

        warning[column_type]: `Strict.id` is `Uuid`, but its column `strict.id` is `TEXT`
          --> src/lib.rs:5:97
          = note: SQLite stores all values of this column as text in a `STRICT` table, and sqlx does not read these into `Uuid`
          = help: change the type of the column `strict.id` to `BLOB`, or the type of `Strict.id` to `String`

        for more information: cargo relata explain column_type
    "#]].assert_eq(&text);
}

/// The derive of sqlx is known by its path, or by its name in a package that depends on sqlx.
#[test]
fn the_driver_of_a_derive() {
    let model =
        "#[derive(relata::Model, FromRow)] #[relata(table = \"t\")] pub struct T { v: i64 }";
    let tables = json!([{ "name": "t", "columns": columns(&[("v", "TEXT")]) }]);
    let of = |name: &str, path: &str| {
        let text = model.replace("FromRow", path);
        let text = report(&format!("models_driver_{name}"), &text, "sqlite", &tables);
        text.contains("error[column_type]")
    };
    let manifest = MANIFEST.replace("[dependencies]", "[dependencies]\nsqlx = \"0.9\"");
    let files = [("Cargo.toml", &*manifest), ("src/lib.rs", model)];
    let models = read(&package("models_driver_dependency", &files));
    let schema = json!({ "format": "relata-schema/1", "dialect": "sqlite", "tables": tables });
    let schema = Schema::parse(&schema.to_string()).unwrap();
    let found = options()
        .schema(schema)
        .check_records(&[models.records().clone()]);
    assert_eq!(found.len(), 1, "{found}");
    assert!(of("path", "sqlx::FromRow"));
    assert!(!of("name", "FromRow"));
    assert!(!of("other", "mysql_common::FromRow"));
    assert!(!of("both", "sqlx::FromRow, Queryable"));
    assert!(of("query_result", "FromQueryResult"));
}
