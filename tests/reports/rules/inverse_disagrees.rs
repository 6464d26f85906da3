//! `inverse_disagrees`: an inverse that names another inverse.

use expect_test::expect;
use relata::{Level, Rule, options};
use serde_json::{Value, json};

use super::models::{Models, blog, edited_blog, pins};

fn inverse(name: &str) -> Value {
    json!({ "inverse": name })
}

/// Two pairs whose posts are exchanged on the side of the user.
fn exchanged() -> Models {
    edited_blog()
        .set("User.posts", inverse("editor"))
        .set("User.edited", inverse("author"))
}

#[test]
fn the_odd_one_out_is_reported_and_what_is_free_for_it() {
    let models = edited_blog().set("Post.editor", inverse("posts"));
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[inverse_disagrees]: `Post.editor` names `User.posts` as its inverse, but `User.posts` names `Post.author`
          --> src/post.rs:13:5
        note: `User.posts` names `Post.author` as its inverse here
          --> src/user.rs:12:5
          = note: `Post.author` names `User.posts` back, so these two are a pair
          = note: `edited` names `Post.editor` as its inverse
          = help: write `inverse = edited`

        for more information: cargo relata explain inverse_disagrees
    "#]].assert_eq(&models.report());
    models.mended(&options());
    let models = edited_blog().set("User.edited", inverse("author"));
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[inverse_disagrees]: `User.edited` names `Post.author` as its inverse, but `Post.author` names `User.posts`
          --> src/user.rs:13:5
        note: `Post.author` names `User.posts` as its inverse here
          --> src/post.rs:12:5
          = note: `User.posts` names `Post.author` back, so these two are a pair
          = note: `editor` names `User.edited` as its inverse
          = help: write `inverse = editor`

        for more information: cargo relata explain inverse_disagrees
    "#]].assert_eq(&models.report());
    models.mended(&options());
}

#[test]
fn where_nothing_is_free_nothing_is_offered() {
    let models = edited_blog()
        .set("Post.editor", inverse("posts"))
        .without("User.edited");
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[inverse_disagrees]: `Post.editor` names `User.posts` as its inverse, but `User.posts` names `Post.author`
          --> src/post.rs:13:5
        note: `User.posts` names `Post.author` as its inverse here
          --> src/user.rs:12:5
          = note: `Post.author` names `User.posts` back, so these two are a pair

        for more information: cargo relata explain inverse_disagrees
    "#]].assert_eq(&models.report());
}

#[test]
fn one_that_names_a_third_which_names_none() {
    // `editor` and `edited` are a pair, so it is `author` that is wrong.
    let models = edited_blog()
        .set("Post.author", inverse("edited"))
        .set("User.edited", json!({ "inverse": null }));
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[inverse_disagrees]: `User.posts` names `Post.author` as its inverse, but `Post.author` names `User.edited`
          --> src/user.rs:12:5
        note: `Post.author` names `User.edited` as its inverse here
          --> src/post.rs:12:5
          = note: `User.edited` does not name `Post.author` back
          = note: `Post.editor` also names `User.edited` as its inverse
          = help: write `inverse = posts` on `Post.author`

        for more information: cargo relata explain inverse_disagrees
    "#]].assert_eq(&models.report());
    models.clone().mended(&options());
    // And here it cannot be said whose inverse `posts` is.
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[inverse_disagrees]: `User.posts` names `Post.author` as its inverse, but `Post.author` names `User.edited`
          --> src/user.rs:12:5
        note: `Post.author` names `User.edited` as its inverse here
          --> src/post.rs:12:5
          = note: `User.edited` does not name `Post.author` back

        for more information: cargo relata explain inverse_disagrees
    "#]].assert_eq(&models.without("Post.editor").report());
}

#[test]
fn where_the_inverse_names_none_it_agrees() {
    assert_eq!(
        blog()
            .set("Post.author", json!({ "inverse": null }))
            .faults(),
        [""; 0]
    );
    assert_eq!(
        blog()
            .set("User.posts", json!({ "inverse": null }))
            .faults(),
        [""; 0]
    );
}

