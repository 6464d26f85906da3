//! `unindexed_key`: a key without an index that finds its rows. Only on request.

#![cfg(all(feature = "schema", feature = "source"))]

use expect_test::expect;
use relata::{Level, Options, Rule};
use serde_json::{Value, json};

use super::schemas::{database, library};

/// The database with these members of the table of posts.
fn asked(members: &Value) -> Options {
    let options = database(|schema| {
        let posts = &mut schema["tables"][1];
        posts["indexes"] = json!([]);
        for (name, value) in members.as_object().unwrap() {
            posts[name] = value.clone();
        }
    });
    options.level(Rule::UnindexedKey, Level::Warn)
}

#[test]
fn a_key_without_an_index() {
    expect![[r#"
        relata: 1 warning in 3 models from 1 crate

        warning[unindexed_key]: no index of `posts` starts with the key of `Post.author`: `author_id`
          --> src/post.rs:12:5
          = help: create an index: `CREATE INDEX posts_author_id ON posts (author_id)`

        for more information: cargo relata explain unindexed_key
    "#]].assert_eq(&library().found_with(&asked(&json!({}))).to_string());
    let plain = database(|schema| schema["tables"][1]["indexes"] = json!([]));
    assert!(library().found_with(&plain).is_empty());
}

#[test]
fn which_indexes_serve() {
    let index = |columns: &[&str], members: Value| {
        let mut index = json!({ "columns": columns });
        index
            .as_object_mut()
            .unwrap()
            .extend(members.as_object().unwrap().clone());
        json!({ "indexes": [index] })
    };
    for (members, serves) in [
        (index(&["author_id"], json!({})), true),
        (index(&["author_id", "title"], json!({})), true),
        (index(&["author_id"], json!({ "expression": true })), true),
        (index(&["title", "author_id"], json!({})), false),
        (
            index(&["title"], json!({ "include": ["author_id"] })),
            false,
        ),
        (index(&["author_id"], json!({ "method": "gin" })), false),
        (index(&["author_id"], json!({ "partial": true })), false),
        (
            index(
                &["author_id"],
                json!({ "partial": true, "predicate": "(title IS NULL)" }),
            ),
            false,
        ),
        (
            index(
                &["author_id"],
                json!({ "partial": true, "predicate": "(author_id IS NOT NULL)" }),
            ),
            true,
        ),
        (json!({ "uniques": [{ "columns": ["author_id"] }] }), true),
        (
            json!({ "primary_key": ["author_id", "id"], "view": true }),
            true,
        ),
    ] {
        let found =
            library().found_with(&asked(&members).level(Rule::PrimaryKeyDiffers, Level::Allow));
        assert_eq!(found.is_empty(), serves, "{members}: {found}");
    }
}

#[test]
fn the_columns_of_an_index_can_have_any_order() {
    let models = library().add(
        "Vote",
        "relations",
        json!({ "name": "vote", "kind": "belongs_to", "targets": ["Vote"],
            "key": ["post_id", "user_id"], "references": ["post_id", "user_id"] }),
    );
    let options = database(|_| ()).level(Rule::MissingForeignKey, Level::Allow);
    let found = models.found_with(&options.level(Rule::UnindexedKey, Level::Warn));
    assert!(
        !super::harness::rules(&found).contains(&"unindexed_key"),
        "{found}"
    );
}

#[test]
fn mysql_has_an_index_for_each_key() {
    let options = database(|schema| {
        schema["dialect"] = json!("mysql");
        schema["tables"][1]["indexes"] = json!([]);
    });
    let found = library().found_with(&options.level(Rule::UnindexedKey, Level::Warn));
    assert!(found.is_empty(), "{found}");
}

#[test]
fn an_allow_silences_it() {
    library().is_allowed_only_at(
        &asked(&json!({})),
        Rule::UnindexedKey,
        &["Post", "Post.author"],
    );
}
