//! `inverse_taken`: several relations of one model name one inverse, which does not choose.

use expect_test::expect;
use relata::{Level, Rule, options};
use serde_json::{Value, json};

use super::models::{Models, edited_blog, pins};

/// Author and editor both name the posts of the user, which name neither.
fn taken() -> Models {
    edited_blog()
        .set("User.posts", json!({ "inverse": null }))
        .set("Post.editor", json!({ "inverse": "posts" }))
        .without("User.edited")
}

#[test]
fn both_are_named() {
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[inverse_taken]: `Post.author` and `Post.editor` both name `User.posts` as their inverse
          --> src/post.rs:12:5
        note: `Post.editor` names `User.posts` here
          --> src/post.rs:13:5
        note: `User.posts` is declared here
          --> src/user.rs:12:5
          = note: `User.posts` can be the inverse of only one of them, and names none of them

        for more information: cargo relata explain inverse_taken
    "#]].assert_eq(&taken().report());
}

#[test]
fn more_than_two_are_one_finding() {
    let also = |name: &str| json!({ "name": name, "kind": "belongs_to", "targets": ["User"], "inverse": "posts" });
    let three = taken().add("Post", "relations", also("owner"));
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[inverse_taken]: `Post.author`, `Post.editor`, and `Post.owner` all name `User.posts` as their inverse
          --> src/post.rs:12:5
        note: `Post.editor` names `User.posts` here
          --> src/post.rs:13:5
        note: `Post.owner` names `User.posts` here
          --> src/post.rs:14:5
        note: `User.posts` is declared here
          --> src/user.rs:12:5
          = note: `User.posts` can be the inverse of only one of them, and names none of them

        for more information: cargo relata explain inverse_taken
    "#]].assert_eq(&three.report());
    let many = (0..6).fold(three, |models, nth| {
        models.add("Post", "relations", also(&format!("r{nth}")))
    });
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[inverse_taken]: `Post.author`, `Post.editor`, `Post.owner`, `Post.r0`, `Post.r1`, and 4 others all name `User.posts` as their inverse
          --> src/post.rs:12:5
        note: `Post.editor` names `User.posts` here
          --> src/post.rs:13:5
        note: `Post.owner` names `User.posts` here
          --> src/post.rs:14:5
        note: `Post.r0` names `User.posts` here
          --> src/post.rs:15:5
        note: `Post.r1` names `User.posts` here
          --> src/post.rs:16:5
        note: `Post.r2` names `User.posts` here
          --> src/post.rs:17:5
        note: `User.posts` is declared here
          --> src/user.rs:12:5
          = note: and 3 more relations
          = note: `User.posts` can be the inverse of only one of them, and names none of them

        for more information: cargo relata explain inverse_taken
    "#]].assert_eq(&many.report());
}

#[test]
fn one_that_chooses_is_not_taken() {
    let chosen = taken().set("User.posts", json!({ "inverse": "author" }));
    assert_eq!(chosen.faults(), ["inverse_disagrees at Post.editor"]);
    let one = taken().set("Post.editor", json!({ "inverse": null }));
    assert_eq!(one.faults(), [""; 0]);
}

#[test]
fn the_key_shows_which_is_the_odd_one() {
    let edited =
        json!({ "name": "edited", "kind": "has_many", "targets": ["Post"], "key": ["editor_id"] });
    let models = taken()
        .add("User", "relations", edited)
        .set("User.posts", json!({ "key": ["author_id"] }));
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[inverse_taken]: `Post.author` and `Post.editor` both name `User.posts` as their inverse
          --> src/post.rs:12:5
        note: `Post.editor` names `User.posts` here
          --> src/post.rs:13:5
        note: `User.posts` is declared here
          --> src/user.rs:12:5
          = note: `User.posts` can be the inverse of only one of them, and names none of them
          = note: the key of `Post.editor` matches `User.edited`, not `User.posts`
          = help: write `inverse = edited` on `Post.editor`

        for more information: cargo relata explain inverse_taken
    "#]].assert_eq(&models.report());
    models.mended(&options());
}

