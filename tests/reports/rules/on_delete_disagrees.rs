//! `on_delete_disagrees`: both sides say what happens on delete, and they differ.

use expect_test::expect;
use relata::{Level, Rule, options};
use serde_json::{Value, json};

use super::models::{Models, blog, edited_blog, faults, pins};

fn on_delete(action: &str) -> Value {
    json!({ "on_delete": action })
}

/// The posts of a user are deleted by one side and kept by the other.
fn differ() -> Models {
    blog()
        .set("Post.author_id", json!({ "optional": true }))
        .set("Post.author", on_delete("set_null"))
        .set("User.posts", on_delete("cascade"))
}

#[test]
fn both_sides_are_shown() {
    expect![[r#"
        relata: 1 warning in 2 models from 1 crate

        warning[on_delete_disagrees]: `Post.author` has `on_delete = set_null`, but its inverse `User.posts` has `on_delete = cascade`
          --> src/post.rs:12:5
        note: `User.posts` is declared here
          --> src/user.rs:12:5
          = help: write `on_delete = set_null` on `User.posts`, or write `on_delete = cascade` on `Post.author`

        for more information: cargo relata explain on_delete_disagrees
    "#]].assert_eq(&differ().report());
    differ().mended(&options());
    expect![[r#"
        relata: 1 warning in 2 models from 1 crate

        warning[on_delete_disagrees]: `Post.author` has `on_delete = set_null`, but its inverse `User.posts` has `on_delete = cascade`
          = help: write `on_delete = set_null` on `User.posts`, or write `on_delete = cascade` on `Post.author`

        for more information: cargo relata explain on_delete_disagrees
    "#]].assert_eq(&differ().without_places().report());
}

#[test]
fn the_first_by_place_is_reported_whichever_side_it_is() {
    let models = differ().set("User.posts", json!({ "at": "src/a.rs:1:1" }));
    assert_eq!(models.faults(), ["on_delete_disagrees at User.posts"]);
    expect![[r#"
        relata: 1 warning in 2 models from 1 crate

        warning[on_delete_disagrees]: `User.posts` has `on_delete = cascade`, but its inverse `Post.author` has `on_delete = set_null`
          --> src/a.rs:1:1
        note: `Post.author` is declared here
          --> src/post.rs:12:5
          = help: write `on_delete = set_null` on `User.posts`, or write `on_delete = cascade` on `Post.author`

        for more information: cargo relata explain on_delete_disagrees
    "#]].assert_eq(&models.report());
}

#[test]
fn set_null_is_not_offered_for_a_required_key() {
    let required = differ().set("Post.author_id", json!({ "optional": false }));
    expect![[r#"
        relata: 1 error and 1 warning in 2 models from 1 crate

        error[set_null_required]: `Post.author` has `on_delete = set_null`, but its key field `Post.author_id` cannot be null
          --> src/post.rs:12:5
        note: `Post.author_id` is declared here
          --> src/post.rs:3:5
          = help: write `on_delete = cascade`, or make `author_id` of `Post` an `Option`

        warning[on_delete_disagrees]: `Post.author` has `on_delete = set_null`, but its inverse `User.posts` has `on_delete = cascade`
          --> src/post.rs:12:5
        note: `User.posts` is declared here
          --> src/user.rs:12:5

        for more information: cargo relata explain set_null_required
    "#]].assert_eq(&required.report());
    let there = blog()
        .set("Post.author", on_delete("cascade"))
        .set("User.posts", on_delete("set_null"));
    expect![[r#"
        relata: 1 error and 1 warning in 2 models from 1 crate

        warning[on_delete_disagrees]: `Post.author` has `on_delete = cascade`, but its inverse `User.posts` has `on_delete = set_null`
          --> src/post.rs:12:5
        note: `User.posts` is declared here
          --> src/user.rs:12:5
          = help: write `on_delete = cascade` on `User.posts`

        error[set_null_required]: `User.posts` has `on_delete = set_null`, but its key field `Post.author_id` cannot be null
          --> src/user.rs:12:5
        note: `Post.author_id` is declared here
          --> src/post.rs:3:5
          = help: write `on_delete = cascade`, or make `author_id` of `Post` an `Option`

        for more information: cargo relata explain on_delete_disagrees
    "#]].assert_eq(&there.report());
}

#[test]
fn an_action_of_one_side_is_no_difference() {
    let one = blog().set("User.posts", on_delete("cascade"));
    assert_eq!(one.faults(), [""; 0]);
    let other = blog().set("Post.author", on_delete("cascade"));
    assert_eq!(other.faults(), [""; 0]);
    let same = one.set("Post.author", on_delete("cascade"));
    assert_eq!(same.faults(), [""; 0]);
}

#[test]
fn relations_that_are_no_sides_of_one_key_may_differ() {
    let models = edited_blog()
        .set("User.posts", on_delete("cascade"))
        .set("Post.editor", on_delete("restrict"));
    assert_eq!(models.faults(), [""; 0]);
    let none = json!({ "inverse": null });
    let unpaired = models
        .set("Post.author", none.clone())
        .set("Post.editor", none.clone())
        .set("User.posts", none.clone())
        .set("User.edited", none);
    let found = unpaired.found_at(Rule::AmbiguousInverse, Level::Allow);
    assert!(found.is_empty(), "{found}");
}

#[test]
fn an_inverse_that_one_side_names_is_enough() {
    let by_has = differ().set("Post.author", json!({ "inverse": null }));
    assert_eq!(by_has.faults(), ["on_delete_disagrees at Post.author"]);
    let by_key = differ().set(
        "User.posts",
        json!({ "inverse": null, "key": ["author_id"] }),
    );
    assert_eq!(by_key.faults(), ["on_delete_disagrees at Post.author"]);
}

#[test]
fn sides_that_are_paired_disagree() {
    let none = json!({ "inverse": null });
    let models = differ()
        .set("User.posts", none.clone())
        .set("Post.author", none);
    assert_eq!(models.faults(), ["on_delete_disagrees at Post.author"]);
}

#[test]
fn several_other_sides_are_one_finding() {
    let models = pins()
        .set("Pin.subject", on_delete("cascade"))
        .set("User.pins", on_delete("restrict"))
        .set("Post.pins", on_delete("restrict"));
    expect![[r#"
        relata: 1 warning in 3 models from 1 crate

        warning[on_delete_disagrees]: `Pin.subject` has `on_delete = cascade`, but its inverse `Post.pins` has `on_delete = restrict`
          --> src/pin.rs:12:5
        note: `Post.pins` is declared here
          --> src/post.rs:12:5
        note: the same applies to `User.pins`, which has `on_delete = restrict`
          --> src/user.rs:12:5
          = help: write `on_delete = cascade` on `Post.pins` and on `User.pins`, or write `on_delete = restrict` on `Pin.subject`

        for more information: cargo relata explain on_delete_disagrees
    "#]].assert_eq(&models.report());
    models.clone().mended(&options());
    let three = models.set("Post.pins", on_delete("no_action"));
    expect![[r#"
        relata: 1 warning in 3 models from 1 crate

        warning[on_delete_disagrees]: `Pin.subject` has `on_delete = cascade`, but its inverse `Post.pins` has `on_delete = no_action`
          --> src/pin.rs:12:5
        note: `Post.pins` is declared here
          --> src/post.rs:12:5
        note: the same applies to `User.pins`, which has `on_delete = restrict`
          --> src/user.rs:12:5
          = help: write `on_delete = cascade` on `Post.pins` and on `User.pins`

        for more information: cargo relata explain on_delete_disagrees
    "#]].assert_eq(&three.report());
}

#[test]
fn a_fault_of_the_inverse_or_the_key_comes_first() {
    let other_key = differ()
        .add(
            "Post",
            "fields",
            json!({ "name": "editor_id", "type": "i64" }),
        )
        .set("User.posts", json!({ "key": ["editor_id"] }));
    assert_eq!(other_key.faults(), ["inverse_key at Post.author"]);
    let ty = differ().set("Post.author_id", json!({ "type": "String" }));
    assert_eq!(ty.faults(), ["key_type at Post.author"]);
}

#[test]
fn is_allowed_at_both_sides_and_their_models() {
    differ().is_allowed_only_at(
        &options(),
        Rule::OnDeleteDisagrees,
        &["User", "User.posts", "Post", "Post.author"],
    );
}

#[test]
fn strict_denies_it() {
    let found = differ().found_with(&options().strict());
    assert_eq!(faults(&found), ["on_delete_disagrees at Post.author"]);
    assert!(found.iter().all(|it| it.level() == Level::Deny));
}
