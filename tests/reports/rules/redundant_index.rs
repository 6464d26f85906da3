//! `redundant_index`: an index whose columns another index starts with. Only on request.

#![cfg(all(feature = "schema", feature = "source"))]

use expect_test::expect;
use relata::{Level, Options, Rule};
use serde_json::{Value, json};

use super::schemas::{database, library};

fn asked(indexes: &Value) -> Options {
    let options = database(|schema| schema["tables"][1]["indexes"] = indexes.clone());
    options.level(Rule::RedundantIndex, Level::Warn)
}

fn two(short: Value, long: Value) -> Value {
    let mut all = json!([{ "name": "short", "columns": ["author_id"] },
        { "name": "long", "columns": ["author_id", "title"] }]);
    for (nth, members) in [short, long].into_iter().enumerate() {
        all[nth]
            .as_object_mut()
            .unwrap()
            .extend(members.as_object().unwrap().clone());
    }
    all
}

#[test]
fn a_longer_index() {
    let found = library().found_with(&asked(&two(json!({}), json!({}))));
    expect![[r#"
        relata: 1 warning in 3 models from 1 crate

        warning[redundant_index]: the index `short` over `author_id` of table `posts` is redundant: the index `long` over `author_id` and `title` starts with its columns
          --> src/post.rs:1:5
          = help: drop the index `short`

        for more information: cargo relata explain redundant_index
    "#]].assert_eq(&found.to_string());
    let equal = json!([{ "columns": ["title"] }, { "columns": ["title"] }]);
    expect![[r#"
        relata: 1 warning in 3 models from 1 crate

        warning[redundant_index]: the index over `title` of table `posts` is redundant: the index over `title` starts with its columns
          --> src/post.rs:1:5

        for more information: cargo relata explain redundant_index
    "#]].assert_eq(&library().found_with(&asked(&equal)).to_string());
    let key = json!([{ "columns": ["id"] }]);
    expect![[r#"
        relata: 1 warning in 3 models from 1 crate

        warning[redundant_index]: the index over `id` of table `posts` is redundant: the primary key `id` starts with its columns
          --> src/post.rs:1:5

        for more information: cargo relata explain redundant_index
    "#]].assert_eq(&library().found_with(&asked(&key)).to_string());
}

#[test]
fn what_another_index_does_not_do() {
    let partial = json!({ "partial": true, "predicate": "title IS NOT NULL" });
    for (short, long, is_redundant) in [
        (json!({ "unique": true }), json!({}), false),
        (json!({ "method": "gin" }), json!({}), false),
        (json!({}), json!({ "method": "gin" }), false),
        (json!({ "include": ["title"] }), json!({}), false),
        (json!({ "expression": true }), json!({}), false),
        (partial.clone(), json!({}), false),
        (json!({}), partial.clone(), false),
        (partial.clone(), partial, true),
        (
            json!({ "partial": true }),
            json!({ "partial": true }),
            false,
        ),
        (
            json!({}),
            json!({ "columns": ["title", "author_id"] }),
            false,
        ),
        (json!({}), json!({ "unique": true }), true),
        (json!({}), json!({ "expression": true }), true),
    ] {
        let indexes = two(short, long);
        let found = library().found_with(&asked(&indexes));
        assert_eq!(found.len(), usize::from(is_redundant), "{indexes}: {found}");
    }
}

#[test]
fn an_allow_silences_it() {
    let options = asked(&two(json!({}), json!({})));
    library().is_allowed_only_at(&options, Rule::RedundantIndex, &["Post"]);
    let options = database(|schema| schema["tables"][1]["indexes"] = two(json!({}), json!({})));
    assert!(library().found_with(&options).is_empty());
}
