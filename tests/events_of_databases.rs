//! What `check_schema` emits through `tracing`.

#![cfg(feature = "schema")]
#![allow(dead_code, reason = "only relata looks at the models")]

#[path = "events/lines.rs"]
mod lines;

use expect_test::expect;
use lines::Lines;
use relata::schema::Schema;

#[derive(relata::Model)]
#[relata(table = "users", allow(column_null, reason = "it came later"))]
struct User {
    id: i64,
}

#[test]
fn each_comparison_is_summed_up() {
    let registry = relata::options()
        .init_isolated(&relata::models![User])
        .unwrap();
    let lines = Lines::default();
    tracing::subscriber::set_global_default(lines.clone()).expect("there is no other");
    let schema = |name: &str, column: &str| {
        let column = format!(r#"{{ "name": "{column}", "type": "bigint" }}"#);
        let table = format!(r#"{{ "name": "users", "columns": [{column}] }}"#);
        let known = r#""dialect": "postgresql", "known": ["tables"]"#;
        let format = r#""format": "relata-schema/1""#;
        let text = format!(r#"{{ {format}, "name": "{name}", {known}, "tables": [{table}] }}"#);
        Schema::parse(&text).unwrap()
    };
    let [shop, other] = [schema("shop", "id"), schema("other", "number")];
    registry.check_schema(&shop).unwrap();
    expect![[r#"
        INFO span relata.check_schema of relata
          WARN event of relata
            message: `allow(column_null)` on `User` matches no finding
            rule: "unused_allow"
            subject: "User"
            place: tests/events_of_databases.rs:14:33
            help: "remove `allow(column_null)`"
          INFO event of relata
            message: the models fit the database
            databases: "shop"
            models: 1
            columns_compared: 1
            column_types_unknown: 0
            tables_unknown: 0
            foreign_keys_without_relation: 0
            silenced_by_allow: 0
            silenced_by_level: 0
            silenced_by_baseline: 0
            warnings: 1
            errors: 0
            elapsed_us: …
    "#]]
    .assert_eq(&lines.take());
    // What is denied is in the report.
    registry.check_schemas([&shop, &other]).unwrap_err();
    expect![[r#"
        INFO span relata.check_schema of relata
          WARN event of relata
            message: `allow(column_null)` on `User` matches no finding
            rule: "unused_allow"
            subject: "User"
            place: tests/events_of_databases.rs:14:33
            help: "remove `allow(column_null)`"
          ERROR event of relata
            message: the models do not fit the database
            databases: "shop and other"
            models: 1
            columns_compared: 1
            column_types_unknown: 0
            tables_unknown: 0
            foreign_keys_without_relation: 0
            silenced_by_allow: 0
            silenced_by_level: 0
            silenced_by_baseline: 0
            warnings: 1
            errors: 1
            elapsed_us: …
    "#]]
    .assert_eq(&lines.take());
    registry.check_schemas([]).unwrap();
    expect![[r#"
        INFO span relata.check_schema of relata
          INFO event of relata
            message: no column was compared with the database
            databases: ""
            models: 1
            columns_compared: 0
            column_types_unknown: 0
            tables_unknown: 0
            foreign_keys_without_relation: 0
            silenced_by_allow: 0
            silenced_by_level: 0
            silenced_by_baseline: 0
            warnings: 0
            errors: 0
            elapsed_us: …
    "#]]
    .assert_eq(&lines.take());
}
