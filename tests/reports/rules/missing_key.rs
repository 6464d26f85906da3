//! `missing_key`: a key or a tag that is not a field of the model that holds it.

use expect_test::expect;
use relata::{Level, Rule, options};
use serde_json::{Value, json};

use super::models::{Models, blog, edited_blog, faults, pins, regions};

fn key(fields: &[&str]) -> Value {
    json!({ "key": fields })
}

#[test]
fn of_the_holder() {
    let models = blog().set("Post.author", key(&["writer"]));
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[missing_key]: the key of `Post.author` names `writer`, but `Post` has no such field
          --> src/post.rs:12:5
        note: `Post` is declared here
          --> src/post.rs:1:5
          = note: `Post` has 2 fields: `id` and `author_id`

        for more information: cargo relata explain missing_key
    "#]]
    .assert_eq(&models.report());
}

#[test]
fn of_the_model_that_is_pointed_at() {
    let models = blog()
        .set("User.posts", key(&["writer"]))
        .set("Post.author", key(&[]));
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[missing_key]: the key of `User.posts` names `writer`, but `Post` has no such field
          --> src/user.rs:12:5
        note: `Post` is declared here
          --> src/post.rs:1:5
          = note: `Post` has 2 fields: `id` and `author_id`

        for more information: cargo relata explain missing_key
    "#]]
    .assert_eq(&models.report());
}

#[test]
fn a_field_with_a_similar_name_is_offered() {
    let models = blog().set("Post.author", key(&["autor_id"]));
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[missing_key]: the key of `Post.author` names `autor_id`, but `Post` has no such field
          --> src/post.rs:12:5
        note: `Post` is declared here
          --> src/post.rs:1:5
          = note: a field with a similar name exists: `author_id`
          = help: replace `autor_id` with `author_id`

        for more information: cargo relata explain missing_key
    "#]]
    .assert_eq(&models.report());
    models.mended(&options());
}

#[test]
fn a_similar_field_of_another_type_is_not() {
    let models = blog().set(
        "Post.author_id",
        json!({ "name": "author_ids", "type": "String" }),
    );
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[missing_key]: the key of `Post.author` names `author_id`, but `Post` has no such field
          --> src/post.rs:12:5
        note: `Post` is declared here
          --> src/post.rs:1:5
          = note: a field with a similar name exists: `author_ids`
          = note: `Post` has 2 fields: `id` and `author_ids`

        for more information: cargo relata explain missing_key
    "#]]
    .assert_eq(&models.report());
}

#[test]
fn a_similar_field_that_the_key_has_already_is_not() {
    let models = regions()
        .set("Profile.region", key(&["country", "country_"]))
        .set("Region.profiles", json!({ "key": null }))
        .set("Region.code", json!({ "type": "i64" }));
    let findings = models.found();
    assert_eq!(findings.iter().next().unwrap().help(), None, "{findings}");
}

#[test]
fn a_field_of_the_other_model_is_a_fact() {
    // The key is in `Post`, so `User.posts` cannot belong to it.
    let posts = json!({ "kind": "belongs_to", "key": ["author_id"], "inverse": null });
    let models = blog().set("User.posts", posts).without("Post.author");
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[missing_key]: the key of `User.posts` names `author_id`, but `User` has no such field
          --> src/user.rs:12:5
        note: `User` is declared here
          --> src/user.rs:1:5
          = note: `Post` has such a field; the side that holds the key is a `belongs_to`
          = note: `User` has 1 field: `id`

        for more information: cargo relata explain missing_key
    "#]]
    .assert_eq(&models.report());
}

#[test]
fn all_that_is_missing_is_named() {
    let models = regions()
        .set("Profile.region", key(&["land", "code"]))
        .set("Region.profiles", json!({ "key": null }));
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[missing_key]: the key of `Profile.region` names `land` and `code`, but `Profile` has no such fields
          --> src/profile.rs:12:5
        note: `Profile` is declared here
          --> src/profile.rs:1:5
          = note: `Profile` has 3 fields: `id`, `country`, and `region_code`

        for more information: cargo relata explain missing_key
    "#]].assert_eq(&models.report());
}

