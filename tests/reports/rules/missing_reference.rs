//! `missing_reference`: a reference that is not a field of what the key points at.

use expect_test::expect;
use relata::{Level, Rule, options};
use serde_json::{Value, json};

use super::models::{Models, blog, pins, regions};

fn references(fields: &[&str]) -> Value {
    json!({ "references": fields })
}

/// Posts that point at the e-mail address of their author.
fn by_email() -> Models {
    blog()
        .add(
            "User",
            "fields",
            json!({ "name": "email", "type": "String", "unique": true }),
        )
        .set(
            "Post.author_id",
            json!({ "name": "author_email", "type": "String" }),
        )
        .set(
            "Post.author",
            json!({ "key": ["author_email"], "references": ["email"] }),
        )
}

#[test]
fn says_what_is_there() {
    assert_eq!(by_email().faults(), [""; 0]);
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[missing_reference]: `Post.author` references `address`, but `User` has no such field
          --> src/post.rs:12:5
        note: `User` is declared here
          --> src/user.rs:1:5
          = note: `User` has 2 fields: `id` and `email`

        for more information: cargo relata explain missing_reference
    "#]]
    .assert_eq(
        &by_email()
            .set("Post.author", references(&["address"]))
            .report(),
    );
}

#[test]
fn a_field_with_a_similar_name_is_offered() {
    let models = by_email().set("Post.author", references(&["e_mail"]));
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[missing_reference]: `Post.author` references `e_mail`, but `User` has no such field
          --> src/post.rs:12:5
        note: `User` is declared here
          --> src/user.rs:1:5
          = note: a field with a similar name exists: `email`
          = help: replace `e_mail` with `email`

        for more information: cargo relata explain missing_reference
    "#]]
    .assert_eq(&models.report());
    models.mended(&options());
}

#[test]
fn a_similar_field_that_would_not_do_is_a_fact() {
    let help = |models: Models| {
        let findings = models.set("Post.author", references(&["e_mail"])).found();
        findings.iter().next().unwrap().help().map(str::to_owned)
    };
    assert_eq!(
        help(by_email()).as_deref(),
        Some("replace `e_mail` with `email`")
    );
    assert_eq!(
        help(by_email().set("User.email", json!({ "unique": false }))),
        None
    );
    assert_eq!(
        help(by_email().set("User.email", json!({ "type": "i64" }))),
        None
    );
}

#[test]
fn all_that_is_missing_is_named() {
    let models = regions().set("Profile.region", references(&["land", "key"]));
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[missing_reference]: `Profile.region` references `land` and `key`, but `Region` has no such fields
          --> src/profile.rs:12:5
        note: `Region` is declared here
          --> src/region.rs:1:5
          = note: `Region` has 2 fields: `country` and `code`

        for more information: cargo relata explain missing_reference
    "#]].assert_eq(&models.report());
}

#[test]
fn all_that_show_it_are_one_finding() {
    let writer = json!({ "name": "writer", "kind": "belongs_to", "targets": ["User"], "key": ["author_email"],
        "filtered": true });
    let models = by_email()
        .add("Post", "relations", writer)
        .set("Post.author", references(&["e_mail"]))
        .set("Post.writer", references(&["e_mail"]));
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[missing_reference]: `Post.author` references `e_mail`, but `User` has no such field
          --> src/post.rs:12:5
        note: `User` is declared here
          --> src/user.rs:1:5
        note: `Post.writer` also references `User.e_mail`
          --> src/post.rs:13:5
          = note: a field with a similar name exists: `email`
          = help: replace `e_mail` with `email` on `Post.author` and on `Post.writer`

        for more information: cargo relata explain missing_reference
    "#]]
    .assert_eq(&models.report());
    models.mended(&options());
}

#[test]
fn all_targets_are_one_finding() {
    let models = pins().set("Pin.subject", references(&["uuid"]));
    expect![[r#"
        relata: 1 error in 3 models from 1 crate

        error[missing_reference]: `Pin.subject` references `uuid`, but `User` has no such field
          --> src/pin.rs:12:5
        note: `User` is declared here
          --> src/user.rs:1:5
        note: `Post` has no such field either
          --> src/post.rs:1:5
          = note: `User` has 1 field: `id`

        for more information: cargo relata explain missing_reference
    "#]]
    .assert_eq(&models.report());
}

#[test]
fn the_side_that_is_pointed_at_can_write_it_too() {
    let models = blog().set(
        "User.posts",
        json!({ "references": ["number"], "key": ["author_id"] }),
    );
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[missing_reference]: `User.posts` references `number`, but `User` has no such field
          --> src/user.rs:12:5
        note: `User` is declared here
          --> src/user.rs:1:5
          = note: `User` has 1 field: `id`

        for more information: cargo relata explain missing_reference
    "#]]
    .assert_eq(&models.report());
}

#[test]
fn unknown_fields_are_not_wrong() {
    let models = by_email().set("Post.author", references(&["address"]));
    assert_eq!(
        models
            .clone()
            .set("User", json!({ "fields": null }))
            .faults(),
        [""; 0]
    );
    assert_eq!(
        models.set("User", json!({ "fields": [] })).faults(),
        ["missing_reference at Post.author"]
    );
}

#[test]
fn is_allowed_at_the_relation_and_at_its_model() {
    let models = by_email().set("Post.author", references(&["address"]));
    models.is_allowed_only_at(&options(), Rule::MissingReference, &["Post.author", "Post"]);
}

#[test]
fn has_a_level() {
    let models = by_email().set("Post.author", references(&["address"]));
    assert!(
        models
            .found_at(Rule::MissingReference, Level::Allow)
            .is_empty()
    );
    assert_eq!(
        models
            .found_at(Rule::MissingReference, Level::Warn)
            .count(Level::Warn),
        1
    );
    assert_eq!(models.found().count(Level::Deny), 1);
}

#[test]
fn is_silent_where_the_target_is_at_fault() {
    let models = by_email().set("Post.author", json!({ "targets": ["Usr"] }));
    assert_eq!(models.faults(), ["missing_target at Post.author"]);
    let models = by_email().and(json!({ "path": "app::Tag", "fields": [] }));
    let models = models.set("Post.author", json!({ "targets": ["Tag"] }));
    assert_eq!(models.faults(), ["inverse_elsewhere at User.posts"]);
}

#[test]
fn is_reported_without_places() {
    let models = by_email().set("Post.author", references(&["address"]));
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[missing_reference]: `Post.author` references `address`, but `User` has no such field
          = note: `User` has 2 fields: `id` and `email`

        for more information: cargo relata explain missing_reference
    "#]]
    .assert_eq(&models.without_places().report());
}
