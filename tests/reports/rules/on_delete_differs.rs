//! `on_delete_differs`: a relation whose action on deletion is not that of its foreign key.

#![cfg(all(feature = "schema", feature = "source"))]

use expect_test::expect;
use relata::Rule;
use serde_json::{Value, json};

use super::harness::rules;
use super::models::Models;
use super::schemas::{SCHEMA, database, library, with};

fn declares(action: &str) -> Models {
    library().set("Post.author", json!({ "on_delete": action }))
}

fn has(members: &Value) -> relata::Options {
    database(|schema| {
        let key = &mut schema["tables"][1]["foreign_keys"][0];
        for (name, value) in members.as_object().unwrap() {
            key[name] = value.clone();
        }
    })
}

#[test]
fn another_action() {
    expect![[r#"
        relata: 1 warning in 3 models from 1 crate

        warning[on_delete_differs]: `Post.author` has `on_delete = cascade`, but the foreign key `author_id` of `posts` has `no_action`
          --> src/post.rs:12:5
          = note: the name of the foreign key is `author_id_fkey`
          = help: change `on_delete` of `Post.author` to `no_action`, or change the foreign key in a migration

        for more information: cargo relata explain on_delete_differs
    "#]].assert_eq(&declares("cascade").found_with(&has(&json!({}))).to_string());
}

#[test]
fn an_allow_silences_it() {
    let options = has(&json!({}));
    declares("cascade").is_allowed_only_at(
        &options,
        Rule::OnDeleteDiffers,
        &["Post", "Post.author"],
    );
}

#[test]
fn equal_actions() {
    let deferrable = json!({ "deferrable": true });
    let cascade = json!({ "on_delete": "cascade" });
    for (declared, members, differs) in [
        ("no_action", json!({}), false),
        ("restrict", json!({}), false),
        ("no_action", json!({ "on_delete": "restrict" }), false),
        ("restrict", deferrable.clone(), true),
        ("no_action", deferrable, false),
        ("cascade", cascade.clone(), false),
        ("restrict", cascade, true),
        ("set_default", json!({ "on_delete": "set_null" }), true),
    ] {
        let found = rules(&declares(declared).found_with(&has(&members)));
        assert_eq!(
            found == ["on_delete_differs"],
            differs,
            "{declared}, {members}: {found:?}"
        );
        assert!(
            differs || found.is_empty(),
            "{declared}, {members}: {found:?}"
        );
    }
}

#[test]
fn unknown_actions_and_no_declared_action_are_not_compared() {
    assert!(declares("cascade").found_with(&with(SCHEMA)).is_empty());
    let options = database(|schema| schema["known"] = json!(["tables", "foreign_keys"]));
    assert!(declares("cascade").found_with(&options).is_empty());
    let cascade = has(&json!({ "on_delete": "cascade" }));
    assert!(library().found_with(&cascade).is_empty());
    // The foreign key refers elsewhere, or there is none.
    for rule in ["foreign_key_elsewhere", "missing_foreign_key"] {
        let options = database(|schema| {
            let keys = &mut schema["tables"][1]["foreign_keys"];
            match rule {
                "missing_foreign_key" => *keys = json!([]),
                _ => keys[0]["table"] = json!("posts"),
            }
        });
        assert_eq!(rules(&declares("cascade").found_with(&options)), [rule]);
    }
}