#[test]
fn exchanged_pairs_are_one_finding() {
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[inverse_disagrees]: the inverses of `Post.author` and `Post.editor` are swapped
          --> src/post.rs:12:5
        note: `Post.author` names `User.posts` as its inverse
          --> src/post.rs:12:5
        note: `Post.editor` names `User.edited` as its inverse
          --> src/post.rs:13:5
        note: `User.posts` names `Post.editor` as its inverse
          --> src/user.rs:12:5
        note: `User.edited` names `Post.author` as its inverse
          --> src/user.rs:13:5
          = help: write `inverse = edited` on `Post.author` and `inverse = posts` on `Post.editor`

        for more information: cargo relata explain inverse_disagrees
    "#]]
    .assert_eq(&exchanged().report());
    exchanged().mended(&options());
}

#[test]
fn exchanged_in_a_self_relation() {
    let relation = |name: &str, kind: &str, inverse: &str| json!({ "name": name, "kind": kind, "targets": ["Part"], "inverse": inverse });
    let models = Models::new(json!([{ "path": "app::Part", "relations": [
        relation("whole", "belongs_to", "successors"),
        relation("parts", "has_many", "whole"),
        relation("predecessor", "belongs_to", "parts"),
        relation("successors", "has_many", "predecessor") ] }]));
    expect![[r#"
        relata: 1 error in 1 model from 1 crate

        error[inverse_disagrees]: the inverses of `Part.whole` and `Part.predecessor` are swapped
          --> src/part.rs:12:5
        note: `Part.whole` names `Part.successors` as its inverse
          --> src/part.rs:12:5
        note: `Part.predecessor` names `Part.parts` as its inverse
          --> src/part.rs:14:5
        note: `Part.successors` names `Part.predecessor` as its inverse
          --> src/part.rs:15:5
        note: `Part.parts` names `Part.whole` as its inverse
          --> src/part.rs:13:5
          = help: write `inverse = parts` on `Part.whole` and `inverse = successors` on `Part.predecessor`

        for more information: cargo relata explain inverse_disagrees
    "#]].assert_eq(&models.report());
    models.mended(&options());
}

/// Pins that are owned too: on the user's side the two are exchanged.
fn exchanged_pins() -> Models {
    let owner =
        json!({ "name": "owner", "kind": "belongs_to", "targets": ["User"], "inverse": "owned" });
    let owned =
        json!({ "name": "owned", "kind": "has_many", "targets": ["Pin"], "inverse": "subject" });
    pins()
        .add("Pin", "relations", owner)
        .add("User", "relations", owned)
        .set("User.pins", inverse("owner"))
}

#[test]
fn exchanged_where_one_of_them_has_several_targets() {
    // `Pin.subject` comes first, but to change it would break the pair with `Post.pins`.
    expect![[r#"
        relata: 1 error in 3 models from 1 crate

        error[inverse_disagrees]: the inverses of `Pin.subject` and `Pin.owner` are swapped
          --> src/pin.rs:12:5
        note: `Pin.subject` names `User.pins` as its inverse
          --> src/pin.rs:12:5
        note: `Pin.owner` names `User.owned` as its inverse
          --> src/pin.rs:13:5
        note: `User.pins` names `Pin.owner` as its inverse
          --> src/user.rs:12:5
        note: `User.owned` names `Pin.subject` as its inverse
          --> src/user.rs:13:5
          = help: write `inverse = subject` on `User.pins` and `inverse = owner` on `User.owned`

        for more information: cargo relata explain inverse_disagrees
    "#]]
    .assert_eq(&exchanged_pins().report());
    exchanged_pins().mended(&options());
}

#[test]
fn exchanged_where_the_keys_say_on_which_side() {
    let keys = |models: Models| {
        let key = |field: &str| json!({ "key": [field] });
        models
            .set("User.posts", key("author_id"))
            .set("User.edited", key("editor_id"))
    };
    // The keys agree with the names on the side of the post.
    let models = keys(exchanged());
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[inverse_disagrees]: the inverses of `Post.author` and `Post.editor` are swapped
          --> src/post.rs:12:5
        note: `Post.author` names `User.posts` as its inverse
          --> src/post.rs:12:5
        note: `Post.editor` names `User.edited` as its inverse
          --> src/post.rs:13:5
        note: `User.posts` names `Post.editor` as its inverse
          --> src/user.rs:12:5
        note: `User.edited` names `Post.author` as its inverse
          --> src/user.rs:13:5
          = help: write `inverse = author` on `User.posts` and `inverse = editor` on `User.edited`

        for more information: cargo relata explain inverse_disagrees
    "#]]
    .assert_eq(&models.report());
    models.mended(&options());
    let models = keys(
        edited_blog()
            .set("Post.author", inverse("edited"))
            .set("Post.editor", inverse("posts")),
    );
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[inverse_disagrees]: the inverses of `Post.author` and `Post.editor` are swapped
          --> src/post.rs:12:5
        note: `Post.author` names `User.edited` as its inverse
          --> src/post.rs:12:5
        note: `Post.editor` names `User.posts` as its inverse
          --> src/post.rs:13:5
        note: `User.edited` names `Post.editor` as its inverse
          --> src/user.rs:13:5
        note: `User.posts` names `Post.author` as its inverse
          --> src/user.rs:12:5
          = help: write `inverse = posts` on `Post.author` and `inverse = edited` on `Post.editor`

        for more information: cargo relata explain inverse_disagrees
    "#]]
    .assert_eq(&models.report());
    models.mended(&options());
    // And here with those on the side of the user, though the post comes first.
    let models = exchanged()
        .set("User.posts", json!({ "key": ["editor_id"] }))
        .set("User.edited", json!({ "key": ["author_id"] }));
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[inverse_disagrees]: the inverses of `Post.author` and `Post.editor` are swapped
          --> src/post.rs:12:5
        note: `Post.author` names `User.posts` as its inverse
          --> src/post.rs:12:5
        note: `Post.editor` names `User.edited` as its inverse
          --> src/post.rs:13:5
        note: `User.posts` names `Post.editor` as its inverse
          --> src/user.rs:12:5
        note: `User.edited` names `Post.author` as its inverse
          --> src/user.rs:13:5
          = help: write `inverse = edited` on `Post.author` and `inverse = posts` on `Post.editor`

        for more information: cargo relata explain inverse_disagrees
    "#]]
    .assert_eq(&models.report());
    models.mended(&options());
}

#[test]
fn exchanged_where_no_exchange_is_sound() {
    let models = exchanged()
        .set("User.posts", json!({ "key": ["other_id"] }))
        .set("User.edited", json!({ "key": ["other_id"] }))
        .add(
            "Post",
            "fields",
            json!({ "name": "other_id", "type": "i64" }),
        );
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[inverse_disagrees]: the inverses of `Post.author` and `Post.editor` are swapped
          --> src/post.rs:12:5
        note: `Post.author` names `User.posts` as its inverse
          --> src/post.rs:12:5
        note: `Post.editor` names `User.edited` as its inverse
          --> src/post.rs:13:5
        note: `User.posts` names `Post.editor` as its inverse
          --> src/user.rs:12:5
        note: `User.edited` names `Post.author` as its inverse
          --> src/user.rs:13:5

        for more information: cargo relata explain inverse_disagrees
    "#]]
    .assert_eq(&models.report());
}

/// Relations of a model to itself, each naming the next.
fn around(count: usize) -> Models {
    let relations: Vec<Value> = (0..count)
        .map(|nth| {
            json!({ "name": format!("r{nth}"), "kind": "many_to_many", "targets": ["Node"],
                    "inverse": format!("r{}", (nth + 1) % count) })
        })
        .collect();
    Models::new(json!([{ "path": "app::Node", "relations": relations }]))
}

#[test]
fn circles_are_reported_once() {
    assert_eq!(around(1).faults(), [""; 0]);
    assert_eq!(around(2).faults(), [""; 0]);
    expect![[r#"
        relata: 1 error in 1 model from 1 crate

        error[inverse_disagrees]: the inverses of `Node.r0`, `Node.r1`, and `Node.r2` form a cycle
          --> src/node.rs:12:5
        note: `Node.r0` names `Node.r1` as its inverse
          --> src/node.rs:12:5
        note: `Node.r1` names `Node.r2` as its inverse
          --> src/node.rs:13:5
        note: `Node.r2` names `Node.r0` as its inverse
          --> src/node.rs:14:5

        for more information: cargo relata explain inverse_disagrees
    "#]]
    .assert_eq(&around(3).report());
    assert_eq!(around(4).faults(), ["inverse_disagrees at Node.r0"]);
    assert_eq!(around(5).faults(), ["inverse_disagrees at Node.r0"]);
    expect![[r#"
        relata: 1 error in 1 model from 1 crate

        error[inverse_disagrees]: the inverses of `Node.r0`, `Node.r1`, `Node.r2`, `Node.r3`, `Node.r4`, and 3 others form a cycle
          --> src/node.rs:12:5
        note: `Node.r0` names `Node.r1` as its inverse
          --> src/node.rs:12:5
        note: `Node.r1` names `Node.r2` as its inverse
          --> src/node.rs:13:5
        note: `Node.r2` names `Node.r3` as its inverse
          --> src/node.rs:14:5
        note: `Node.r3` names `Node.r4` as its inverse
          --> src/node.rs:15:5
        note: `Node.r4` names `Node.r5` as its inverse
          --> src/node.rs:16:5
        note: `Node.r5` names `Node.r6` as its inverse
          --> src/node.rs:17:5

        for more information: cargo relata explain inverse_disagrees
    "#]].assert_eq(&around(8).report());
}

#[test]
fn one_that_leads_into_a_circle_adds_nothing() {
    let tail =
        json!({ "name": "tail", "kind": "many_to_many", "targets": ["Node"], "inverse": "r1" });
    assert_eq!(
        around(3).add("Node", "relations", tail).faults(),
        ["inverse_disagrees at Node.r0"]
    );
}

#[test]
fn one_of_several_targets_can_be_the_only_one() {
    let other = json!({ "name": "topics", "kind": "belongs_to", "targets": ["User"], "key": ["subject_id"], "inverse": "pins" });
    let models = pins()
        .add("Pin", "relations", other)
        .set("User.pins", inverse("topics"));
    expect![[r#"
        relata: 1 error in 3 models from 1 crate

        error[inverse_disagrees]: `Pin.subject` names `User.pins` as its inverse, but `User.pins` names `Pin.topics`
          --> src/pin.rs:12:5
        note: `User.pins` names `Pin.topics` as its inverse here
          --> src/user.rs:12:5
          = note: `Pin.topics` names `User.pins` back, so these two are a pair

        for more information: cargo relata explain inverse_disagrees
    "#]].assert_eq(&models.report());
}

#[test]
fn a_fault_of_the_inverse_comes_first() {
    // `User.posts` names nothing that is there; what `Post.author` finds follows from it.
    let models = blog().set("User.posts", inverse("writer"));
    assert_eq!(models.faults(), ["missing_inverse at User.posts"]);
}

#[test]
fn is_allowed_at_both_relations_and_at_their_models() {
    let models = edited_blog().set("Post.editor", inverse("posts"));
    let at = ["Post.editor", "Post", "User.posts", "User"];
    models.is_allowed_only_at_but(&options(), Rule::InverseDisagrees, &at, &["User.edited"]);
    let all = [
        "Post.author",
        "Post.editor",
        "Post",
        "User.posts",
        "User.edited",
        "User",
    ];
    exchanged().is_allowed_only_at(&options(), Rule::InverseDisagrees, &all);
}

#[test]
fn has_a_level() {
    assert!(
        exchanged()
            .found_at(Rule::InverseDisagrees, Level::Allow)
            .is_empty()
    );
    assert_eq!(
        exchanged()
            .found_at(Rule::InverseDisagrees, Level::Warn)
            .count(Level::Warn),
        1
    );
    assert_eq!(exchanged().found().count(Level::Deny), 1);
}

#[test]
fn is_silent_where_the_target_is_missing() {
    let models = exchanged().set("User.posts", json!({ "targets": ["Pst"] }));
    assert_eq!(models.faults(), ["missing_target at User.posts"]);
}

#[test]
fn is_reported_without_places() {
    let models = edited_blog().set("Post.editor", inverse("posts"));
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[inverse_disagrees]: `Post.editor` names `User.posts` as its inverse, but `User.posts` names `Post.author`
          = note: `User.posts` names `Post.author` as its inverse
          = note: `Post.author` names `User.posts` back, so these two are a pair
          = note: `edited` names `Post.editor` as its inverse
          = help: write `inverse = edited`

        for more information: cargo relata explain inverse_disagrees
    "#]].assert_eq(&models.without_places().report());
}
