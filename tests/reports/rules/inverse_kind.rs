//! `inverse_kind`: two sides whose kinds do not pair.

use expect_test::expect;
use relata::{Level, Rule, options};
use serde_json::json;

use super::models::{Models, blog, groups, pins};

/// The blog with these two kinds and no key written.
fn kinds(posts: &str, author: &str) -> Models {
    let post = |kind: &str| json!({ "kind": kind, "key": [] });
    blog()
        .set("User.posts", post(posts))
        .set("Post.author", post(author))
}

#[test]
fn which_pair_and_which_do_not() {
    const KINDS: [&str; 5] = [
        "belongs_to",
        "has_one",
        "has_many",
        "many_to_many",
        "refers_to",
    ];
    let pairs = [
        ["belongs_to", "has_one"],
        ["belongs_to", "has_many"],
        ["many_to_many", "many_to_many"],
        ["refers_to", "refers_to"],
    ];
    for one in KINDS {
        for other in KINDS {
            let sound = pairs.contains(&[one, other]) || pairs.contains(&[other, one]);
            let expected = if sound {
                vec![]
            } else {
                vec!["inverse_kind at Post.author"]
            };
            assert_eq!(kinds(one, other).faults(), expected, "{one} with {other}");
        }
    }
}

#[test]
fn neither_holds_the_key() {
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[inverse_kind]: `Post.author` is a `has_one` and its inverse `User.posts` is a `has_many`, but these kinds do not pair
          --> src/post.rs:12:5
        note: `User.posts` is declared here
          --> src/user.rs:12:5
          = note: neither side holds the key; the side with the key is a `belongs_to`

        for more information: cargo relata explain inverse_kind
    "#]].assert_eq(&kinds("has_many", "has_one").report());
}

#[test]
fn both_hold_the_key() {
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[inverse_kind]: `Post.author` is a `belongs_to` and its inverse `User.posts` is a `belongs_to`, but these kinds do not pair
          --> src/post.rs:12:5
        note: `User.posts` is declared here
          --> src/user.rs:12:5
          = note: both sides would hold the key; the side without the key is a `has_one` or `has_many`

        for more information: cargo relata explain inverse_kind
    "#]].assert_eq(&kinds("belongs_to", "belongs_to").report());
}

#[test]
fn of_two_worlds() {
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[inverse_kind]: `Post.author` is a `many_to_many` and its inverse `User.posts` is a `has_many`, but these kinds do not pair
          --> src/post.rs:12:5
        note: `User.posts` is declared here
          --> src/user.rs:12:5
          = note: `Post.author` goes through another model, but `User.posts` does not

        for more information: cargo relata explain inverse_kind
    "#]].assert_eq(&kinds("has_many", "many_to_many").report());
}

#[test]
fn says_who_has_the_field() {
    // The key is in `Post`, whichever side writes it.
    blog()
        .set("Post.author", json!({ "kind": "has_one" }))
        .mended(&options());
    let models = blog().set("User.posts", json!({ "key": ["author_id"] }));
    models
        .set("Post.author", json!({ "kind": "has_one", "key": null }))
        .mended(&options());
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[inverse_kind]: `Post.author` is a `has_one` and its inverse `User.posts` is a `has_many`, but these kinds do not pair
          --> src/post.rs:12:5
        note: `User.posts` is declared here
          --> src/user.rs:12:5
          = note: neither side holds the key; the side with the key is a `belongs_to`
          = note: `author_id`, the key of `Post.author`, is a field of `Post`
          = help: make `Post.author` a `belongs_to`

        for more information: cargo relata explain inverse_kind
    "#]].assert_eq(&blog().set("Post.author", json!({ "kind": "has_one" })).report());
    let models = blog().set(
        "User.posts",
        json!({ "kind": "belongs_to", "key": ["author_id"] }),
    );
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[inverse_kind]: `Post.author` is a `belongs_to` and its inverse `User.posts` is a `belongs_to`, but these kinds do not pair
          --> src/post.rs:12:5
        note: `User.posts` is declared here
          --> src/user.rs:12:5
          = note: both sides would hold the key; the side without the key is a `has_one` or `has_many`
          = note: `author_id`, the key of `User.posts`, is a field of `Post`

        for more information: cargo relata explain inverse_kind
    "#]].assert_eq(&models.set("Post.author", json!({ "key": [] })).report());
}