#[test]
fn the_key_shows_nothing_if_two_are_odd() {
    let edited =
        json!({ "name": "edited", "kind": "has_many", "targets": ["Post"], "key": ["editor_id"] });
    let models = taken()
        .add("User", "relations", edited)
        .add(
            "Post",
            "fields",
            json!({ "name": "owner_id", "type": "i64" }),
        )
        .set("User.posts", json!({ "key": ["owner_id"] }));
    let findings = models.found();
    assert_eq!(findings.iter().next().unwrap().help(), None, "{findings}");
}

#[test]
fn counts_for_each_target_model() {
    // One relation of each of two models names `Pin.subject`.
    let models = pins().set("Pin.subject", json!({ "inverse": null }));
    assert_eq!(models.faults(), [""; 0]);
    let stuck =
        json!({ "name": "stuck", "kind": "has_many", "targets": ["Pin"], "inverse": "subject" });
    let models = models.add("Post", "relations", stuck);
    expect![[r#"
        relata: 1 error in 3 models from 1 crate

        error[inverse_taken]: `Post.pins` and `Post.stuck` both name `Pin.subject` as their inverse
          --> src/post.rs:12:5
        note: `Post.stuck` names `Pin.subject` here
          --> src/post.rs:13:5
        note: `Pin.subject` is declared here
          --> src/pin.rs:12:5
          = note: `Pin.subject` can be the inverse of only one of them, and names none of them

        for more information: cargo relata explain inverse_taken
    "#]]
    .assert_eq(&models.report());
}

#[test]
fn an_open_relation_can_be_taken_too() {
    let open = pins().set("Pin.subject", json!({ "targets": "any", "inverse": null }));
    assert_eq!(open.faults(), [""; 0]);
    let stuck =
        json!({ "name": "stuck", "kind": "has_many", "targets": ["Pin"], "inverse": "subject" });
    assert_eq!(
        open.add("User", "relations", stuck).faults(),
        ["inverse_taken at User.pins"]
    );
}

#[test]
fn one_that_cannot_be_the_inverse_takes_nothing() {
    let as_a_has_many = taken().set("Post.editor", json!({ "kind": "has_many", "key": null }));
    assert_eq!(as_a_has_many.faults(), ["inverse_kind at Post.editor"]);
}

#[test]
fn silences_what_the_claimers_say_of_the_key() {
    let models = taken().set("User.posts", json!({ "key": ["author_id"] }));
    assert_eq!(models.faults(), ["inverse_taken at Post.author"]);
}

#[test]
fn is_allowed_at_every_relation_and_at_their_models() {
    let at = ["Post.author", "Post.editor", "Post", "User.posts", "User"];
    taken().is_allowed_only_at(&options(), Rule::InverseTaken, &at);
}

#[test]
fn has_a_level() {
    assert!(
        taken()
            .found_at(Rule::InverseTaken, Level::Allow)
            .is_empty()
    );
    assert_eq!(
        taken()
            .found_at(Rule::InverseTaken, Level::Warn)
            .count(Level::Warn),
        1
    );
    assert_eq!(taken().found().count(Level::Deny), 1);
}

#[test]
fn is_silent_where_the_target_is_missing() {
    let missing: Value = json!({ "targets": ["Usr"] });
    let models = taken()
        .set("Post.author", missing.clone())
        .set("Post.editor", missing);
    assert_eq!(models.faults(), ["missing_target at Post.author"]);
}

#[test]
fn is_reported_without_places() {
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[inverse_taken]: `Post.author` and `Post.editor` both name `User.posts` as their inverse
          = note: `Post.editor` names `User.posts`
          = note: `User.posts` can be the inverse of only one of them, and names none of them

        for more information: cargo relata explain inverse_taken
    "#]].assert_eq(&taken().without_places().report());
}