#[test]
fn both_sides_show_one_fault() {
    let models = regions().without("Profile.region_code");
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[missing_key]: the key of `Profile.region` names `region_code`, but `Profile` has no such field
          --> src/profile.rs:12:5
        note: `Profile` is declared here
          --> src/profile.rs:1:5
        note: `Region.profiles` uses the same key
          --> src/region.rs:12:5
          = note: `Profile` has 2 fields: `id` and `country`

        for more information: cargo relata explain missing_key
    "#]].assert_eq(&models.report());
    let models = regions().set("Profile.region_code", json!({ "name": "region_cod" }));
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[missing_key]: the key of `Profile.region` names `region_code`, but `Profile` has no such field
          --> src/profile.rs:12:5
        note: `Profile` is declared here
          --> src/profile.rs:1:5
        note: `Region.profiles` uses the same key
          --> src/region.rs:12:5
          = note: a field with a similar name exists: `region_cod`
          = help: replace `region_code` with `region_cod` on `Profile.region` and on `Region.profiles`

        for more information: cargo relata explain missing_key
    "#]].assert_eq(&models.report());
    models.mended(&options());
}

#[test]
fn two_relations_over_one_key_show_one_fault() {
    let writer = json!({ "name": "writer", "kind": "belongs_to", "targets": ["User"], "key": ["author_id"] });
    let models = blog()
        .add("Post", "relations", writer)
        .without("Post.author_id");
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[missing_key]: the key of `Post.author` names `author_id`, but `Post` has no such field
          --> src/post.rs:12:5
        note: `Post` is declared here
          --> src/post.rs:1:5
        note: `Post.writer` uses the same key
          --> src/post.rs:13:5
          = note: `Post` has 1 field: `id`

        for more information: cargo relata explain missing_key
    "#]]
    .assert_eq(&models.report());
    let other = edited_blog()
        .without("Post.author_id")
        .without("Post.editor_id");
    assert_eq!(
        other.faults(),
        ["missing_key at Post.author", "missing_key at Post.editor"]
    );
}

#[test]
fn all_targets_show_one_fault() {
    assert_eq!(
        pins().without("Pin.subject_id").faults(),
        ["missing_key at Pin.subject"]
    );
}

