//! `missing_foreign_key`: a relation whose key is not a foreign key in the schema. Only on request.

#![cfg(all(feature = "schema", feature = "source"))]

use expect_test::expect;
use relata::{Level, Options, Rule};
use serde_json::{Value, json};

use super::models::faults;
use super::schemas::{SCHEMA, database, library, with, with_json};

/// The schema without the foreign key of posts, after this edit.
fn asked(old: &str, new: &str) -> Options {
    let schema = SCHEMA.replace("diesel::joinable!(posts -> users (author_id));\n", "");
    let options = with(&schema.replace(old, new));
    options.level(Rule::MissingForeignKey, Level::Warn)
}

#[test]
fn a_key_without_a_join() {
    let options = asked("", "");
    expect![[r#"
        relata: 1 warning in 3 models from 1 crate

        warning[missing_foreign_key]: the schema has no foreign key for `Post.author`: `author_id` of `posts` does not refer to `users`
          --> src/post.rs:12:5
        note: column `posts.author_id` is declared here
          --> src/schema.rs:12:9

        for more information: cargo relata explain missing_foreign_key
    "#]].assert_eq(&library().found_with(&options).to_string());
}

#[test]
fn both_sides_are_one_finding() {
    let posts =
        json!([{ "name": "posts", "kind": "has_many", "targets": ["Post"], "key": ["author_id"] }]);
    let models = library().set("User", json!({ "relations": posts }));
    expect![[r#"
        relata: 1 warning in 3 models from 1 crate

        warning[missing_foreign_key]: the schema has no foreign key for `Post.author`: `author_id` of `posts` does not refer to `users`
          --> src/post.rs:12:5
        note: column `posts.author_id` is declared here
          --> src/schema.rs:12:9
        note: `User.posts` uses the same key
          --> src/user.rs:1:5

        for more information: cargo relata explain missing_foreign_key
    "#]].assert_eq(&models.found_with(&asked("", "")).to_string());
}

#[test]
fn is_silent_unless_it_is_asked_for() {
    let schema = SCHEMA.replace("diesel::joinable!(posts -> users (author_id));\n", "");
    assert!(library().found_with(&with(&schema)).is_empty());
    let found = library().found_with(&with(&schema).strict());
    assert_eq!(faults(&found), ["missing_foreign_key at Post.author"]);
    assert_eq!(found.iter().next().unwrap().level(), Level::Warn);
}

#[test]
fn an_allow_silences_it() {
    library().is_allowed_only_at(
        &asked("", ""),
        Rule::MissingForeignKey,
        &["Post", "Post.author"],
    );
}

/// Whether the relation of a post is silent.
#[track_caller]
fn is_silent(old: &str, new: &str, relation: Value) {
    let models = library().set("Post.author", relation);
    let found = models.found_with(&asked(old, new));
    assert!(
        !found.to_string().contains("missing_foreign_key"),
        "{found}"
    );
}

#[test]
fn what_diesel_does_not_print_is_not_missing() {
    // A table that refers to itself.
    is_silent("", "", json!({ "targets": ["Post"] }));
    // Not the primary key, and a primary key of two columns.
    let unique = json!({ "references": ["email"] });
    is_silent("", "", unique);
    is_silent("users (id)", "users (id, name)", json!({}));
    // A key of two columns.
    is_silent(
        "",
        "",
        json!({ "key": ["author_id", "title"], "references": ["id", "name"] }),
    );
    // No join at all.
    is_silent("diesel::joinable!", "other!", json!({}));
    is_silent("", "", json!({ "kind": "refers_to" }));
}

#[test]
fn two_keys_between_two_tables_are_not_printed() {
    let editor = json!({ "name": "editor", "kind": "belongs_to", "targets": ["User"], "key": ["editor_id"] });
    let models = library()
        .add(
            "Post",
            "fields",
            json!({ "name": "editor_id", "type": "i64" }),
        )
        .add("Post", "relations", editor);
    let found = models.found_with(&asked(
        "author_id -> Int8",
        "author_id -> Int8, editor_id -> Int8",
    ));
    assert!(found.is_empty(), "{found}");
}

#[test]
fn another_column_of_that_type_may_be_a_second_key() {
    let schema = |column: &str| asked("title -> Varchar", &format!("title -> Varchar, {column}"));
    let found = |column: &str| library().found_with(&schema(column)).len();
    assert_eq!(found("editor_id -> Nullable<Int8>"), 0);
    assert_eq!(found("editor_id -> Int4"), 1);
    // Its own foreign key shows that it is none.
    let schema = SCHEMA.replace("title -> Varchar", "title -> Varchar, editor_id -> Int8");
    let schema = schema.replace("posts -> users (author_id)", "posts -> votes (editor_id)");
    let options = with(&schema).level(Rule::MissingForeignKey, Level::Warn);
    assert_eq!(library().found_with(&options).len(), 1);
}

/// Diesel counts the keys between two tables in both directions.
#[test]
fn keys_in_both_directions_are_not_printed() {
    let pinned = json!([{ "name": "pinned", "kind": "belongs_to", "targets": ["Post"], "key": ["pinned_id"] }]);
    let fields = json!([{ "name": "id", "type": "i64" }, { "name": "pinned_id", "type": "i32" }]);
    let pinning = library().set("User", json!({ "fields": fields, "relations": pinned }));
    let of_user = |column: &str| asked("name -> Text", &format!("name -> Text, {column}"));
    // A relation of the other table, even if its column has another type.
    let found = faults(&pinning.found_with(&of_user("pinned_id -> Int4")));
    assert_eq!(found, ["key_type at User.pinned"]);
    // A column of the other table.
    assert!(
        library()
            .found_with(&of_user("pinned_id -> Nullable<Int8>"))
            .is_empty()
    );
    let other = library().found_with(&of_user("pinned_id -> Int4"));
    assert_eq!(faults(&other), ["missing_foreign_key at Post.author"]);
    // A join in the other direction, or of another column.
    for join in ["users -> posts (pinned_id)", "posts -> users (editor_id)"] {
        let schema = SCHEMA.replace("name -> Text", "name -> Text, pinned_id -> Int8");
        let schema = schema.replace("title -> Varchar", "title -> Varchar, editor_id -> Int8");
        let schema = schema.replace("posts -> users (author_id)", join);
        let options = with(&schema).level(Rule::MissingForeignKey, Level::Warn);
        assert!(library().found_with(&options).is_empty());
    }
}

#[test]
fn a_schema_may_know_all_foreign_keys() {
    let columns =
        json!([{ "name": "id", "type": "bigint" }, { "name": "author_id", "type": "bigint" }]);
    let schema = |known: &str| {
        let tables = json!([{ "name": "posts", "columns": columns }, { "name": "users", "columns": columns }]);
        let options =
            with_json(json!({ "format": "relata-schema/1", "known": [known], "tables": tables }));
        options.level(Rule::MissingForeignKey, Level::Warn)
    };
    assert!(library().found_with(&schema("indexes")).is_empty());
    let found = library().found_with(&schema("foreign_keys"));
    expect![[r#"
        relata: 1 warning in 3 models from 1 crate

        warning[missing_foreign_key]: the schema has no foreign key for `Post.author`: `author_id` of `posts` does not refer to `users`
          --> src/post.rs:12:5

        for more information: cargo relata explain missing_foreign_key
    "#]].assert_eq(&found.to_string());
    // A table that refers to itself too.
    let models = library().set("Post.author", json!({ "targets": ["Post"] }));
    let found = faults(&models.found_with(&schema("foreign_keys")));
    assert!(
        found.contains(&"missing_foreign_key at Post.author".to_owned()),
        "{found:?}"
    );
}

#[test]
fn a_database_has_all_its_foreign_keys() {
    let options = database(|schema| schema["tables"][1]["foreign_keys"] = json!([]));
    expect![[r#"
        relata: 1 warning in 3 models from 1 crate

        warning[missing_foreign_key]: the schema has no foreign key for `Post.author`: `author_id` of `posts` does not refer to `users`
          --> src/post.rs:12:5

        for more information: cargo relata explain missing_foreign_key
    "#]].assert_eq(&library().found_with(&options).to_string());
}

#[test]
fn a_row_that_refers_to_itself_needs_no_foreign_key() {
    let refers = |column: &str| {
        let relation = json!({ "targets": ["Post"], "key": [column], "references": ["id"] });
        let options = database(|schema| schema["tables"][1]["foreign_keys"] = json!([]));
        let found = library().set("Post.author", relation).found_with(&options);
        found.to_string().contains("missing_foreign_key")
    };
    assert!(!refers("id"));
    assert!(refers("author_id"));
}

/// A column that refers to one of two tables can have no foreign key.
#[test]
fn a_key_that_two_targets_share_needs_no_foreign_key() {
    let relation = |target: &str| json!({ "name": target.to_lowercase(), "kind": "belongs_to", "targets": [target], "key": ["owner_id"] });
    let fields = json!([{ "name": "id", "type": "i64" }, { "name": "owner_id", "type": "i64" }]);
    let model = |name: &str, relations: Vec<Value>| json!({ "path": format!("app::{name}"), "table": name.to_lowercase(), "fields": fields, "relations": relations });
    let columns =
        json!([{ "name": "id", "type": "bigint" }, { "name": "owner_id", "type": "bigint" }]);
    let tables = ["user", "team", "item"]
        .map(|it| json!({ "name": it, "columns": columns, "primary_key": ["id"] }));
    let schema = json!({ "format": "relata-schema/1", "dialect": "postgresql", "known": ["tables", "foreign_keys"], "tables": tables });
    let schema = relata::schema::Schema::parse(&schema.to_string()).unwrap();
    let options = relata::options().schema(schema);
    let count = |relations: Vec<Value>| {
        let models = [
            model("User", vec![]),
            model("Team", vec![]),
            model("Item", relations),
        ];
        let found = super::harness::found_with(&options, json!(models));
        super::harness::rules(&found)
            .iter()
            .filter(|it| **it == "missing_foreign_key")
            .count()
    };
    assert_eq!(count(vec![relation("User")]), 1);
    assert_eq!(count(vec![relation("User"), relation("Team")]), 0);
}
