//! `foreign_key_elsewhere`: a relation whose key refers to another table in the schema.

#![cfg(all(feature = "schema", feature = "source"))]

use expect_test::expect;
use relata::{Options, Rule};
use serde_json::{Value, json};

use super::models::{Models, faults};
use super::schemas::{SCHEMA, edited, library, with, with_json};

/// A schema whose posts are written by people.
fn by_people(more: &str) -> Options {
    let people = "diesel::table! { people (id) { id -> Int8 } }";
    let schema = SCHEMA.replace("posts -> users", "posts -> people");
    with(&format!("{schema}{people}{more}"))
}

fn with_person() -> Models {
    let fields = json!([{ "name": "id", "type": "i64" }]);
    library().and(json!({ "path": "app::Person", "table": "people", "fields": fields }))
}

#[test]
fn the_key_refers_to_another_table() {
    expect![[r#"
        relata: 1 error in 3 models from 1 crate

        error[foreign_key_elsewhere]: the key of `Post.author` points at table `users`, but the foreign key `author_id` of `posts` refers to `people`
          --> src/post.rs:12:5
        note: the foreign key is declared here
          --> src/schema.rs:27:36
        note: table `users` is declared here
          --> src/schema.rs:2:5

        for more information: cargo relata explain foreign_key_elsewhere
    "#]].assert_eq(&library().found_with(&by_people("")).to_string());
}

#[test]
fn the_model_of_the_other_table_is_offered() {
    let help = with_person().mended(&by_people(""));
    assert_eq!(help, "change the target of `Post.author` to `Person`");
}

#[test]
fn both_sides_are_one_finding() {
    let posts = json!({ "name": "posts", "kind": "has_many", "targets": ["Post"], "key": ["author_id"], "inverse": "author" });
    let models = library().set("User", json!({ "relations": [posts] }));
    let models = models.set("Post.author", json!({ "inverse": "posts" }));
    expect![[r#"
        relata: 1 error in 3 models from 1 crate

        error[foreign_key_elsewhere]: the key of `Post.author` points at table `users`, but the foreign key `author_id` of `posts` refers to `people`
          --> src/post.rs:12:5
        note: the foreign key is declared here
          --> src/schema.rs:27:36
        note: table `users` is declared here
          --> src/schema.rs:2:5
        note: `User.posts` uses the same key
          --> src/user.rs:1:5

        for more information: cargo relata explain foreign_key_elsewhere
    "#]].assert_eq(&models.found_with(&by_people("")).to_string());
}

#[test]
fn an_allow_silences_it() {
    library().is_allowed_only_at(
        &by_people(""),
        Rule::ForeignKeyElsewhere,
        &["Post", "Post.author"],
    );
}

#[test]
fn a_wrong_key_is_the_cause() {
    let models = library().set("User.id", json!({ "type": "String" }));
    let found = faults(&models.found_with(&by_people("")));
    assert!(
        !found.iter().any(|it| it.starts_with("foreign")),
        "{found:?}"
    );
}

#[test]
fn rows_that_share_one_key_are_no_fault() {
    // A user is a person, with the same key.
    let found = library().found_with(&by_people("diesel::joinable!(users -> people (id));"));
    assert!(found.is_empty(), "{found}");
}

#[test]
fn a_view_has_the_rows_of_a_table() {
    let schema = SCHEMA.replace("posts -> users", "posts -> people");
    let schema = schema.replace(
        "diesel::table! {\n    users (id)",
        "diesel::view! {\n    users",
    );
    let people = "diesel::table! { people (id) { id -> Int8 } }";
    let found = library().found_with(&with(&format!("{schema}{people}")));
    assert!(found.is_empty(), "{found}");
}

#[test]
fn a_polymorphic_relation_has_no_one_table() {
    let relation = json!({ "targets": ["User", "Vote"], "references": null });
    let models = library().set("Post.author", relation);
    let models = models.set("Vote", json!({ "key": ["user_id"] }));
    let found = faults(&models.found_with(&by_people("")));
    assert_eq!(found, ["primary_key_differs at Vote"]);
}

#[test]
fn a_table_that_two_declarations_describe_is_not_known() {
    let found = library().found_with(&by_people("diesel::table! { people (id) { id -> Int4 } }"));
    assert!(found.is_empty(), "{found}");
    assert!(
        library()
            .found_with(&edited("posts -> users", "posts -> strangers"))
            .is_empty()
    );
}

#[test]
fn one_of_two_keys_of_a_column_is_enough() {
    let table =
        |name: &str| json!({ "name": name, "columns": [{ "name": "id", "type": "bigint" }] });
    let key = |table: &str| json!({ "columns": ["author_id"], "table": table });
    let schema = |keys: Value| {
        let columns =
            json!([{ "name": "id", "type": "bigint" }, { "name": "author_id", "type": "bigint" }]);
        let posts = json!({ "name": "posts", "columns": columns, "foreign_keys": keys });
        with_json(
            json!({ "format": "relata-schema/1", "tables": [posts, table("users"), table("people"), table("groups")] }),
        )
    };
    assert_eq!(
        library().found_with(&schema(json!([key("people")]))).len(),
        1
    );
    assert!(
        library()
            .found_with(&schema(json!([key("people"), key("users")])))
            .is_empty()
    );
    // Which of both is meant is not known.
    assert!(
        library()
            .found_with(&schema(json!([key("people"), key("groups")])))
            .is_empty()
    );
}

#[test]
fn other_columns_of_the_table() {
    let options = super::schemas::database(|schema| {
        schema["tables"][1]["foreign_keys"][0]["references"] = serde_json::json!(["name"]);
    });
    expect![[r#"
        relata: 1 error in 3 models from 1 crate

        error[foreign_key_elsewhere]: the key of `Post.author` points at `id` of table `users`, but the foreign key `author_id` of `posts` refers to `name`
          --> src/post.rs:12:5

        for more information: cargo relata explain foreign_key_elsewhere
    "#]].assert_eq(&library().found_with(&options).to_string());
    // Unknown columns are those of the primary key.
    let options = super::schemas::database(|schema| {
        schema["tables"][1]["foreign_keys"][0]["references"] = serde_json::json!([]);
    });
    assert!(library().found_with(&options).is_empty());
}