#[test]
fn a_tag_is_a_part_of_the_key() {
    expect![[r#"
        relata: 1 error in 3 models from 1 crate

        error[missing_key]: the tag of `Pin.subject` names `subject_kind`, but `Pin` has no such field
          --> src/pin.rs:12:5
        note: `Pin` is declared here
          --> src/pin.rs:1:5
          = note: `Pin` has 2 fields: `id` and `subject_id`

        for more information: cargo relata explain missing_key
    "#]].assert_eq(&pins().without("Pin.subject_kind").report());
    let models = pins().set("Pin.subject", json!({ "tag": "subject_kinds" }));
    assert_eq!(
        models.mended(&options()),
        "replace `subject_kinds` with `subject_kind`"
    );
    expect![[r#"
        relata: 1 error in 3 models from 1 crate

        error[missing_key]: the key with its tag of `Pin.subject` names `subject_id` and `subject_kind`, but `Pin` has no such fields
          --> src/pin.rs:12:5
        note: `Pin` is declared here
          --> src/pin.rs:1:5
          = note: `Pin` has 1 field: `id`

        for more information: cargo relata explain missing_key
    "#]].assert_eq(&pins().without("Pin.subject_kind").without("Pin.subject_id").report());
    let open = pins()
        .without("Pin.subject_kind")
        .set("Pin.subject", json!({ "targets": "any", "inverse": null }));
    assert_eq!(open.faults(), ["missing_key at Pin.subject"]);
}

#[test]
fn unknown_fields_are_not_wrong() {
    let models = blog().set("Post.author", key(&["writer"]));
    assert_eq!(
        models
            .clone()
            .set("Post", json!({ "fields": null }))
            .faults(),
        [""; 0]
    );
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[missing_key]: the key of `Post.author` names `writer`, but `Post` has no such field
          --> src/post.rs:12:5
        note: `Post` is declared here
          --> src/post.rs:1:5
          = note: `Post` has no fields

        for more information: cargo relata explain missing_key
    "#]]
    .assert_eq(&models.set("Post", json!({ "fields": [] })).report());
}

#[test]
fn a_key_that_is_not_written_is_not_judged() {
    let models = blog()
        .without("Post.author_id")
        .set("Post.author", json!({ "key": null }));
    assert_eq!(models.faults(), [""; 0]);
}

#[test]
fn the_holder_is_judged_wherever_the_key_leads() {
    let models = blog()
        .set("Post.author", json!({ "key": ["writer"], "inverse": null }))
        .without("User.posts");
    let external = models
        .clone()
        .without("User")
        .and(json!({ "path": "away::User", "external": true }));
    assert_eq!(external.faults(), ["missing_key at Post.author"]);
    let open = models
        .clone()
        .set("Post.author", json!({ "targets": "any" }));
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[missing_key]: the key of `Post.author` names `writer`, but `Post` has no such field
          --> src/post.rs:12:5
        note: `Post` is declared here
          --> src/post.rs:1:5
          = note: `Post` has 2 fields: `id` and `author_id`

        for more information: cargo relata explain missing_key
    "#]]
    .assert_eq(&open.report());
    let outside = models.set("Post.author", json!({ "targets": ["auth::User"] }));
    let findings = outside.found_with(&options().outside("auth"));
    assert_eq!(faults(&findings), ["missing_key at Post.author"]);
}

#[test]
fn of_a_mention() {
    let mention =
        json!({ "name": "event", "kind": "refers_to", "targets": ["User"], "key": ["event"] });
    assert_eq!(
        blog().add("Post", "relations", mention).faults(),
        ["missing_key at Post.event"]
    );
}

#[test]
fn is_allowed_at_every_relation_that_shows_it_and_at_their_models() {
    let models = regions().without("Profile.region_code");
    let at = ["Profile.region", "Profile", "Region.profiles", "Region"];
    models.is_allowed_only_at(&options(), Rule::MissingKey, &at);
    let models: Models = blog().set("Post.author", key(&["writer"]));
    models.is_allowed_only_at(&options(), Rule::MissingKey, &["Post.author", "Post"]);
}

#[test]
fn has_a_level() {
    let models = blog().set("Post.author", key(&["writer"]));
    assert!(models.found_at(Rule::MissingKey, Level::Allow).is_empty());
    assert_eq!(
        models
            .found_at(Rule::MissingKey, Level::Warn)
            .count(Level::Warn),
        1
    );
    assert_eq!(models.found().count(Level::Deny), 1);
}

#[test]
fn is_silent_where_the_target_is_at_fault() {
    let models = blog().set(
        "Post.author",
        json!({ "key": ["writer"], "targets": ["Usr"] }),
    );
    assert_eq!(models.faults(), ["missing_target at Post.author"]);
    // What points at the wrong model finds its key there no more.
    let models = blog()
        .set(
            "User.posts",
            json!({ "key": ["author_id"], "targets": ["Tag"] }),
        )
        .and(json!({ "path": "app::Tag", "fields": [] }));
    assert_eq!(models.faults(), ["inverse_elsewhere at Post.author"]);
}

#[test]
fn is_reported_without_places() {
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[missing_key]: the key of `Post.author` names `writer`, but `Post` has no such field
          = note: `Post` has 2 fields: `id` and `author_id`

        for more information: cargo relata explain missing_key
    "#]]
    .assert_eq(
        &blog()
            .set("Post.author", key(&["writer"]))
            .without_places()
            .report(),
    );
}

#[test]
fn the_primary_key_is_not_offered() {
    let models = blog().set("Post.author", key(&["pid"]));
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[missing_key]: the key of `Post.author` names `pid`, but `Post` has no such field
          --> src/post.rs:12:5
        note: `Post` is declared here
          --> src/post.rs:1:5
          = note: `Post` has 2 fields: `id` and `author_id`

        for more information: cargo relata explain missing_key
    "#]]
    .assert_eq(&models.report());
}

#[test]
fn a_relation_in_place_of_its_key() {
    let models = edited_blog().set("Post.editor", key(&["author"]));
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[missing_key]: the key of `Post.editor` names `author`, but `Post` has no such field
          --> src/post.rs:13:5
        note: `Post` is declared here
          --> src/post.rs:1:5
          = note: `author` is a relation of `Post`, not a field; the key of `Post.author` is `author_id`
          = note: `Post` has 3 fields: `id`, `author_id`, and `editor_id`

        for more information: cargo relata explain missing_key
    "#]]
    .assert_eq(&models.report());
}
