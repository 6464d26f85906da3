//! Structs that derive sqlx's `FromRow`: which columns their fields are read from.

#![allow(dead_code, reason = "only the derives look at the models")]

use expect_test::expect;
use relata::schema::Schema;
use relata::{models, options};

/// The columns of an address, in the table of the struct that holds it.
#[derive(Default, sqlx::FromRow)]
struct Address {
    street: String,
}

struct Euros(i64);

impl From<i64> for Euros {
    fn from(cents: i64) -> Self {
        Euros(cents / 100)
    }
}

#[derive(sqlx::FromRow, relata::Model)]
#[sqlx(rename_all = "camelCase")]
#[relata(table = "billing.invoices")]
struct Invoice {
    id: i64,
    due_day: i32,
    #[sqlx(rename = "type")]
    kind: String,
    #[relata(column = "note")]
    #[sqlx(rename = "remark")]
    remarks: String,
    #[sqlx(flatten)]
    address: Address,
    #[sqlx(skip)]
    is_open: bool,
    #[sqlx(json)]
    lines: Vec<String>,
    #[sqlx(json(nullable))]
    tags: Option<Vec<String>>,
    #[sqlx(try_from = "i64")]
    total: Euros,
    #[sqlx(default)]
    customer_count: i64,
    #[sqlx(default)]
    r#move: i64,
    is_paid: bool,
}

/// All fields may be without a column.
#[derive(Default, sqlx::FromRow, relata::Model)]
#[sqlx(default)]
#[relata(table = "billing.invoices")]
struct Summary {
    id: i64,
    count: i64,
}

#[test]
fn columns() {
    let column = |(name, ty): (&str, &str)| {
        format!(
            r#"{{ "name": "{name}", "type": "{ty}", "nullable": {} }}"#,
            name == "tags"
        )
    };
    let columns = [
        ("id", "bigint"),
        ("dueDay", "bigint"),
        ("type", "text"),
        ("note", "text"),
        ("street", "text"),
        ("lines", "jsonb"),
        ("tags", "jsonb"),
        ("total", "bigint"),
        ("move", "text"),
    ];
    let columns = columns.map(column).join(", ");
    let table = format!(r#"{{ "schema": "billing", "name": "invoices", "columns": [{columns}] }}"#);
    let schema = Schema::parse(&format!(
        r#"{{ "format": "relata-schema/1", "dialect": "postgresql", "known": ["tables", "nullability"], "tables": [{table}] }}"#
    ));
    let options = options().schema(schema.unwrap());
    let found = options.check_isolated(&models![Invoice, Summary]);
    expect![[r#"
        relata: 3 errors in 2 models from 1 crate

        error[column_type]: `Invoice.due_day` is `i32`, but its column `billing.invoices.dueDay` is `bigint`
          --> tests/neighbours/tests/sqlx.rs:28:5
          = note: sqlx reads `bigint` into `i64` only
          = note: different widths: 32 bits and 64 bits
          = help: change the type of `Invoice.due_day` to `i64`

        error[column_type]: `Invoice.move` is `i64`, but its column `billing.invoices.move` is `text`
          --> tests/neighbours/tests/sqlx.rs:47:5
          = note: sqlx reads `text` into `String` only
          = help: change the type of `Invoice.move` to `String`

        error[missing_column]: `Invoice.is_paid` holds the column `isPaid`, but table `billing.invoices` has no such column
          --> tests/neighbours/tests/sqlx.rs:48:5
          = note: `billing.invoices` has 9 columns: `id`, `dueDay`, `type`, `note`, `street`, and 4 others

        for more information: cargo relata explain column_type
    "#]].assert_eq(&found.to_string());
    assert_eq!(
        found.coverage().to_string(),
        "2 models, no relation is declared; 6 columns compared, 3 types not known"
    );
}

/// An attribute of sqlx shows that sqlx reads the model. The derive alone does not, since a derive does not see others.
#[test]
fn the_driver() {
    #[derive(sqlx::FromRow, relata::Model)]
    #[relata(table = "counters")]
    struct Counter {
        #[sqlx(rename = "total")]
        count: i64,
    }

    #[derive(sqlx::FromRow, relata::Model)]
    #[relata(table = "counters")]
    struct Unknown {
        total: i64,
    }

    let schema = r#"{ "format": "relata-schema/1", "dialect": "sqlite", "tables": [ { "name": "counters",
        "columns": [ { "name": "total", "type": "TEXT" } ] } ] }"#;
    let options = options().schema(Schema::parse(schema).unwrap());
    let found = options.check_isolated(&models![Counter, Unknown]);
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[column_type]: `Counter.count` is `i64`, but its column `counters.total` is `TEXT`
          --> tests/neighbours/tests/sqlx.rs:119:9
          = note: SQLite stores all numbers of this column as text, and sqlx does not read these into `i64`
          = help: change the type of the column `counters.total` to `INTEGER`, or the type of `Counter.count` to `String`

        for more information: cargo relata explain column_type
    "#]].assert_eq(&found.to_string());
}
