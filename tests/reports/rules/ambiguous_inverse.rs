//! `ambiguous_inverse`: a has_one or has_many that names no inverse, and several relations that could be it.

use expect_test::expect;
use relata::{Level, Rule, options};
use serde_json::{Value, json};

use super::models::{Models, edited_blog, faults};

/// Nothing says which of two keys the posts of a user and those that the user edited have.
fn ambiguous() -> Models {
    let free = json!({ "inverse": null });
    edited_blog()
        .set("User.posts", free.clone())
        .set("User.edited", free.clone())
        .set("Post.author", free.clone())
        .set("Post.editor", free)
}

#[test]
fn all_that_could_be_it_are_named() {
    expect![[r#"
        relata: 1 warning in 2 models from 1 crate

        warning[ambiguous_inverse]: `User.posts` and `User.edited` name no inverse, and several relations of `Post` could be theirs
          --> src/user.rs:12:5
        note: `User.edited` is declared here
          --> src/user.rs:13:5
        note: it could be `Post.author`
          --> src/post.rs:12:5
        note: it could be `Post.editor`
          --> src/post.rs:13:5
          = help: write a different inverse on each of them: `inverse = author` or `inverse = editor`

        for more information: cargo relata explain ambiguous_inverse
    "#]].assert_eq(&ambiguous().report());
}

#[test]
fn one_relation_is_one_finding_too() {
    let models = ambiguous().without("User.edited");
    expect![[r#"
        relata: 1 warning in 2 models from 1 crate

        warning[ambiguous_inverse]: `User.posts` names no inverse, and several relations of `Post` could be it
          --> src/user.rs:12:5
        note: it could be `Post.author`
          --> src/post.rs:12:5
        note: it could be `Post.editor`
          --> src/post.rs:13:5
          = help: write `inverse = author` or `inverse = editor`

        for more information: cargo relata explain ambiguous_inverse
    "#]].assert_eq(&models.report());
    models.mended(&options());
}

#[test]
fn what_says_the_inverse_or_the_key_chooses() {
    let by_inverse = ambiguous()
        .set("User.posts", json!({ "inverse": "author" }))
        .set("User.edited", json!({ "inverse": "editor" }));
    assert_eq!(by_inverse.faults(), [""; 0]);
    let by_key = ambiguous()
        .set("User.posts", json!({ "key": ["author_id"] }))
        .set("User.edited", json!({ "key": ["editor_id"] }));
    assert_eq!(by_key.faults(), [""; 0]);
    let from_there = ambiguous()
        .set("Post.author", json!({ "inverse": "posts" }))
        .set("Post.editor", json!({ "inverse": "edited" }));
    assert_eq!(from_there.faults(), [""; 0]);
}

#[test]
fn one_that_is_left_is_not_ambiguous() {
    let taken = ambiguous().set("Post.author", json!({ "inverse": "posts" }));
    assert_eq!(taken.faults(), [""; 0]);
}

#[test]
fn what_may_lead_anywhere_may_be_it() {
    let any = json!({ "name": "subject", "kind": "belongs_to", "targets": "any", "key": ["author_id"], "tag": "id" });
    assert_eq!(ambiguous().add("Post", "relations", any).faults(), [""; 0]);
}

#[test]
fn a_filtered_relation_need_not_say() {
    let filtered = json!({ "filtered": true });
    let models = ambiguous()
        .set("User.posts", filtered.clone())
        .set("User.edited", filtered);
    assert_eq!(models.faults(), [""; 0]);
}

#[test]
fn a_relation_may_allow_it() {
    let models = ambiguous();
    let options = options().level(Rule::AmbiguousInverse, Level::Deny);
    let allow = json!({ "allow": [{ "rule": "ambiguous_inverse", "reason": "a test" }] });
    let one = models.clone().set("User.posts", allow.clone());
    assert_eq!(
        faults(&one.found_with(&options)),
        ["ambiguous_inverse at User.edited"]
    );
    let both = one.set("User.edited", allow);
    assert_eq!(faults(&both.found_with(&options)), [""; 0]);
}

#[test]
fn a_relation_that_is_not_resolved_may_be_it() {
    let gone: Value = json!({ "name": "gone", "kind": "belongs_to", "targets": ["Gone"] });
    let models = ambiguous().add("Post", "relations", gone);
    assert_eq!(models.faults(), ["missing_target at Post.gone"]);
}
