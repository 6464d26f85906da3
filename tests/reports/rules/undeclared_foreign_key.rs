//! `undeclared_foreign_key`: a foreign key of the schema that no relation declares. Only on request, but always counted.

#![cfg(all(feature = "schema", feature = "source"))]

use expect_test::expect;
use relata::{Level, Options, Rule};
use serde_json::json;

use super::models::{Models, faults};
use super::schemas::{SCHEMA, library, with};

fn asked() -> Options {
    with(SCHEMA).level(Rule::UndeclaredForeignKey, Level::Warn)
}

fn undeclared() -> Models {
    library().without("Post.author")
}

#[test]
fn the_field_can_be_a_relation() {
    expect![[r#"
        relata: 1 warning in 3 models from 1 crate

        warning[undeclared_foreign_key]: the foreign key `author_id` of table `posts` refers to `users`, but no relation declares it
          --> src/post.rs:3:5
        note: the foreign key is declared here
          --> src/schema.rs:27:35
          = help: add `#[relata(belongs_to(User))]` to the field `author_id` of `Post`

        for more information: cargo relata explain undeclared_foreign_key
    "#]].assert_eq(&undeclared().found_with(&asked()).to_string());
    assert_eq!(
        undeclared().mended(&asked()),
        "add `#[relata(belongs_to(User))]` to the field `author_id` of `Post`"
    );
}

#[test]
fn it_is_counted_whether_it_is_asked_for_or_not() {
    let found = library()
        .without("Vote.user")
        .without("Post.author")
        .found_with(&with(SCHEMA));
    assert!(found.is_empty(), "{found}");
    expect!["3 models, 1 relation; 1 key compared; 1 model without relations; 11 columns compared; 2 foreign keys have no relation"].assert_eq(&found.coverage().to_string());
    let found = undeclared().found_with(&with(SCHEMA).strict());
    assert_eq!(faults(&found), ["undeclared_foreign_key at Post.author_id"]);
    assert_eq!(found.iter().next().unwrap().level(), Level::Warn);
}

#[test]
fn an_allow_silences_it() {
    undeclared().is_allowed_only_at(&asked(), Rule::UndeclaredForeignKey, &["Post"]);
}

#[test]
fn the_other_side_declares_it_too() {
    let posts =
        json!([{ "name": "posts", "kind": "has_many", "targets": ["Post"], "key": ["author_id"] }]);
    let found = undeclared()
        .set("User", json!({ "relations": posts }))
        .found_with(&asked());
    assert!(found.is_empty(), "{found}");
    // Its key may be that one.
    let posts = json!([{ "name": "posts", "kind": "has_many", "targets": ["Post"] }]);
    let found = undeclared()
        .set("User", json!({ "relations": posts }))
        .found_with(&asked());
    assert!(found.is_empty(), "{found}");
}

#[test]
fn a_relation_to_another_model_declares_it_too() {
    let found = library().set(
        "Post.author",
        json!({ "targets": ["Vote"], "references": ["user_id"] }),
    );
    let found = faults(&found.found_with(&asked()));
    assert!(
        !found.iter().any(|it| it.starts_with("undeclared")),
        "{found:?}"
    );
}

#[test]
fn one_of_several_models_of_a_table_is_enough() {
    let draft = json!({ "path": "app::Draft", "table": "posts", "fields": [
        { "name": "id", "type": "i64" }, { "name": "author_id", "type": "i64" }] });
    assert!(library().and(draft.clone()).found_with(&asked()).is_empty());
    // It is reported once.
    let found = undeclared().and(draft).found_with(&asked());
    assert_eq!(
        faults(&found),
        ["undeclared_foreign_key at Draft.author_id"]
    );
}

#[test]
fn tables_without_models_have_no_relations() {
    let found = undeclared()
        .set("User", json!({ "table": null }))
        .without("Vote.user");
    let found = found.found_with(&asked());
    assert!(
        found.is_empty() && found.coverage().foreign_keys_without_relation == 0,
        "{found}"
    );
}

#[test]
fn a_projection_without_the_column_is_only_counted() {
    let found = undeclared().without("Post.author_id").found_with(&asked());
    assert!(found.is_empty(), "{found}");
    assert_eq!(found.coverage().foreign_keys_without_relation, 1);
}
