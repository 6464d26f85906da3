//! `set_null_required`: `on_delete = set_null` on a key that cannot be null, on either side.

use expect_test::expect;
use relata::{Model, Rule, models, options};
use serde_json::{Value, json};

use super::models::{Models, blog, faults, pins, regions};

fn set_null() -> Value {
    json!({ "on_delete": "set_null" })
}

/// The has side of a required key sets it to null.
fn has_side() -> Models {
    blog().set("User.posts", set_null())
}

#[test]
fn the_side_that_has_no_key_is_reported() {
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[set_null_required]: `User.posts` has `on_delete = set_null`, but its key field `Post.author_id` cannot be null
          --> src/user.rs:12:5
        note: `Post.author_id` is declared here
          --> src/post.rs:3:5
          = help: make `author_id` of `Post` an `Option`, or write `on_delete = restrict`

        for more information: cargo relata explain set_null_required
    "#]].assert_eq(&has_side().report());
}

#[test]
fn the_key_itself_is_reported_in_a_document() {
    let models = blog().set("Post.author", set_null());
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[set_null_required]: `Post.author` has `on_delete = set_null`, but its key field `Post.author_id` cannot be null
          --> src/post.rs:12:5
        note: `Post.author_id` is declared here
          --> src/post.rs:3:5
          = help: make `author_id` of `Post` an `Option`, or write `on_delete = restrict`

        for more information: cargo relata explain set_null_required
    "#]].assert_eq(&models.report());
    let alone = models
        .set("Post.author", json!({ "inverse": null }))
        .without("User.posts");
    assert_eq!(alone.faults(), ["set_null_required at Post.author"]);
}

#[test]
fn both_sides_are_one_finding() {
    let models = has_side().set("Post.author", set_null());
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[set_null_required]: `Post.author` has `on_delete = set_null`, but its key field `Post.author_id` cannot be null
          --> src/post.rs:12:5
        note: `Post.author_id` is declared here
          --> src/post.rs:3:5
        note: `User.posts` also has `on_delete = set_null` on this key
          --> src/user.rs:12:5
          = help: make `author_id` of `Post` an `Option`, or write `on_delete = restrict` on `Post.author` and on `User.posts`

        for more information: cargo relata explain set_null_required
    "#]].assert_eq(&models.report());
}

#[test]
fn each_part_of_a_key_must_be_nullable() {
    let models = regions().set("Region.profiles", set_null());
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[set_null_required]: `Region.profiles` has `on_delete = set_null`, but its key fields `Profile.country` and `Profile.region_code` cannot be null
          --> src/region.rs:12:5
        note: `Profile.country` is declared here
          --> src/profile.rs:3:5
        note: `Profile.region_code` is declared here
          --> src/profile.rs:4:5
          = help: make `country` of `Profile` an `Option` and make `region_code` of `Profile` an `Option`, or write `on_delete = restrict`

        for more information: cargo relata explain set_null_required
    "#]].assert_eq(&models.report());
    let optional = json!({ "optional": true });
    let half = models.clone().set("Profile.country", optional.clone());
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[set_null_required]: `Region.profiles` has `on_delete = set_null`, but its key field `Profile.region_code` cannot be null
          --> src/region.rs:12:5
        note: `Profile.region_code` is declared here
          --> src/profile.rs:4:5
          = help: make `region_code` of `Profile` an `Option`, or write `on_delete = restrict`

        for more information: cargo relata explain set_null_required
    "#]].assert_eq(&half.report());
    assert_eq!(half.set("Profile.region_code", optional).faults(), [""; 0]);
}

#[test]
fn a_primary_key_stays_as_it_is() {
    let models = blog().set("Post", json!({ "key": ["author_id"] })).set(
        "User.posts",
        json!({ "kind": "has_one", "on_delete": "set_null" }),
    );
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[set_null_required]: `User.posts` has `on_delete = set_null`, but its key field `Post.author_id` cannot be null
          --> src/user.rs:12:5
        note: `Post.author_id` is declared here
          --> src/post.rs:3:5
          = help: write `on_delete = restrict`

        for more information: cargo relata explain set_null_required
    "#]].assert_eq(&models.report());
    models.mended(&options());
}

#[test]
fn a_key_that_may_be_null_is_sound() {
    let models = has_side().set("Post.author_id", json!({ "optional": true }));
    assert_eq!(models.faults(), [""; 0]);
    let written = has_side().set("Post.author_id", json!({ "type": "Option<i64>" }));
    assert_eq!(written.faults(), [""; 0]);
}

#[test]
fn other_actions_are_sound() {
    for action in ["cascade", "restrict", "set_default", "no_action"] {
        let models = blog().set("User.posts", json!({ "on_delete": action }));
        assert_eq!(models.faults(), [""; 0], "{action}");
    }
}

