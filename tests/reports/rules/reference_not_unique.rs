//! `reference_not_unique`: a reference that is neither the primary key nor unique.

use expect_test::expect;
use relata::{Level, Model, Rule, options};
use serde_json::{Value, json};

use super::models::{Models, blog, pins, regions};

/// Posts that point at the e-mail address of their author, of which there may be two.
fn by_email() -> Models {
    blog()
        .add(
            "User",
            "fields",
            json!({ "name": "email", "type": "String" }),
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
fn says_what_would_be() {
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[reference_not_unique]: `Post.author` references `User.email`, which is neither the primary key nor unique
          --> src/post.rs:12:5
        note: `User` is declared here
          --> src/user.rs:1:5
          = note: the primary key is `User.id`
          = help: declare `unique(email)` on `User` if its table has that constraint

        for more information: cargo relata explain reference_not_unique
    "#]].assert_eq(&by_email().report());
    by_email().mended(&options());
}

#[test]
fn what_is_unique_in_any_way_is_sound() {
    assert_eq!(
        by_email()
            .set("User.email", json!({ "unique": true }))
            .faults(),
        [""; 0]
    );
    assert_eq!(
        by_email()
            .set("User", json!({ "unique": [["email"]] }))
            .faults(),
        [""; 0]
    );
    assert_eq!(
        by_email().set("User", json!({ "key": ["email"] })).faults(),
        [""; 0]
    );
}

#[test]
fn a_set_is_unique_as_a_whole_and_in_any_order() {
    let references =
        |fields: Value| regions().set("Profile.region", json!({ "references": fields }));
    assert_eq!(references(json!(["country", "code"])).faults(), [""; 0]);
    let reversed = references(json!(["code", "country"])).set(
        "Profile.region",
        json!({ "key": ["region_code", "country"] }),
    );
    assert_eq!(
        reversed
            .set("Region.profiles", json!({ "key": null }))
            .faults(),
        [""; 0]
    );
    let with_id = |models: Models| models.set("Region", json!({ "key": ["code"] }));
    // A part that is unique does not make the whole a key that a database takes.
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[reference_not_unique]: `Profile.region` references `Region.(country, code)`, which is neither the primary key nor unique
          --> src/profile.rs:12:5
        note: `Region` is declared here
          --> src/region.rs:1:5
          = note: the primary key is `Region.code`
          = help: declare `unique(country, code)` on `Region` if its table has that constraint

        for more information: cargo relata explain reference_not_unique
    "#]].assert_eq(&with_id(references(json!(["country", "code"]))).set("Region.profiles", json!({ "inverse": null, "key": null })).report());
    let set = json!({ "key": ["code"], "unique": [["code", "country"]] });
    assert_eq!(
        references(json!(["country", "code"]))
            .set("Region", set)
            .set("Region.profiles", json!({ "key": null }))
            .faults(),
        [""; 0]
    );
}

#[test]
fn what_is_not_written_is_the_primary_key() {
    assert_eq!(blog().faults(), [""; 0]);
    assert_eq!(
        blog()
            .set("Post.author", json!({ "references": ["id"] }))
            .faults(),
        [""; 0]
    );
}

#[test]
fn where_little_is_known_nothing_is_wrong() {
    assert_eq!(
        by_email()
            .set("User", json!({ "fields": null, "key": ["id"] }))
            .faults(),
        [""; 0]
    );
    assert_eq!(by_email().without("User.id").faults(), [""; 0]);
}

#[test]
fn several_targets_and_several_relations_are_one_finding() {
    let number = || json!({ "name": "number", "type": "i64" });
    let models = pins()
        .add("User", "fields", number())
        .add("Post", "fields", number())
        .set("Pin.subject", json!({ "references": ["number"] }));
    expect![[r#"
        relata: 1 error in 3 models from 1 crate

        error[reference_not_unique]: `Pin.subject` references `User.number`, which is neither the primary key nor unique
          --> src/pin.rs:12:5
        note: `User` is declared here
          --> src/user.rs:1:5
          = note: the primary key is `User.id`
          = note: `Post.number` is also referenced, and is neither the primary key nor unique
          = help: declare `unique(number)` on `User` and on `Post` if their tables have that constraint

        for more information: cargo relata explain reference_not_unique
    "#]].assert_eq(&models.report());
    let writer = json!({ "name": "writer", "kind": "belongs_to", "targets": ["User"], "key": ["author_email"], "references": ["email"] });
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[reference_not_unique]: `Post.author` references `User.email`, which is neither the primary key nor unique
          --> src/post.rs:12:5
        note: `User` is declared here
          --> src/user.rs:1:5
        note: `Post.writer` also references `User.email`
          --> src/post.rs:13:5
          = note: the primary key is `User.id`
          = help: declare `unique(email)` on `User` if its table has that constraint

        for more information: cargo relata explain reference_not_unique
    "#]].assert_eq(&by_email().add("Post", "relations", writer).report());
}

#[test]
fn of_derived_models() {
    #[derive(Model)]
    #[expect(dead_code, reason = "only its shape matters")]
    struct User {
        id: i64,
        email: String,
    }
    #[derive(Model)]
    #[relata(belongs_to(author: User, key = author_email, references = email))]
    #[expect(dead_code, reason = "only its shape matters")]
    struct Post {
        author_email: String,
    }
    let findings = options().check_isolated(&relata::models![User, Post]);
    let finding = findings.iter().next().unwrap();
    assert_eq!(finding.rule(), Rule::ReferenceNotUnique, "{findings}");
    assert_eq!(
        finding.help(),
        Some("declare `unique(email)` on `User` if its table has that constraint")
    );
}

#[test]
fn is_allowed_at_the_relation_and_at_its_model() {
    by_email().is_allowed_only_at(
        &options(),
        Rule::ReferenceNotUnique,
        &["Post.author", "Post"],
    );
}

#[test]
fn has_a_level() {
    assert!(
        by_email()
            .found_at(Rule::ReferenceNotUnique, Level::Allow)
            .is_empty()
    );
    assert_eq!(
        by_email()
            .found_at(Rule::ReferenceNotUnique, Level::Warn)
            .count(Level::Warn),
        1
    );
    assert_eq!(by_email().found().count(Level::Deny), 1);
}

#[test]
fn is_silent_where_the_target_is_at_fault() {
    let models = by_email().set("Post.author", json!({ "targets": ["Usr"] }));
    assert_eq!(models.faults(), ["missing_target at Post.author"]);
}

#[test]
fn is_told_without_places() {
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[reference_not_unique]: `Post.author` references `User.email`, which is neither the primary key nor unique
          = note: the primary key is `User.id`
          = help: declare `unique(email)` on `User` if its table has that constraint

        for more information: cargo relata explain reference_not_unique
    "#]].assert_eq(&by_email().without_places().report());
}
