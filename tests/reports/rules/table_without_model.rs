//! `table_without_model`: a table that no model uses. Only on request.

#![cfg(all(feature = "schema", feature = "source"))]

use expect_test::expect;
use relata::{Level, Options, Rule};
use serde_json::{Value, json};

use super::schemas::{database, library};

fn asked(table: &Value) -> Options {
    let options = database(|schema| {
        schema["search_path"] = json!(["public"]);
        schema["tables"].as_array_mut().unwrap().push(table.clone());
    });
    options.level(Rule::TableWithoutModel, Level::Warn)
}

#[test]
fn a_forgotten_table() {
    let jobs = json!({ "schema": "public", "name": "jobs" });
    expect![[r#"
        relata: 1 warning in 3 models from 1 crate

        warning[table_without_model]: no model uses the table `jobs`

        for more information: cargo relata explain table_without_model
    "#]]
    .assert_eq(&library().found_with(&asked(&jobs)).to_string());
    let silent = asked(&jobs).level(Rule::TableWithoutModel, Level::Allow);
    assert!(library().found_with(&silent).is_empty());
    // It may be the table of that model.
    let models = library()
        .without("Vote.user")
        .without("Post.author")
        .set("User", json!({ "table": null }));
    assert!(models.found_with(&asked(&jobs)).is_empty());
}

#[test]
fn tables_that_need_no_model() {
    for table in [
        json!({ "name": "_sqlx_migrations" }),
        json!({ "name": "__diesel_schema_migrations" }),
        json!({ "name": "seaql_migrations" }),
        json!({ "name": "report", "view": true }),
        json!({ "name": "secrets", "unreadable": "permission denied for table secrets" }),
        json!({ "schema": "cron", "name": "job" }),
        json!({ "schema": "archive", "name": "posts" }),
    ] {
        let found = library().found_with(&asked(&table));
        assert!(found.is_empty(), "{table}: {found}");
    }
}
