//! `reference_not_unique`: a reference that is neither the primary key nor unique.

use expect_test::expect;
use relata::{Level, Model, Rule, options};
use serde_json::{Value, json};

use super::models::{Models, blog, faults, pins, regions};

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
    let set = json!({ "key": ["code"], "unique": [["code", "country"]] });
    assert_eq!(
        references(json!(["country", "code"]))
            .set("Region", set)
            .set("Region.profiles", json!({ "key": null }))
            .faults(),
        [""; 0]
    );
}

/// A profile in a region whose code alone is its primary key.
fn by_country_and_code() -> Models {
    regions()
        .set(
            "Profile.region",
            json!({ "references": ["country", "code"] }),
        )
        .set("Region", json!({ "key": ["code"] }))
        .set("Region.profiles", json!({ "inverse": null, "key": null }))
        .set("Profile.region", json!({ "inverse": null }))
}

#[test]
fn what_contains_something_unique_is_a_warning_on_request() {
    let models = by_country_and_code();
    assert_eq!(models.faults(), [""; 0]);
    expect![[r#"
        relata: 1 warning in 2 models from 1 crate

        warning[reference_not_unique]: `Profile.region` references `Region.(country, code)`, which has no unique constraint of its own
          --> src/profile.rs:12:5
        note: `Region` is declared here
          --> src/region.rs:1:5
          = note: `Region.code` is unique, so the key matches at most one row
          = help: declare `unique(country, code)` on `Region` if its table has that constraint

        for more information: cargo relata explain reference_not_unique
    "#]].assert_eq(&models.found_with(&options().strict()).to_string());
    models.clone().mended(&options().strict());
    let unique = models
        .set("Region", json!({ "key": ["country"] }))
        .set("Region.code", json!({ "unique": true }));
    assert_eq!(unique.faults(), [""; 0]);
    let set = by_country_and_code()
        .add("Region", "fields", json!({ "name": "id", "type": "i64" }))
        .set("Region", json!({ "key": ["id"], "unique": [["country", "code"]] }))
        .add("Region", "fields", json!({ "name": "since", "type": "i64" }))
        .add("Profile", "fields", json!({ "name": "since", "type": "i64" }))
        .set(
            "Profile.region",
            json!({ "key": ["since", "country", "region_code"], "references": ["since", "country", "code"] }),
        );
    expect![[r#"
        relata: 1 warning in 2 models from 1 crate

        warning[reference_not_unique]: `Profile.region` references `Region.(since, country, code)`, which has no unique constraint of its own
          --> src/profile.rs:12:5
        note: `Region` is declared here
          --> src/region.rs:1:5
          = note: `Region.(country, code)` is unique, so the key matches at most one row
          = help: declare `unique(since, country, code)` on `Region` if its table has that constraint

        for more information: cargo relata explain reference_not_unique
    "#]].assert_eq(&set.found_with(&options().strict()).to_string());
}

#[test]
fn what_contains_something_unique_has_the_level_that_is_set() {
    let models = by_country_and_code();
    for level in [Level::Warn, Level::Deny] {
        let findings = models.found_at(Rule::ReferenceNotUnique, level);
        assert_eq!(findings.count(level), 1, "{findings}");
    }
    let strict = options()
        .strict()
        .level(Rule::ReferenceNotUnique, Level::Allow);
    let findings = models.found_with(&strict);
    assert!(findings.is_empty(), "{findings}");
    assert_eq!(findings.coverage().silenced_by_level, 1);
    models.is_allowed_only_at(
        &options().level(Rule::ReferenceNotUnique, Level::Warn),
        Rule::ReferenceNotUnique,
        &["Profile.region", "Profile"],
    );
}

/// It silences no other rule about the key.
#[test]
fn what_contains_something_unique_hides_nothing() {
    let other = json!({ "name": "other", "kind": "belongs_to", "targets": ["Other"], "key": ["country", "region_code"] });
    let models = by_country_and_code()
        .add("Profile", "relations", other)
        .and(json!({ "path": "app::Other" }));
    let asked = options().level(Rule::SharedKey, Level::Warn);
    assert_eq!(
        faults(&models.found_with(&asked)),
        ["shared_key at Profile.region"]
    );
}

/// Of several targets the one without anything unique is the fault.
#[test]
fn of_several_targets_those_with_nothing_unique_come_first() {
    let subject = json!({ "key": ["subject_id", "kind"], "references": ["id", "kind"], "tag": "subject_kind" });
    let models = pins()
        .add("User", "fields", json!({ "name": "kind", "type": "i64" }))
        .add("Post", "fields", json!({ "name": "kind", "type": "i64" }))
        .add("Post", "fields", json!({ "name": "uuid", "type": "i64" }))
        .add("Pin", "fields", json!({ "name": "kind", "type": "i64" }))
        .set("Post", json!({ "key": ["uuid"] }))
        .set("Pin.subject", subject);
    expect![[r#"
        relata: 1 error in 3 models from 1 crate

        error[reference_not_unique]: `Pin.subject` references `Post.(id, kind)`, which is neither the primary key nor unique
          --> src/pin.rs:12:5
        note: `Post` is declared here
          --> src/post.rs:1:5
          = note: the primary key is `Post.uuid`
          = help: declare `unique(id, kind)` on `Post` if its table has that constraint

        for more information: cargo relata explain reference_not_unique
    "#]].assert_eq(&models.report());
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
fn is_reported_without_places() {
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[reference_not_unique]: `Post.author` references `User.email`, which is neither the primary key nor unique
          = note: the primary key is `User.id`
          = help: declare `unique(email)` on `User` if its table has that constraint

        for more information: cargo relata explain reference_not_unique
    "#]].assert_eq(&by_email().without_places().report());
}
