//! `nullable_reference`: a reference of which the database allows a half. Only on request.

#![cfg(all(feature = "schema", feature = "source"))]

use expect_test::expect;
use relata::{Level, Options, Rule};
use serde_json::json;

use super::harness::rules;
use super::models::{Models, pins};
use super::schemas::with_json;

fn half() -> Models {
    pins()
        .set("Pin", json!({ "table": "pins" }))
        .set("User", json!({ "table": "users" }))
        .set("Post", json!({ "table": "posts" }))
        .set("Pin.subject_id", json!({ "optional": true }))
}

fn asked(id: bool, kind: bool) -> Options {
    let column =
        |name: &str, nullable: bool| json!({ "name": name, "type": "x", "nullable": nullable });
    let columns = json!([
        column("id", false),
        column("subject_id", id),
        column("subject_kind", kind)
    ]);
    let schema = with_json(
        json!({ "format": "relata-schema/1", "dialect": "postgresql", "known": ["nullability"],
        "tables": [{ "name": "pins", "columns": columns }, { "name": "users", "columns": [column("id", false)] },
            { "name": "posts", "columns": [column("id", false)] }] }),
    );
    schema.level(Rule::NullableReference, Level::Warn)
}

#[test]
fn a_key_without_its_tag() {
    expect![[r#"
        relata: 1 warning in 3 models from 1 crate

        warning[nullable_reference]: `subject_id` of `pins` can be `NULL`, but the rest of the key of `Pin.subject` cannot
          --> src/pin.rs:12:5

        for more information: cargo relata explain nullable_reference
    "#]].assert_eq(&half().found_with(&asked(true, false)).to_string());
    let plain = asked(true, false).level(Rule::NullableReference, Level::Allow);
    assert!(half().found_with(&plain).is_empty());
}

#[test]
fn both_or_none() {
    assert!(
        half()
            .set("Pin.subject_kind", json!({ "optional": true }))
            .found_with(&asked(true, true))
            .is_empty()
    );
    let required = pins().set("Pin", json!({ "table": "pins" }));
    assert!(required.found_with(&asked(false, false)).is_empty());
    // The field is reported, and not the relation too.
    assert_eq!(
        rules(&required.found_with(&asked(true, false))),
        ["column_null"]
    );
}

#[test]
fn an_allow_silences_it() {
    half().is_allowed_only_at(
        &asked(true, false),
        Rule::NullableReference,
        &["Pin", "Pin.subject"],
    );
}
