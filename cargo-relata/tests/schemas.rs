//! Models that are compared with schema files, and the schema in the source.

#![allow(clippy::too_many_lines, reason = "whole outputs are long")]

mod run;

use expect_test::expect;
use run::{fixture, folder, run};

const SHOP: &str = r#"{ "format": "relata/1", "models": [
  { "path": "shop::Order", "table": "orders", "at": "shop/src/order.rs:7:12",
    "fields": [ { "name": "id", "type": "i64" }, { "name": "total", "type": "i64" } ] } ] }"#;

/// The schema of a database with these columns of one table.
fn schema(columns: &str) -> String {
    let known = r#""known": ["tables", "nullability"]"#;
    let table = format!(r#"{{ "schema": "public", "name": "orders", "columns": [ {columns} ] }}"#);
    format!(
        r#"{{ "format": "relata-schema/1", "dialect": "postgresql", "search_path": ["public"], {known}, "tables": [ {table} ] }}"#
    )
}

#[test]
fn a_document_is_compared_with_schema_files() {
    let [id, total] = [
        r#"{ "name": "id", "type": "bigint" }"#,
        r#"{ "name": "total", "type": "integer" }"#,
    ];
    let (whole, part) = (schema(&format!("{id}, {total}")), schema(id));
    let files = [
        ("shop.json", SHOP),
        ("a.json", &whole),
        ("b.json", &part),
        ("c.json", &part),
    ];
    let here = folder("compared_with_schemas", &files);
    let printed = [
        &["check", "shop.json", "--schema", "a.json"][..],
        &[
            "check",
            "shop.json",
            "--schema",
            "a.json",
            "--schema",
            "b.json",
            "--schema",
            "c.json",
        ],
        &[
            "check",
            "shop.json",
            "--schema",
            "b.json",
            "-A",
            "missing_column",
        ],
        &[
            "check",
            "shop.json",
            "--schema",
            "b.json",
            "--message-format",
            "json",
        ],
    ];
    let printed = printed.map(|it| run(&here, it));
    expect![[r#"
        $ cargo relata check shop.json --schema a.json
        error[column_type]: `Order.total` is `i64`, but its column `orders.total` is `integer`
        --> shop/src/order.rs:7:12
         = note: `integer` is read into `i32`
         = note: different widths: 64 bits and 32 bits
         = help: change the type of `Order.total` to `i32`

        `shop.json`: 1 error in 1 model from 1 crate, compared with `a.json`
        for more information: cargo relata explain column_type
        coverage: 1 model, no relation is declared; 2 columns compared
        exit 1

        $ cargo relata check shop.json --schema a.json --schema b.json --schema c.json
        error[missing_column]: `Order.total` holds the column `total`, but table `orders` has no such column
        --> shop/src/order.rs:7:12
         = note: `orders` has 1 column: `id`
         = note: in 2 of 3 databases: `b.json` and `c.json`

        error[column_type]: `Order.total` is `i64`, but its column `orders.total` is `integer`
        --> shop/src/order.rs:7:12
         = note: `integer` is read into `i32`
         = note: different widths: 64 bits and 32 bits
         = note: in 1 of 3 databases: `a.json`
         = help: change the type of `Order.total` to `i32`

        `shop.json`: 2 errors in 1 model from 1 crate, compared with 3 databases: `a.json`, `b.json`, and `c.json`
        for more information: cargo relata explain missing_column
        coverage: 1 model, no relation is declared; 4 columns compared
        exit 1

        $ cargo relata check shop.json --schema b.json -A missing_column
        `shop.json`: no findings in 1 model from 1 crate, compared with `b.json`
        coverage: 1 model, no relation is declared; 1 column compared; 1 finding silenced: 1 by level
        exit 0

        $ cargo relata check shop.json --schema b.json --message-format json
        {
          "format": "relata-check/1",
          "totals": {
            "errors": 1,
            "warnings": 0
          },
          "checked": [
            {
              "name": "`shop.json`",
              "models": 1,
              "crates": 1,
              "errors": 1,
              "warnings": 0,
              "coverage": {
                "models": 1,
                "relations": 0,
                "keys_compared": 0,
                "keys_unknown": 0,
                "types_unknown": 0,
                "targets_unknown": 0,
                "relations_without_key": 0,
                "models_without_relations": 1,
                "columns_compared": 1,
                "column_types_unknown": 0,
                "tables_unknown": 0,
                "foreign_keys_without_relation": 0,
                "unread_code": 0,
                "skipped_parts": 0,
                "silenced_by_allow": 0,
                "silenced_by_level": 0,
                "silenced_by_baseline": 0
              },
              "databases": [
                "b.json"
              ]
            }
          ],
          "skipped": [],
          "findings": [
            {
              "rule": "missing_column",
              "level": "error",
              "headline": "`Order.total` holds the column `total`, but table `orders` has no such column",
              "subject": "Order.total",
              "other": "orders.total",
              "place": {
                "file": "shop/src/order.rs",
                "line": 7,
                "column": 12
              },
              "notes": [
                {
                  "text": "`orders` has 1 column: `id`",
                  "place": null
                }
              ],
              "help": null,
              "found_in": [
                "`shop.json`"
              ],
              "in_databases": [
                "b.json"
              ]
            }
          ]
        }
        exit 1
    "#]].assert_eq(&printed.join("\n"));
}

#[test]
fn a_schema_that_cannot_be_read() {
    let mistake = schema(
        r#"{ "name": "id",
  "typ": "bigint" }"#,
    );
    let here = folder(
        "unreadable_schema",
        &[("shop.json", SHOP), ("a.json", &mistake)],
    );
    let printed = ["a.json", "absent.json", "shop.json"]
        .map(|it| run(&here, &["check", "shop.json", "--schema", it]));
    expect![[r#"
        $ cargo relata check shop.json --schema a.json
        --- stderr
        error: `a.json` cannot be read: line 2, column 7: unknown field `typ`, expected one of `name`, `alias`, `type`, `base`, `nullable`, `default`, `generated`, `at`
        exit 2

        $ cargo relata check shop.json --schema absent.json
        --- stderr
        error: no such file `absent.json`
        exit 2

        $ cargo relata check shop.json --schema shop.json
        --- stderr
        error: `shop.json` cannot be read: line 1, column 22: the format is `relata/1`, but the format of a schema is `relata-schema/1`
        exit 2
    "#]].assert_eq(&printed.join("\n"));
    // It is not overwritten.
    let output = run(
        &here,
        &["check", "shop.json", "--schema", "a.json", "-o", "a.json"],
    );
    expect![[r#"
        $ cargo relata check shop.json --schema a.json -o a.json
        --- stderr
        error: `a.json` is both the input and the output; write to another file
        exit 2
    "#]]
    .assert_eq(&output);
}

#[test]
fn the_schema_of_diesel_is_printed() {
    expect![[r#"
        $ cargo relata schema dump
        {
          "format": "relata-schema/1",
          "dialect": "diesel",
          "files": [
            "src/schema.rs"
          ],
          "known": [
            "columns",
            "nullability",
            "primary_keys"
          ],
          "tables": [
            {
              "name": "posts",
              "columns": [
                {
                  "name": "id",
                  "type": "Int8",
                  "at": "src/schema.rs:3:9"
                },
                {
                  "name": "title",
                  "type": "Nullable<Text>",
                  "nullable": true,
                  "at": "src/schema.rs:4:9"
                }
              ],
              "primary_key": [
                "id"
              ],
              "at": "src/schema.rs:2:5"
            },
            {
              "name": "users",
              "columns": [
                {
                  "name": "id",
                  "type": "Int8",
                  "at": "src/schema.rs:10:9"
                },
                {
                  "name": "name",
                  "type": "Text",
                  "at": "src/schema.rs:11:9"
                }
              ],
              "primary_key": [
                "id"
              ],
              "at": "src/schema.rs:9:5"
            }
          ]
        }
        exit 0
    "#]]
    .assert_eq(&run(&fixture("tables"), &["schema", "dump"]));
    let here = folder(
        "schema_without_tables",
        &[
            (
                "Cargo.toml",
                "[package]\nname = \"none\"\nversion = \"1.0.0\"\nedition = \"2024\"\n",
            ),
            ("src/lib.rs", ""),
        ],
    );
    let printed = [
        &["schema", "dump"][..],
        &["schema", "dump", "a.json"],
        &["schema", "dump", "--bin", "a"],
        &["schema"],
    ];
    expect![[r#"
        $ cargo relata schema dump
        --- stderr
        error: no `table!` of Diesel is declared in 1 file of source
        exit 2

        $ cargo relata schema dump a.json
        --- stderr
        error: `a.json` cannot be used here: `schema dump` reads source
        exit 2

        $ cargo relata schema dump --bin a
        --- stderr
        error: `--bin` cannot be used here: `schema dump` reads source
        exit 2

        $ cargo relata schema
        --- stderr
        Work with the schemas that models are compared with

        Usage: cargo relata schema [OPTIONS] <COMMAND>

        Commands:
          dump  Print the tables of a database, or those of Diesel in the source, as a `relata-schema/1`
                file
          help  Print this message or the help of the given subcommand(s)

        Options:
          -h, --help  Print help

        Output Options:
              --color <WHEN>  Controls when to use color [default: auto] [possible values: auto, always,
                              never]
          -q, --quiet         Print only findings and errors, without status messages
        exit 2
    "#]].assert_eq(&printed.map(|it| run(&here, it)).join("\n"));
}

/// What is printed can be compared with the models again.
#[test]
fn what_is_printed_is_read() {
    let here = std::env::temp_dir().join("cargo-relata-tests/dumped.json");
    let file = here.to_str().unwrap();
    let dumped = run(&fixture("tables"), &["schema", "dump", "-q", "-o", file]);
    assert!(dumped.ends_with("exit 0\n"), "{dumped}");
    let found = run(
        &fixture("tables"),
        &["check", "--no-build", "-q", "--schema", file],
    );
    let found = found.replace(file, "[FILE]");
    expect![[r#"
        $ cargo relata check --no-build -q --schema [FILE]
        warning[column_null]: `Post.title` is not an `Option`, but its column `posts.title` can be `NULL`
          --> src/main.rs:12:9
           |
        12 |     pub title: String,
           |         ^^^^^
           |
           = help: make `title` of `Post` an `Option`
        note: column `posts.title` is declared here
          --> src/schema.rs:4:9
           |
         4 |         title -> Nullable<Text>,
           |         ^^^^^

        warning[missing_column]: `Post.text` holds the column `text`, but table `posts` has no such column
          --> src/main.rs:13:9
           |
        13 |     pub text: String,
           |         ^^^^
           |
           = note: `posts` has 2 columns: `id` and `title`
        note: table `posts` is declared here
          --> src/schema.rs:2:5
           |
         2 |     posts (id) {
           |     ^^^^^

        warning[missing_column]: `User.email` holds the column `email`, but table `users` has no such column
          --> src/main.rs:21:9
           |
        21 |     pub email: String,
           |         ^^^^^
           |
           = note: `users` has 2 columns: `id` and `name`
        note: table `users` is declared here
          --> src/schema.rs:9:5
           |
         9 |     users (id) {
           |     ^^^^^

        source: 3 warnings in 3 models from 1 crate, compared with `[FILE]`
        for more information: cargo relata explain column_null
        coverage: 3 models, no relation is declared; 5 columns compared, 3 tables not known
        exit 0
    "#]].assert_eq(&found);
}
