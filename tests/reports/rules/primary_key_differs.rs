//! `primary_key_differs`: a model whose primary key is not that of its table.

#![cfg(all(feature = "schema", feature = "source"))]

use expect_test::expect;
use relata::{Options, Rule};
use serde_json::{Value, json};

use super::models::Models;
use super::schemas::{SCHEMA, edited, library, with, with_json};

fn partial() -> Models {
    library().set("Vote", json!({ "key": ["user_id"] }))
}

/// A schema that knows what is unique.
fn unique(members: Value) -> Options {
    let column =
        |name: &str| json!({ "name": name, "type": "bigint", "nullable": name == "score" });
    let columns = ["user_id", "post_id", "score"].map(column);
    let mut votes =
        json!({ "name": "votes", "primary_key": ["user_id", "post_id"], "columns": columns });
    votes
        .as_object_mut()
        .unwrap()
        .extend(members.as_object().unwrap().clone());
    with_json(json!({ "format": "relata-schema/1", "known": ["uniques"], "tables": [votes] }))
}

#[test]
fn a_part_of_the_key() {
    expect![[r#"
        relata: 1 warning in 3 models from 1 crate

        warning[primary_key_differs]: the primary key of `Vote` is `user_id`, but the primary key of its table `votes` is `user_id` and `post_id`
          --> src/vote.rs:1:5
        note: table `votes` is declared here
          --> src/schema.rs:20:5

        for more information: cargo relata explain primary_key_differs
    "#]].assert_eq(&partial().found_with(&with(SCHEMA)).to_string());
    expect![[r#"
        relata: 1 error in 3 models from 1 crate

        error[primary_key_differs]: the primary key of `Vote` is `user_id`, but the primary key of its table `votes` is `user_id` and `post_id`
          --> src/vote.rs:1:5

        for more information: cargo relata explain primary_key_differs
    "#]].assert_eq(&partial().found_with(&unique(json!({}))).to_string());
}

#[test]
fn what_is_unique_may_identify_a_row() {
    let level = |members: Value| {
        let found = partial()
            .set("Vote", json!({ "key": ["user_id", "score"] }))
            .found_with(&unique(members));
        found.iter().next().unwrap().level().name()
    };
    let set = |columns: &[&str]| json!([{ "columns": columns }]);
    assert_eq!(level(json!({ "uniques": set(&["user_id"]) })), "warn");
    assert_eq!(level(json!({ "uniques": set(&["post_id"]) })), "deny");
    // It may be null.
    assert_eq!(
        level(json!({ "uniques": set(&["user_id", "score"]) })),
        "deny"
    );
    assert_eq!(level(json!({ "indexes": set(&["user_id"]) })), "deny");
    let index = json!([{ "columns": ["user_id"], "unique": true }]);
    assert_eq!(level(json!({ "indexes": index })), "warn");
    for member in ["partial", "expression"] {
        let index = json!([{ "columns": ["user_id"], "unique": true, member: true }]);
        assert_eq!(level(json!({ "indexes": index })), "deny");
    }
}

#[test]
fn an_allow_silences_it() {
    partial().is_allowed_only_at(&with(SCHEMA), Rule::PrimaryKeyDiffers, &["Vote"]);
}

#[test]
fn the_order_does_not_count_and_an_unknown_key_is_not_compared() {
    for key in [json!(["post_id", "user_id"]), json!([])] {
        let found = library()
            .set("Vote", json!({ "key": key }))
            .found_with(&with(SCHEMA));
        assert!(found.is_empty(), "{found}");
    }
}

#[test]
fn a_view_has_no_key() {
    let options = edited(
        "diesel::table! {\n    votes (user_id, post_id)",
        "diesel::view! {\n    votes",
    );
    assert!(partial().found_with(&options).is_empty());
    // A database may say what its rows are known by.
    let found = partial().found_with(&unique(json!({ "view": true })));
    assert!(found.is_empty(), "{found}");
}
