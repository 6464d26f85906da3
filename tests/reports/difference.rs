//! What changed from one document to another, in words.

#![cfg(feature = "document")]

use expect_test::{Expect, expect};
use relata::document::{Difference, Document};
use serde_json::{Value, json};

fn difference(old: Value, new: Value) -> Difference {
    let [old, new] = [old, new].map(|models| {
        let document = json!({ "format": "relata/1.1", "models": models });
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
        - model `app::Post` was removed
        + model `app::User` was added
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
        + model `app::Account` was added
        - model `app::User` was removed
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
            ~ model `app::Post`: `abstract` changed from not set to `true`
            ~ model `app::Post`: `key` changed from `id` to `id, author_id`
            ~ model `app::Post`: `table` changed from `posts` to `articles`
            ~ model `app::Post`: `unique` changed from not set to `[["author_id"]]`
        "#]],
    );
    holds(
        json!([new]),
        json!([post(json!({}))]),
        false,
        &expect![[r#"
            ~ model `app::Post`: `abstract` changed from `true` to not set
            ~ model `app::Post`: `key` changed from `id, author_id` to `id`
            ~ model `app::Post`: `table` changed from `articles` to `posts`
            ~ model `app::Post`: `unique` changed from `[["author_id"]]` to not set
        "#]],
    );
    let hostile = json!({ "path": "app::Post", "table": "posts\u{1b}[31m\n" });
    holds(
        json!([{ "path": "app::Post" }]),
        json!([hostile]),
        false,
        &expect![[r#"
            ~ model `app::Post`: `table` changed from not set to `posts\u{1b}[31m\u{a}`
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
        - model `app::Post`: field `author_id` was removed
        ~ model `app::Post`: field `id`: `type` changed from `i64` to `Uuid`
        ~ model `app::Post`: field `id`: `unique` changed from not set to `true`
        + model `app::Post`: field `writer_id` was added
    "#]],
    );
    let choice = |members: Value| post(json!({ "fields": [members] }));
    holds(
        json!([choice(json!({ "name": "id", "type": "i64" }))]),
        json!([choice(
            json!({ "name": "id", "type": "Option<i64>", "optional": false })
        )]),
        false,
        &expect![[r#"
            ~ model `app::Post`: field `id`: `type` changed from `i64` to `Option<i64>`
        "#]],
    );
    // Without a column of another name, its own name is the column.
    holds(
        json!([choice(json!({ "name": "id", "column": "pk" }))]),
        json!([choice(json!({ "name": "id" }))]),
        false,
        &expect![[r#"
            ~ model `app::Post`: field `id`: `column` changed from `pk` to `id`
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
            ~ model `app::Post`: its fields are no longer known
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
            ~ model `app::Post`: relation `author`: `inverse` changed from not set to `posts`
            ~ model `app::Post`: relation `author`: `key` changed from `author_id` to not set
            ~ model `app::Post`: relation `author`: `kind` changed from `belongs_to` to `has_one`
            ~ model `app::Post`: relation `author`: `targets` changed from `User` to `any`
            ~ model `app::Post`: relation `author`: `through` changed from not set to `Writing`
            ~ model `app::Post`: relation `author`: `via` changed from not set to `a, b`
            + model `app::Post`: relation `editor` was added
            - model `app::Post`: relation `tags` was removed
        "#]],
    );
    holds(
        json!([new]),
        json!([post(json!({}))]),
        true,
        &expect![[r#"
        ~ model `app::Post`: relation `author`: `inverse` changed from `posts` to not set
        ~ model `app::Post`: relation `author`: `key` changed from not set to `author_id`
        ~ model `app::Post`: relation `author`: `kind` changed from `has_one` to `belongs_to`
        ~ model `app::Post`: relation `author`: `targets` changed from `any` to `User`
        ~ model `app::Post`: relation `author`: `through` changed from `Writing` to not set
        ~ model `app::Post`: relation `author`: `via` changed from `a, b` to not set
        - model `app::Post`: relation `editor` was removed
        + model `app::Post`: relation `tags` was added
    "#]],
    );
}

/// A key that is unknown is not set, with a field of the default's name and without one.
#[test]
fn unknown_keys() {
    let author = |key: Value| {
        let mut author = json!({ "name": "author", "kind": "belongs_to", "targets": ["User"] });
        if !key.is_null() {
            author["key"] = key;
        }
        post(json!({ "relations": [author] }))
    };
    let (known, absent) = (author(json!(["author_id"])), author(Value::Null));
    let unknown = author(json!([]));
    holds(
        json!([known.clone()]),
        json!([absent.clone()]),
        false,
        &expect![""],
    );
    holds(
        json!([known]),
        json!([unknown.clone()]),
        false,
        &expect![[r#"
        ~ model `app::Post`: relation `author`: `key` changed from `author_id` to not set
    "#]],
    );
    let mut fieldless = absent;
    fieldless["fields"].as_array_mut().unwrap().pop();
    holds(
        json!([fieldless]),
        json!([unknown]),
        false,
        &expect![[r#"
        + model `app::Post`: field `author_id` was added
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
            ('~', "model `app::A`: `table` changed from `a` to `b`"),
            ('-', "model `app::B` was removed"),
            ('+', "model `app::C` was added")
        ]
    );
}