#[test]
fn what_is_not_known_is_not_wrong() {
    let no_fields = has_side().set("Post", json!({ "fields": null }));
    assert_eq!(no_fields.faults(), [""; 0]);
    let no_key = has_side().set("Post.author", json!({ "key": [] }));
    assert_eq!(no_key.faults(), [""; 0]);
    let external = has_side()
        .set("User.posts", json!({ "inverse": null }))
        .without("Post")
        .and(json!({ "path": "away::Post", "external": true }));
    assert_eq!(external.faults(), [""; 0]);
}

#[test]
fn a_relation_without_a_key_here_is_not_judged() {
    let through = super::models::groups().set("User.groups", set_null());
    assert_eq!(through.faults(), [""; 0]);
}

#[test]
fn a_polymorphic_key_is_one_finding() {
    let models = pins()
        .set("User.pins", set_null())
        .set("Post.pins", set_null())
        .set("Pin.subject", set_null());
    expect![[r#"
        relata: 1 error in 3 models from 1 crate

        error[set_null_required]: `Pin.subject` has `on_delete = set_null`, but its key field `Pin.subject_id` cannot be null
          --> src/pin.rs:12:5
        note: `Pin.subject_id` is declared here
          --> src/pin.rs:3:5
        note: `Post.pins` also has `on_delete = set_null` on this key
          --> src/post.rs:12:5
        note: `User.pins` also has `on_delete = set_null` on this key
          --> src/user.rs:12:5
          = help: make `subject_id` of `Pin` an `Option`, or write `on_delete = restrict` on `Pin.subject` and on `Post.pins` and on `User.pins`

        for more information: cargo relata explain set_null_required
    "#]].assert_eq(&models.report());
}

#[test]
fn a_fault_of_the_key_comes_first() {
    let models = has_side().set("Post.author_id", json!({ "type": "String" }));
    assert_eq!(models.faults(), ["key_type at Post.author"]);
    let allow = json!({ "allow": [{ "rule": "set_null_required", "reason": "a test" }] });
    let allowed = models.set("User.posts", allow);
    assert_eq!(allowed.faults(), ["key_type at Post.author"]);
}

#[test]
fn is_allowed_at_each_side() {
    let at = ["User", "User.posts", "Post.author"];
    has_side().is_allowed_only_at(&options(), Rule::SetNullRequired, &at[..2]);
    let allow = json!({ "allow": [{ "rule": "set_null_required", "reason": "a test" }] });
    let both = has_side()
        .set("Post.author", set_null())
        .set("Post.author", allow);
    assert_eq!(both.faults(), [""; 0]);
}

#[test]
fn either_change_fixes_it() {
    let help = has_side().mended(&options());
    assert_eq!(
        help,
        "make `author_id` of `Post` an `Option`, or write `on_delete = restrict`"
    );
    let cascade = has_side().set("Post.author", json!({ "on_delete": "cascade" }));
    assert_eq!(
        faults(&cascade.found()),
        [
            "on_delete_disagrees at Post.author",
            "set_null_required at User.posts"
        ]
    );
    let restricted = has_side().set("User.posts", json!({ "on_delete": "restrict" }));
    assert_eq!(restricted.faults(), [""; 0]);
}

#[expect(dead_code, reason = "only declared")]
mod derived {
    use super::*;

    #[derive(Model)]
    #[relata(has_many(ms: M, inverse = p, on_delete = set_null))]
    pub(super) struct P {
        pub(super) id: i64,
    }

    #[derive(Model)]
    pub(super) struct M {
        pub(super) id: i64,
        #[relata(belongs_to(P, inverse = ms, on_delete = cascade))]
        pub(super) p_id: i64,
    }
}

/// The has side sets a required key to null, against the action of the other side: two faults.
#[test]
fn the_derive_is_reported_alike() {
    let found = options().check_isolated(&models![derived::P, derived::M]);
    expect![[r#"
        relata: 1 error and 1 warning in 2 models from 1 crate

        error[set_null_required]: `P.ms` has `on_delete = set_null`, but its key field `M.p_id` cannot be null
          --> tests/reports/rules/set_null_required.rs:225:23
        note: `M.p_id` is declared here
          --> tests/reports/rules/set_null_required.rs:234:20
          = help: write `on_delete = cascade`, or make `p_id` of `M` an `Option`

        warning[on_delete_disagrees]: `P.ms` has `on_delete = set_null`, but its inverse `M.p` has `on_delete = cascade`
          --> tests/reports/rules/set_null_required.rs:225:23
        note: `M.p` is declared here
          --> tests/reports/rules/set_null_required.rs:234:20

        for more information: cargo relata explain set_null_required
    "#]].assert_eq(&found.to_string());
}
