//! What changed from one document to another, in words.

#![cfg(feature = "document")]

use expect_test::{Expect, expect};
use relata::document::{Difference, Document};
use serde_json::{Value, json};

fn difference(old: Value, new: Value) -> Difference {
    let [old, new] = [old, new].map(|models| {
        let document = json!({ "format": "relata/1", "models": models });
        Document::parse(&document.to_string()).unwrap()
    });
    Document::difference(&old, &new)
}

/// The words for a change, and whether it takes something away.
fn holds(old: Value, new: Value, removes: bool, words: &Expect) {
    let difference = difference(old, new);
    words.assert_eq(&difference.to_string());
    assert_eq!(difference.removes(), removes);
    assert_eq!(difference.is_empty(), difference.to_string().is_empty());
}

fn post(changes: Value) -> Value {
    let mut post = json!({
        "path": "app::Post", "package": "app", "version": "1.0.0", "at": "src/post.rs:3:8", "table": "posts", "key": ["id"],
        "fields": [
            { "name": "id", "type": "i64", "at": "src/post.rs:4:5" },
            { "name": "author_id", "type": "i64", "at": "src/post.rs:5:5" } ],
        "relations": [
            { "name": "author", "kind": "belongs_to", "targets": ["User"], "key": ["author_id"], "at": "src/post.rs:2:5" },
            { "name": "tags", "kind": "many_to_many", "targets": ["Tag"] } ]
    });
    for (name, value) in changes.as_object().unwrap() {
        post[name] = value.clone();
    }
    post
}

#[test]
fn nothing() {
    let old = post(json!({}));
    let mut moved = post(json!({ "version": "2.0.0", "at": "src/posts.rs:30:8" }));
    for list in ["fields", "relations"] {
        moved[list].as_array_mut().unwrap().reverse();
    }
    let user = json!({ "path": "app::User" });
    holds(
        json!([old, user]),
        json!([user, moved]),
        false,
        &expect![""],
    );
}

