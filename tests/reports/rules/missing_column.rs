//! `missing_column`: a field without a column in the table of its model.

#![cfg(all(feature = "schema", feature = "source"))]

use expect_test::expect;
use relata::Rule;
use serde_json::json;

use super::models::{Models, faults};
use super::schemas::{SCHEMA, edited, library, with};

fn renamed() -> Models {
    library().set("User.name", json!({ "name": "nam" }))
}

#[test]
fn a_similar_column_is_shown() {
    let models = renamed();
    expect![[r#"
        relata: 1 warning in 3 models from 1 crate

        warning[missing_column]: `User.nam` holds the column `nam`, but table `users` has no such column
          --> src/user.rs:3:5
        note: table `users` is declared here
          --> src/schema.rs:2:5
          = note: a column with a similar name exists: `name`
          = help: replace `nam` with `name`

        for more information: cargo relata explain missing_column
    "#]].assert_eq(&models.found_with(&with(SCHEMA)).to_string());
    assert_eq!(models.mended(&with(SCHEMA)), "replace `nam` with `name`");
}

#[test]
fn a_field_of_a_key_is_an_error() {
    let schema = SCHEMA.replace("author_id -> Int8", "writer -> Int8");
    let options = with(&schema.replace("author_id", "writer"));
    expect![[r#"
        relata: 1 error in 3 models from 1 crate

        error[missing_column]: `Post.author_id` holds the column `author_id`, but table `posts` has no such column
          --> src/post.rs:3:5
        note: table `posts` is declared here
          --> src/schema.rs:10:5
          = note: `posts` has 5 columns: `id`, `writer`, `title`, `rating`, and `published`

        for more information: cargo relata explain missing_column
    "#]].assert_eq(&library().found_with(&options).to_string());
}

#[test]
fn a_field_of_the_primary_key_is_an_error() {
    let models = library()
        .set("User.id", json!({ "name": "number" }))
        .set("User", json!({ "key": ["number"] }));
    expect![[r#"
        relata: 1 error in 3 models from 1 crate

        error[missing_column]: `User.number` holds the column `number`, but table `users` has no such column
          --> src/user.rs:2:5
        note: table `users` is declared here
          --> src/schema.rs:2:5
          = note: `users` has 3 columns: `id`, `name`, and `email`

        for more information: cargo relata explain missing_column
    "#]].assert_eq(&models.found_with(&with(SCHEMA)).to_string());
}

#[test]
fn its_type_is_not_compared() {
    let models = renamed().set("User.nam", json!({ "type": "i64", "optional": true }));
    assert_eq!(
        faults(&models.found_with(&with(SCHEMA))),
        ["missing_column at User.nam"]
    );
}

#[test]
fn an_allow_silences_it() {
    renamed().is_allowed_only_at(&with(SCHEMA), Rule::MissingColumn, &["User"]);
}

#[test]
fn other_names_of_a_column_are_no_fault() {
    let options = edited("name -> Text", "#[sql_name = \"type\"] name -> Text");
    for name in ["name", "type"] {
        let found = library()
            .set("User.name", json!({ "name": name }))
            .found_with(&options);
        assert!(found.is_empty(), "{name}: {found}");
    }
}

#[test]
fn fields_without_names_have_no_columns() {
    let models = library().add("User", "fields", json!({ "name": "3", "type": "i64" }));
    assert!(models.found_with(&with(SCHEMA)).is_empty());
}

#[test]
fn a_column_without_a_field_is_no_fault() {
    let models = library().without("User.email");
    assert!(models.found_with(&with(SCHEMA)).is_empty());
}

/// No ORM compares a model with a database.
#[test]
fn a_column_that_a_database_lacks_is_an_error() {
    let options = super::schemas::database(|schema| {
        let columns = schema["tables"][0]["columns"].as_array_mut().unwrap();
        columns.retain(|it| it["name"] != "name");
    });
    expect![[r#"
        relata: 1 error in 3 models from 1 crate

        error[missing_column]: `User.name` holds the column `name`, but table `users` has no such column
          --> src/user.rs:3:5
          = note: `users` has 2 columns: `id` and `email`

        for more information: cargo relata explain missing_column
    "#]].assert_eq(&library().found_with(&options).to_string());
    // It may be a struct with columns of its own.
    let models = library().set("User.name", serde_json::json!({ "type": "FullName" }));
    let found = models.found_with(&options);
    assert_eq!(found.iter().next().unwrap().level(), relata::Level::Warn);
    // A database can have more.
    let more = super::schemas::database(|schema| {
        let columns = schema["tables"][0]["columns"].as_array_mut().unwrap();
        columns.push(serde_json::json!({ "name": "later", "type": "text" }));
        schema["tables"]
            .as_array_mut()
            .unwrap()
            .push(serde_json::json!({ "name": "later" }));
    });
    assert!(library().found_with(&more).is_empty());
}

/// Each row of a table of `SQLite` has a number with these names.
#[test]
fn the_number_of_a_row_of_sqlite() {
    let found = |dialect: &str, name: &str| {
        let column = json!({ "name": "body", "type": "TEXT" });
        let options = super::schemas::with_json(
            json!({ "format": "relata-schema/1", "dialect": dialect, "known": ["tables"], "tables": [{ "name": "notes", "columns": [column] }] }),
        );
        let fields = json!([{ "name": name, "type": "i64" }, { "name": "body", "type": "String" }]);
        let model = json!([{ "path": "app::Note", "table": "notes", "fields": fields, "key": [] }]);
        super::harness::rules(&super::harness::found_with(&options, model)).len()
    };
    assert_eq!(found("sqlite", "rowid"), 0);
    assert_eq!(found("sqlite", "OID"), 0);
    assert_eq!(found("sqlite", "number"), 1);
    assert_eq!(found("postgresql", "rowid"), 1);
}