#[test]
fn what_goes_through_a_model_pairs_with_what_does() {
    let models = groups().set("User.groups", json!({ "kind": "has_many" }));
    assert_eq!(models.faults(), [""; 0]);
    let models = models.set("User.groups", json!({ "through": null, "via": null }));
    expect![[r#"
        relata: 1 error in 3 models from 1 crate

        error[inverse_kind]: `Group.members` is a `many_to_many` and its inverse `User.groups` is a `has_many`, but these kinds do not pair
          --> src/group.rs:12:5
        note: `User.groups` is declared here
          --> src/user.rs:12:5
          = note: `Group.members` goes through another model, but `User.groups` does not

        for more information: cargo relata explain inverse_kind
    "#]].assert_eq(&models.report());
    let both = groups()
        .set("User.groups", json!({ "kind": "has_one" }))
        .set(
            "Group.members",
            json!({ "kind": "has_one", "through": null, "via": null }),
        );
    expect![[r#"
        relata: 1 error in 3 models from 1 crate

        error[inverse_kind]: `Group.members` is a `has_one` and its inverse `User.groups` is a `has_one` through a model, but these kinds do not pair
          --> src/group.rs:12:5
        note: `User.groups` is declared here
          --> src/user.rs:12:5
          = note: `User.groups` goes through another model, but `Group.members` does not

        for more information: cargo relata explain inverse_kind
    "#]].assert_eq(&both.report());
}

#[test]
fn only_what_goes_both_ways_can_be_its_own_inverse() {
    let friends = |kind: &str| {
        Models::new(json!([{ "path": "app::User", "relations": [
            { "name": "friends", "kind": kind, "targets": ["User"], "inverse": "friends" } ] }]))
    };
    assert_eq!(friends("many_to_many").faults(), [""; 0]);
    assert_eq!(friends("refers_to").faults(), [""; 0]);
    expect![[r#"
        relata: 1 error in 1 model from 1 crate

        error[inverse_kind]: `User.friends` is a `belongs_to` and names itself as its inverse, but a `belongs_to` cannot be its own inverse
          --> src/user.rs:12:5
          = note: only a `refers_to` or a relation that goes through a model can be its own inverse

        for more information: cargo relata explain inverse_kind
    "#]].assert_eq(&friends("belongs_to").report());
}

#[test]
fn a_polymorphic_relation_is_one_finding_with_all_its_targets() {
    let models = pins().set(
        "Pin.subject",
        json!({ "kind": "many_to_many", "key": null }),
    );
    expect![[r#"
        relata: 1 error in 3 models from 1 crate

        error[inverse_kind]: `Pin.subject` is a `many_to_many` and its inverse `User.pins` is a `has_many`, but these kinds do not pair
          --> src/pin.rs:12:5
        note: `User.pins` is declared here
          --> src/user.rs:12:5
        note: the same applies to `Post.pins`
          --> src/post.rs:12:5
          = note: `Pin.subject` goes through another model, but `User.pins` does not

        for more information: cargo relata explain inverse_kind
    "#]].assert_eq(&models.report());
    let one = pins().set("User.pins", json!({ "kind": "belongs_to" }));
    expect![[r#"
        relata: 1 error in 3 models from 1 crate

        error[inverse_kind]: `Pin.subject` is a `belongs_to` and its inverse `User.pins` is a `belongs_to`, but these kinds do not pair
          --> src/pin.rs:12:5
        note: `User.pins` is declared here
          --> src/user.rs:12:5
          = note: both sides would hold the key; the side without the key is a `has_one` or `has_many`
          = note: `subject_id`, the key of `Pin.subject`, is a field of `Pin`

        for more information: cargo relata explain inverse_kind
    "#]].assert_eq(&one.report());
}

#[test]
fn silences_the_key_that_is_held_by_the_other_side() {
    // With the other kind the key would be sound, so the kind is what is wrong.
    let models = blog().set("Post.author", json!({ "kind": "has_many" }));
    assert_eq!(models.faults(), ["inverse_kind at Post.author"]);
    // A key that neither model has is a fault of its own.
    let models = models.set("Post.author", json!({ "key": ["writer_id"] }));
    assert_eq!(
        models.faults(),
        ["inverse_kind at Post.author", "missing_key at Post.author"]
    );
}

#[test]
fn one_that_names_no_inverse_is_judged_by_the_one_that_does() {
    let models = kinds("has_many", "has_many").set("Post.author", json!({ "inverse": null }));
    assert_eq!(models.faults(), ["inverse_kind at User.posts"]);
    assert_eq!(
        models
            .set("User.posts", json!({ "inverse": null }))
            .faults(),
        ["unkeyed_relation at Post.author"]
    );
}

#[test]
fn is_allowed_at_both_relations_and_at_their_models() {
    let at = ["Post.author", "Post", "User.posts", "User"];
    kinds("has_many", "has_one").is_allowed_only_at(&options(), Rule::InverseKind, &at);
}

#[test]
fn has_a_level() {
    let models = kinds("has_many", "has_one");
    assert!(models.found_at(Rule::InverseKind, Level::Allow).is_empty());
    assert_eq!(
        models
            .found_at(Rule::InverseKind, Level::Warn)
            .count(Level::Warn),
        1
    );
    assert_eq!(models.found().count(Level::Deny), 1);
}

#[test]
fn is_silent_where_the_target_is_missing() {
    let models = kinds("has_many", "has_one").set("Post.author", json!({ "targets": ["Usr"] }));
    assert_eq!(models.faults(), ["missing_target at Post.author"]);
}

#[test]
fn is_reported_without_places() {
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[inverse_kind]: `Post.author` is a `has_one` and its inverse `User.posts` is a `has_many`, but these kinds do not pair
          = note: neither side holds the key; the side with the key is a `belongs_to`

        for more information: cargo relata explain inverse_kind
    "#]].assert_eq(&kinds("has_many", "has_one").without_places().report());
}

#[test]
fn one_that_names_itself_is_offered_its_only_partner() {
    let tree = |parent: &str, children: &str| {
        Models::new(json!([ { "path": "app::Node", "relations": [
            { "name": "parent", "kind": "belongs_to", "targets": ["Node"], "inverse": parent },
            { "name": "children", "kind": "has_many", "targets": ["Node"], "inverse": children } ] } ]))
    };
    assert_eq!(tree("children", "parent").faults(), [""; 0]);
    let one = tree("parent", "parent");
    expect![[r#"
        relata: 1 error in 1 model from 1 crate

        error[inverse_kind]: `Node.parent` is a `belongs_to` and names itself as its inverse, but a `belongs_to` cannot be its own inverse
          --> src/node.rs:12:5
          = note: only a `refers_to` or a relation that goes through a model can be its own inverse
          = note: `children` names `Node.parent` as its inverse
          = help: write `inverse = children`

        for more information: cargo relata explain inverse_kind
    "#]]
    .assert_eq(&one.report());
    one.mended(&options());
    let helps: Vec<String> = tree("parent", "children")
        .found()
        .iter()
        .map(|finding| finding.help().unwrap().to_owned())
        .collect();
    assert_eq!(
        helps,
        ["write `inverse = children`", "write `inverse = parent`"]
    );
}