#[test]
fn models() {
    let user = json!({ "path": "app::User" });
    let (old, new) = (json!([post(json!({}))]), json!([user]));
    holds(
        old,
        new,
        true,
        &expect![[r#"
        - model `app::Post` is gone
        + model `app::User` is new
    "#]],
    );
    let twice = json!([user, user]);
    holds(
        json!([user]),
        twice.clone(),
        false,
        &expect![[r#"
            + model `app::User`: 1 declaration became 2
        "#]],
    );
    holds(
        twice,
        json!([user]),
        true,
        &expect![[r#"
            - model `app::User`: 2 declarations became 1
        "#]],
    );
    // One is known by the name that it has.
    let renamed = json!({ "path": "app::User", "name": "Account" });
    holds(
        json!([user]),
        json!([renamed]),
        true,
        &expect![[r#"
        + model `app::Account` is new
        - model `app::User` is gone
    "#]],
    );
}

#[test]
fn members_of_a_model() {
    let new = post(
        json!({ "table": "articles", "key": ["id", "author_id"], "unique": [["author_id"]], "abstract": true }),
    );
    holds(
        json!([post(json!({}))]),
        json!([new.clone()]),
        false,
        &expect![[r#"
            ~ model `app::Post`: `abstract` was not written and is `true`
            ~ model `app::Post`: `key` was `id` and is `id, author_id`
            ~ model `app::Post`: `table` was `posts` and is `articles`
            ~ model `app::Post`: `unique` was not written and is `[["author_id"]]`
        "#]],
    );
    holds(
        json!([new]),
        json!([post(json!({}))]),
        false,
        &expect![[r#"
            ~ model `app::Post`: `abstract` was `true` and is not written
            ~ model `app::Post`: `key` was `id, author_id` and is `id`
            ~ model `app::Post`: `table` was `articles` and is `posts`
            ~ model `app::Post`: `unique` was `[["author_id"]]` and is not written
        "#]],
    );
    let hostile = json!({ "path": "app::Post", "table": "posts\u{1b}[31m\n" });
    holds(
        json!([{ "path": "app::Post" }]),
        json!([hostile]),
        false,
        &expect![[r#"
            ~ model `app::Post`: `table` was not written and is `posts\u{1b}[31m\u{a}`
        "#]],
    );
}

#[test]
fn fields() {
    let new = post(json!({ "fields": [
        { "name": "id", "type": "Uuid", "unique": true },
        { "name": "writer_id", "type": "i64" } ] }));
    holds(
        json!([post(json!({}))]),
        json!([new]),
        true,
        &expect![[r#"
        - model `app::Post`: field `author_id` is gone
        ~ model `app::Post`: field `id`: `type` was `i64` and is `Uuid`
        ~ model `app::Post`: field `id`: `unique` was not written and is `true`
        + model `app::Post`: field `writer_id` is new
    "#]],
    );
    let unknown = post(json!({ "fields": null }));
    holds(
        json!([unknown.clone()]),
        json!([post(json!({}))]),
        false,
        &expect![[r#"
            ~ model `app::Post`: its fields are known now
        "#]],
    );
    holds(
        json!([post(json!({}))]),
        json!([unknown]),
        false,
        &expect![[r#"
            ~ model `app::Post`: its fields are not known any more
        "#]],
    );
}

#[test]
fn relations() {
    let new = post(json!({ "relations": [
        { "name": "author", "kind": "has_one", "targets": "any", "inverse": "posts", "through": "Writing", "via": ["a", "b"] },
        { "name": "editor", "kind": "belongs_to", "targets": ["User", "Robot"], "on_delete": "set_null",
          "allow": [{ "rule": "key_type", "reason": "legacy" }] } ] }));
    holds(
        json!([post(json!({}))]),
        json!([new.clone()]),
        true,
        &expect![[r#"
            ~ model `app::Post`: relation `author`: `inverse` was not written and is `posts`
            ~ model `app::Post`: relation `author`: `key` was `author_id` and is not written
            ~ model `app::Post`: relation `author`: `kind` was `belongs_to` and is `has_one`
            ~ model `app::Post`: relation `author`: `targets` was `User` and is `any`
            ~ model `app::Post`: relation `author`: `through` was not written and is `Writing`
            ~ model `app::Post`: relation `author`: `via` was not written and is `a, b`
            + model `app::Post`: relation `editor` is new
            - model `app::Post`: relation `tags` is gone
        "#]],
    );
    holds(
        json!([new]),
        json!([post(json!({}))]),
        true,
        &expect![[r#"
        ~ model `app::Post`: relation `author`: `inverse` was `posts` and is not written
        ~ model `app::Post`: relation `author`: `key` was not written and is `author_id`
        ~ model `app::Post`: relation `author`: `kind` was `has_one` and is `belongs_to`
        ~ model `app::Post`: relation `author`: `targets` was `any` and is `User`
        ~ model `app::Post`: relation `author`: `through` was `Writing` and is not written
        ~ model `app::Post`: relation `author`: `via` was `a, b` and is not written
        - model `app::Post`: relation `editor` is gone
        + model `app::Post`: relation `tags` is new
    "#]],
    );
}

/// Each with its sign, for those who make something else of it.
#[test]
fn one_by_one() {
    let old = json!([{ "path": "app::A", "table": "a" }, { "path": "app::B" }]);
    let new = json!([{ "path": "app::A", "table": "b" }, { "path": "app::C" }]);
    let difference = difference(old, new);
    let changes = difference.changes();
    let changes: Vec<_> = changes.map(|it| (it.sign(), it.text())).collect();
    assert_eq!(
        changes,
        [
            ('~', "model `app::A`: `table` was `a` and is `b`"),
            ('-', "model `app::B` is gone"),
            ('+', "model `app::C` is new")
        ]
    );
}
