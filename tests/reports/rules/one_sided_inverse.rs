//! `one_sided_inverse`: an inverse that names none. Only on request.

use expect_test::expect;
use relata::{Level, Options, Rule, options};
use serde_json::json;

use super::models::{Models, blog, faults, groups, pins};

fn asked() -> Options {
    options().level(Rule::OneSidedInverse, Level::Warn)
}

fn one_sided() -> Models {
    blog().set("User.posts", json!({ "inverse": null }))
}

#[test]
fn the_other_side_is_named_and_what_to_write_there() {
    expect![[r#"
        relata: 1 warning in 2 models from 1 crate

        warning[one_sided_inverse]: `Post.author` names `User.posts` as its inverse, but `User.posts` names no inverse
          --> src/post.rs:12:5
        note: `User.posts` is declared here
          --> src/user.rs:12:5
          = help: write `inverse = author` on `User.posts`

        for more information: cargo relata explain one_sided_inverse
    "#]].assert_eq(&one_sided().found_with(&asked()).to_string());
    one_sided().mended(&asked());
}

#[test]
fn is_silent_unless_it_is_asked_for() {
    assert_eq!(one_sided().faults(), [""; 0]);
    let strict = options().strict();
    assert_eq!(
        faults(&one_sided().found_with(&strict)),
        ["one_sided_inverse at Post.author"]
    );
    assert_eq!(one_sided().found_with(&strict).count(Level::Deny), 1);
}

#[test]
fn both_sides_or_no_side_is_none() {
    assert!(blog().found_with(&asked()).is_empty());
    let neither = one_sided().set("Post.author", json!({ "inverse": null }));
    assert!(neither.found_with(&asked()).is_empty());
}

#[test]
fn of_what_goes_through_a_model() {
    let models = groups().set("User.groups", json!({ "inverse": null }));
    assert_eq!(
        faults(&models.found_with(&asked())),
        ["one_sided_inverse at Group.members"]
    );
    models.mended(&asked());
}

#[test]
fn a_polymorphic_relation_that_names_none_is_one_finding() {
    let models = pins().set("Pin.subject", json!({ "inverse": null }));
    expect![[r#"
        relata: 1 warning in 3 models from 1 crate

        warning[one_sided_inverse]: `Post.pins` names `Pin.subject` as its inverse, but `Pin.subject` names no inverse
          --> src/post.rs:12:5
        note: `Pin.subject` is declared here
          --> src/pin.rs:12:5
        note: `User.pins` also names this inverse
          --> src/user.rs:12:5
          = help: write `inverse = pins` on `Pin.subject`

        for more information: cargo relata explain one_sided_inverse
    "#]].assert_eq(&models.found_with(&asked()).to_string());
    models.mended(&asked());
}

#[test]
fn a_polymorphic_relation_cannot_name_two() {
    let models = pins()
        .set("Pin.subject", json!({ "inverse": null }))
        .set("Post.pins", json!({ "name": "stuck" }));
    expect![[r#"
        relata: 1 warning in 3 models from 1 crate

        warning[one_sided_inverse]: `Post.stuck` names `Pin.subject` as its inverse, but `Pin.subject` names no inverse
          --> src/post.rs:12:5
        note: `Pin.subject` is declared here
          --> src/pin.rs:12:5
        note: `User.pins` also names this inverse
          --> src/user.rs:12:5
          = note: no relation `stuck` of `User` names `Pin.subject`, and an inverse has the same name in every target

        for more information: cargo relata explain one_sided_inverse
    "#]].assert_eq(&models.found_with(&asked()).to_string());
}

#[test]
fn an_open_relation_can_name_none() {
    let open = pins().set("Pin.subject", json!({ "targets": "any", "inverse": null }));
    assert!(open.found_with(&asked()).is_empty());
}

#[test]
fn is_silent_where_the_keys_differ() {
    let models = one_sided()
        .add(
            "Post",
            "fields",
            json!({ "name": "editor_id", "type": "i64" }),
        )
        .set("User.posts", json!({ "key": ["editor_id"] }));
    assert_eq!(
        faults(&models.found_with(&asked())),
        ["inverse_key at Post.author"]
    );
}

#[test]
fn is_allowed_at_both_relations_and_at_their_models() {
    let at = ["Post.author", "Post", "User.posts", "User"];
    one_sided().is_allowed_only_at(&asked(), Rule::OneSidedInverse, &at);
}

#[test]
fn is_silent_where_the_target_is_missing() {
    let models = one_sided().set("Post.author", json!({ "targets": ["Usr"] }));
    assert_eq!(
        faults(&models.found_with(&asked())),
        ["missing_target at Post.author"]
    );
}

#[test]
fn is_reported_without_places() {
    expect![[r#"
        relata: 1 warning in 2 models from 1 crate

        warning[one_sided_inverse]: `Post.author` names `User.posts` as its inverse, but `User.posts` names no inverse
          = help: write `inverse = author` on `User.posts`

        for more information: cargo relata explain one_sided_inverse
    "#]].assert_eq(
        &one_sided()
            .without_places()
            .found_with(&asked())
            .to_string(),
    );
}
