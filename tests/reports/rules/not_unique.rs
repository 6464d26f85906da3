//! `not_unique`: a model that takes columns for unique, which the database does not enforce.

#![cfg(all(feature = "schema", feature = "source"))]

use expect_test::expect;
use relata::{Options, Rule};
use serde_json::{Value, json};

use super::harness::rules;
use super::models::Models;
use super::schemas::{SCHEMA, database, library, with};

fn unique_email() -> Models {
    library().set("User.email", json!({ "unique": true }))
}

fn with_post() -> Models {
    let post =
        json!([{ "name": "post", "kind": "has_one", "targets": ["Post"], "key": ["author_id"] }]);
    library()
        .without("Post.author")
        .set("User", json!({ "relations": post }))
}

/// The database with these members of a table.
fn has(table: usize, members: &Value) -> Options {
    database(|schema| {
        for (name, value) in members.as_object().unwrap() {
            schema["tables"][table][name] = value.clone();
        }
    })
}

#[test]
fn a_field() {
    expect![[r#"
        relata: 1 warning in 3 models from 1 crate

        warning[not_unique]: `User.email` is unique, but `email` of `users` is not
          --> src/user.rs:4:5
          = help: add a unique constraint: `UNIQUE (email)`

        for more information: cargo relata explain not_unique
    "#]]
    .assert_eq(&unique_email().found_with(&has(0, &json!({}))).to_string());
    let partial = json!({ "indexes": [{ "name": "live", "columns": ["email"], "unique": true, "partial": true,
        "predicate": "deleted_at IS NULL" }] });
    expect![[r#"
        relata: 1 warning in 3 models from 1 crate

        warning[not_unique]: `User.email` is unique, but `email` of `users` is not
          --> src/user.rs:4:5
          = note: the index `live` is unique only where `deleted_at IS NULL`
          = help: add a unique constraint: `UNIQUE (email)`

        for more information: cargo relata explain not_unique
    "#]]
    .assert_eq(&unique_email().found_with(&has(0, &partial)).to_string());
}

#[test]
fn the_key_of_has_one() {
    expect![[r#"
        relata: 1 warning in 3 models from 1 crate

        warning[not_unique]: `User.post` points at one row, but `author_id` of `posts` is not unique
          --> src/user.rs:1:5
          = help: add a unique constraint: `UNIQUE (author_id)`

        for more information: cargo relata explain not_unique
    "#]]
    .assert_eq(&with_post().found_with(&has(0, &json!({}))).to_string());
    let unique = json!({ "uniques": [{ "columns": ["author_id"] }] });
    let found = with_post().found_with(&has(1, &unique));
    assert!(found.is_empty(), "{found}");
    let filtered = with_post().set("User.post", json!({ "filtered": true }));
    assert!(filtered.found_with(&has(0, &json!({}))).is_empty());
}

#[test]
fn a_key_of_a_table_without_a_primary_key() {
    let options = has(2, &json!({ "primary_key": [] }));
    expect![[r#"
        relata: 1 warning in 3 models from 1 crate

        warning[not_unique]: `Vote.(user_id, post_id)` is unique, but `user_id` and `post_id` of `votes` are not
          --> src/vote.rs:2:5
          = help: add a unique constraint: `UNIQUE (user_id, post_id)`

        for more information: cargo relata explain not_unique
    "#]].assert_eq(&library().found_with(&options).to_string());
}

#[test]
fn what_makes_columns_unique() {
    let index = |members: Value| {
        let mut index = json!({ "columns": ["email"], "unique": true });
        index
            .as_object_mut()
            .unwrap()
            .extend(members.as_object().unwrap().clone());
        json!({ "indexes": [index] })
    };
    for (members, is_unique) in [
        (index(json!({})), true),
        (index(json!({ "include": ["name"] })), true),
        (index(json!({ "unique": false })), false),
        (index(json!({ "expression": true })), false),
        (index(json!({ "columns": ["email", "name"] })), false),
        (index(json!({ "columns": [], "expression": true })), false),
        (index(json!({ "partial": true })), false),
        (json!({ "uniques": [{ "columns": ["email"] }] }), true),
        (
            json!({ "uniques": [{ "columns": ["name", "email"] }] }),
            false,
        ),
        (json!({ "view": true }), true),
    ] {
        let found = rules(&unique_email().found_with(&has(0, &members)));
        assert_eq!(found.is_empty(), is_unique, "{members}: {found:?}");
    }
    // A set is unique if a part of it is.
    let models = library().set(
        "Vote",
        json!({ "unique": [["user_id", "post_id", "score"]] }),
    );
    assert!(models.found_with(&has(0, &json!({}))).is_empty());
}

#[test]
fn an_allow_silences_it() {
    let options = has(0, &json!({}));
    unique_email().is_allowed_only_at(&options, Rule::NotUnique, &["User"]);
    with_post().is_allowed_only_at(&options, Rule::NotUnique, &["User", "User.post"]);
}

#[test]
fn what_is_not_known_is_not_missing() {
    assert!(unique_email().found_with(&with(SCHEMA)).is_empty());
    for fact in ["uniques", "indexes", "primary_keys"] {
        let options = database(|schema| {
            let known = schema["known"].as_array_mut().unwrap();
            known.retain(|it| it != fact);
        });
        assert!(unique_email().found_with(&options).is_empty(), "{fact}");
    }
}
