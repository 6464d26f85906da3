//! `unread_required_column`: a column that needs a value and that no model writes.

#![cfg(all(feature = "schema", feature = "source"))]

use expect_test::expect;
use relata::{Options, Rule};
use serde_json::{Value, json};

use super::models::Models;
use super::schemas::database;

/// An entity of `SeaORM`, whose active model has its fields.
fn entity() -> Models {
    Models::new(
        json!([{ "path": "app::user::Model", "name": "user", "table": "users", "fields": [
        { "name": "id", "type": "i64" }, { "name": "name", "type": "String" }] }]),
    )
}

fn has(column: &Value) -> Options {
    database(|schema| schema["tables"][0]["columns"][2] = column.clone())
}

fn required() -> Options {
    has(&json!({ "name": "email", "type": "text" }))
}

#[test]
fn no_field_for_a_required_column() {
    expect![[r#"
        relata: 1 warning in 1 model from 1 crate

        warning[unread_required_column]: no model writes the column `users.email`, which needs a value
          --> src/model.rs:1:5
          = note: `users.email` is `NOT NULL` and has no default
          = help: add a field for `email` to `user`, or give the column a default

        for more information: cargo relata explain unread_required_column
    "#]].assert_eq(&entity().found_with(&required()).to_string());
}

#[test]
fn columns_that_need_no_value() {
    for column in [
        json!({ "name": "email", "type": "text", "nullable": true }),
        json!({ "name": "email", "type": "text", "default": "''" }),
        json!({ "name": "email", "type": "text", "generated": true }),
    ] {
        let found = entity().found_with(&has(&column));
        assert!(found.is_empty(), "{column}: {found}");
    }
}

#[test]
fn other_models_may_write_it() {
    let draft = json!({ "path": "app::Draft", "table": "users", "fields": [{ "name": "email", "type": "String" }] });
    assert!(entity().and(draft).found_with(&required()).is_empty());
    // Which columns this one has is not known.
    let draft = json!({ "path": "app::Draft", "table": "users", "fields": [{ "name": "rest", "type": "Rest" }] });
    let found = super::harness::rules(&entity().and(draft).found_with(&required()));
    assert_eq!(found, ["missing_column"]);
    // What inserts the rows of this one is not known.
    let plain = json!({ "path": "app::User", "table": "users", "fields": [{ "name": "id", "type": "i64" }] });
    assert!(
        Models::new(json!([plain]))
            .found_with(&required())
            .is_empty()
    );
}

#[test]
fn an_allow_silences_it() {
    let allow =
        json!({ "allow": [{ "rule": "unread_required_column", "reason": "the test says so" }] });
    assert_eq!(entity().found_with(&required()).len(), 1);
    let mut models = entity();
    models.0[0]
        .as_object_mut()
        .unwrap()
        .extend(allow.as_object().unwrap().clone());
    let found = models.found_with(&required());
    assert!(found.is_empty(), "{found}");
    let level = required().level(Rule::UnreadRequiredColumn, relata::Level::Allow);
    assert!(entity().found_with(&level).is_empty());
}
