//! `column_null`: a column that can be null in a field that cannot, or the reverse.

#![cfg(all(feature = "schema", feature = "source"))]

use expect_test::expect;
use relata::schema::Schema;
use relata::{Level, Options, Rule, options};
use serde_json::json;

use super::models::{Models, faults};
use super::schemas::{SCHEMA, edited, library, with, with_json};

fn required() -> Models {
    library().set("User.email", json!({ "type": "String", "optional": false }))
}

fn optional() -> Models {
    library().set("User.name", json!({ "optional": true }))
}

#[test]
fn a_field_that_is_not_an_option() {
    expect![[r#"
        relata: 1 warning in 3 models from 1 crate

        warning[column_null]: `User.email` is not an `Option`, but its column `users.email` can be `NULL`
          --> src/user.rs:4:5
        note: column `users.email` is declared here
          --> src/schema.rs:5:9
          = help: make `email` of `User` an `Option`

        for more information: cargo relata explain column_null
    "#]].assert_eq(&required().found_with(&with(SCHEMA)).to_string());
    assert_eq!(
        required().mended(&with(SCHEMA)),
        "make `email` of `User` an `Option`"
    );
}

/// The same schema from a database, whose columns are all that is known.
fn of_database() -> Options {
    let schema = Schema::of_diesel(&[("src/schema.rs", SCHEMA)]).unwrap();
    let mut schema = schema;
    schema.dialect = None;
    options().schema(schema)
}

#[test]
fn a_row_that_cannot_be_read_is_an_error() {
    expect![[r#"
        relata: 1 error in 3 models from 1 crate

        error[column_null]: `User.email` is not an `Option`, but its column `users.email` can be `NULL`
          --> src/user.rs:4:5
        note: column `users.email` is declared here
          --> src/schema.rs:5:9
          = help: make `email` of `User` an `Option`

        for more information: cargo relata explain column_null
    "#]].assert_eq(&required().found_with(&of_database()).to_string());
    let models = library().set("User.email", json!({ "type": "Email", "optional": false }));
    let found = models.found_with(&of_database());
    assert_eq!(found.iter().next().unwrap().level(), Level::Warn);
    // A struct that is also inserted may need the `Option`.
    let found = optional().found_with(&of_database());
    assert!(found.is_empty(), "{found}");
    let found = optional().found_with(&of_database().strict());
    assert_eq!(faults(&found), ["column_null at User.name"]);
    assert_eq!(found.iter().next().unwrap().level(), Level::Warn);
}

#[test]
fn sqlite_allows_null_in_a_primary_key() {
    let found = |dialect: &str, ty: &str, nullable: bool| {
        let id = json!({ "name": "id", "type": ty, "nullable": nullable });
        let table = json!({ "name": "users", "primary_key": ["id"], "columns": [id] });
        let options = with_json(
            json!({ "format": "relata-schema/1", "dialect": dialect, "known": ["nullability"], "tables": [table] }),
        );
        let user = json!([{ "path": "app::User", "table": "users", "fields": [{ "name": "id", "type": "String" }] }]);
        Models::new(user).found_with(&options)
    };
    expect![[r#"
        relata: 1 warning in 1 model from 1 crate

        warning[column_null]: `User.id` is not an `Option`, but its column `users.id` can be `NULL`
          --> src/user.rs:2:5
          = note: SQLite allows `NULL` in a primary key that is not `INTEGER PRIMARY KEY`
          = help: make `id` of `User` an `Option`

        for more information: cargo relata explain column_null
    "#]]
    .assert_eq(&found("sqlite", "TEXT", true).to_string());
    assert!(found("sqlite", "TEXT", false).is_empty());
    assert!(found("mysql", "varchar(36)", true).is_empty());
}

#[test]
fn what_is_computed_or_of_a_domain_may_never_be_null() {
    let options = |members: serde_json::Value| {
        super::schemas::database(|schema| {
            let email = &mut schema["tables"][0]["columns"][2];
            email
                .as_object_mut()
                .unwrap()
                .extend(members.as_object().unwrap().clone());
        })
    };
    assert_eq!(
        faults(&required().found_with(&options(json!({})))),
        ["column_null at User.email"]
    );
    for members in [
        json!({ "generated": true }),
        json!({ "type": "email", "base": "text" }),
    ] {
        let found = required().found_with(&options(members));
        assert!(found.is_empty(), "{found}");
    }
}

#[test]
fn a_type_that_may_be_an_alias_is_a_warning() {
    let models = library().set("User.email", json!({ "type": "Email", "optional": false }));
    expect![[r#"
        relata: 1 warning in 3 models from 1 crate

        warning[column_null]: `User.email` is not an `Option`, but its column `users.email` can be `NULL`
          --> src/user.rs:4:5
        note: column `users.email` is declared here
          --> src/schema.rs:5:9
          = help: make `email` of `User` an `Option`

        for more information: cargo relata explain column_null
    "#]].assert_eq(&models.found_with(&of_database()).to_string());
    // Diesel compiles it, so the type reads `NULL` itself.
    let found = models.found_with(&with(SCHEMA));
    assert!(found.is_empty(), "{found}");
}

#[test]
fn an_option_without_null() {
    expect![[r#"
        relata: 1 warning in 3 models from 1 crate

        warning[column_null]: `User.name` is an `Option`, but its column `users.name` is never `NULL`
          --> src/user.rs:3:5
        note: column `users.name` is declared here
          --> src/schema.rs:4:9
          = help: remove the `Option` of `User.name`

        for more information: cargo relata explain column_null
    "#]].assert_eq(&optional().found_with(&with(SCHEMA)).to_string());
    assert_eq!(
        optional().mended(&with(SCHEMA)),
        "remove the `Option` of `User.name`"
    );
}

#[test]
fn an_allow_silences_it() {
    required().is_allowed_only_at(&with(SCHEMA), Rule::ColumnNull, &["User"]);
}

#[test]
fn a_key_of_a_new_row_is_not_known_yet() {
    let models = library().set("User.id", json!({ "optional": true }));
    let found = models.found_with(&with(SCHEMA));
    assert!(found.is_empty(), "{found}");
}

#[test]
fn the_columns_of_a_view_may_be_anything() {
    let options = edited(
        "diesel::table! {\n    users (id)",
        "diesel::view! {\n    users",
    );
    for models in [required(), optional()] {
        let found = models.found_with(&options);
        assert!(found.is_empty(), "{found}");
    }
}

#[test]
fn an_insert_may_leave_out_what_has_a_default() {
    let schema = |member: &str, known: &str| {
        let name = json!({ "name": "name", "type": "text", member: if member == "default" { json!("''") } else { json!(true) } });
        let table = json!({ "name": "users", "columns": [{ "name": "id", "type": "bigint" }, name, { "name": "email", "type": "text", "nullable": true }] });
        with_json(json!({ "format": "relata-schema/1", "known": [known], "tables": [table] }))
    };
    for member in ["default", "generated"] {
        let found = optional().found_with(&schema(member, "nullability"));
        assert!(found.is_empty(), "{member}: {found}");
    }
    // That it can be null is not known.
    assert!(
        required()
            .found_with(&schema("generated", "defaults"))
            .is_empty()
    );
    let found = required().found_with(&schema("generated", "nullability"));
    assert_eq!(faults(&found), ["column_null at User.email"]);
}
