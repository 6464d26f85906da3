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
        relata: 2 errors and 1 warning in 2 models from 1 crate

        error[column_type]: `Invoice.due_day` is `i32`, but its column `billing.invoices.dueDay` is `bigint`
          --> tests/neighbours/tests/sqlx.rs:28:5
          = note: `bigint` is read into `i64`
          = note: different widths: 32 bits and 64 bits
          = help: change the type of `Invoice.due_day` to `i64`

        error[column_type]: `Invoice.move` is `i64`, but its column `billing.invoices.move` is `text`
          --> tests/neighbours/tests/sqlx.rs:47:5
          = note: `text` is read into `String`
          = help: change the type of `Invoice.move` to `String`

        warning[missing_column]: `Invoice.is_paid` holds the column `isPaid`, but table `billing.invoices` has no such column
          --> tests/neighbours/tests/sqlx.rs:48:5
          = note: `billing.invoices` has 9 columns: `id`, `dueDay`, `type`, `note`, `street`, and 4 others

        for more information: cargo relata explain column_type
    "#]].assert_eq(&found.to_string());
    assert_eq!(
        found.coverage().to_string(),
        "2 models, no relation is declared; 6 columns compared, 3 types not known"
    );
}
