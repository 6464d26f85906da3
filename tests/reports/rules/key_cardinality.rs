//! `key_cardinality`: a `has_many` over a key that at most one row can have.

use expect_test::expect;
use relata::{Level, Model, Rule, models, options};
use serde_json::{Value, json};

use super::models::{Models, blog, edited_blog, pins, regions};

fn unique() -> Value {
    json!({ "unique": true })
}

/// A user has one post at most.
fn single() -> Models {
    blog().set("Post.author_id", unique())
}

#[test]
fn a_unique_key_is_reported_at_the_has_many() {
    expect![[r#"
        relata: 1 warning in 2 models from 1 crate

        warning[key_cardinality]: `User.posts` is a `has_many`, but its key `Post.author_id` is unique
          --> src/user.rs:12:5
        note: `Post.author` declares this key here
          --> src/post.rs:12:5
          = note: at most one `Post` can belong to each `User`
          = help: make `User.posts` a `has_one`

        for more information: cargo relata explain key_cardinality
    "#]].assert_eq(&single().report());
    assert_eq!(single().mended(&options()), "make `User.posts` a `has_one`");
}

#[test]
fn a_primary_key_is_reported_as_such() {
    let models = blog().set("Post", json!({ "key": ["author_id"] }));
    expect![[r#"
        relata: 1 warning in 2 models from 1 crate

        warning[key_cardinality]: `User.posts` is a `has_many`, but its key `Post.author_id` is the primary key of `Post`
          --> src/user.rs:12:5
        note: `Post.author` declares this key here
          --> src/post.rs:12:5
          = note: at most one `Post` can belong to each `User`
          = help: make `User.posts` a `has_one`

        for more information: cargo relata explain key_cardinality
    "#]].assert_eq(&models.report());
    models.mended(&options());
}

#[test]
fn a_unique_set_is_reported_in_any_order() {
    let models = regions().set("Profile", json!({ "unique": [["region_code", "country"]] }));
    expect![[r#"
        relata: 1 warning in 2 models from 1 crate

        warning[key_cardinality]: `Region.profiles` is a `has_many`, but its key `Profile.(country, region_code)` is unique
          --> src/region.rs:12:5
        note: `Profile` is declared here
          --> src/profile.rs:1:5
          = note: at most one `Profile` can belong to each `Region`
          = help: make `Region.profiles` a `has_one`

        for more information: cargo relata explain key_cardinality
    "#]].assert_eq(&models.report());
    models.mended(&options());
}

#[test]
fn wherever_the_key_is_written() {
    let here = single()
        .set(
            "User.posts",
            json!({ "key": ["author_id"], "inverse": null }),
        )
        .without("Post.author");
    assert_eq!(here.faults(), ["key_cardinality at User.posts"]);
    let both = single().set("User.posts", json!({ "key": ["author_id"] }));
    assert_eq!(both.faults(), ["key_cardinality at User.posts"]);
    let named_there = single().set("User.posts", json!({ "inverse": null }));
    assert_eq!(named_there.faults(), ["key_cardinality at User.posts"]);
    let paired = named_there
        .clone()
        .set("Post.author", json!({ "inverse": null }));
    assert_eq!(paired.faults(), ["key_cardinality at User.posts"]);
    let named_here = single().set("Post.author", json!({ "inverse": null }));
    assert_eq!(named_here.faults(), ["key_cardinality at User.posts"]);
}

#[test]
fn part_of_a_unique_set_can_repeat() {
    let part = regions().set(
        "Profile",
        json!({ "unique": [["country", "region_code", "id"]] }),
    );
    assert_eq!(part.faults(), [""; 0]);
    let primary = blog().set("Post", json!({ "key": ["id", "author_id"] }));
    assert_eq!(primary.faults(), [""; 0]);
    let one = regions().set("Profile.country", unique());
    assert_eq!(one.faults(), [""; 0]);
}

#[test]
fn a_row_that_points_at_itself_is_the_only_one() {
    let models = Models::new(json!([
        { "path": "app::Node", "fields": [{ "name": "id", "type": "i64" }],
          "relations": [
            { "name": "parent", "kind": "belongs_to", "targets": ["Node"], "key": ["id"], "inverse": "children" },
            { "name": "children", "kind": "has_many", "targets": ["Node"], "inverse": "parent" } ] }
    ]));
    assert_eq!(models.faults(), ["key_cardinality at Node.children"]);
}

#[test]
fn a_has_one_is_sound() {
    let models = single().set("User.posts", json!({ "kind": "has_one" }));
    assert_eq!(models.faults(), [""; 0]);
}

#[test]
fn a_through_model_is_not_judged() {
    let models = super::models::groups()
        .set("Membership.user_id", unique())
        .set("User.groups", json!({ "kind": "has_many" }))
        .without("Group.members")
        .set("User.groups", json!({ "inverse": null }));
    assert_eq!(models.faults(), [""; 0]);
}

#[test]
fn what_is_not_known_is_not_wrong() {
    let no_key = single().set("Post.author", json!({ "key": [] }));
    assert_eq!(no_key.faults(), [""; 0]);
    // Either of two relations could be the other side.
    let none = json!({ "inverse": null });
    let unpaired = edited_blog()
        .set("Post.author_id", unique())
        .set("Post.author", none.clone())
        .set("Post.editor", none.clone())
        .set("User.posts", none.clone())
        .set("User.edited", none);
    let found = unpaired.found_at(Rule::AmbiguousInverse, Level::Allow);
    assert!(found.is_empty(), "{found}");
    let no_fields = blog().set("Post", json!({ "fields": null }));
    assert_eq!(no_fields.faults(), [""; 0]);
}

#[test]
fn a_tag_is_part_of_the_key() {
    let both = pins().set("Pin", json!({ "unique": [["subject_kind", "subject_id"]] }));
    expect![[r#"
        relata: 1 warning in 3 models from 1 crate

        warning[key_cardinality]: `Post.pins` is a `has_many`, but its key `Pin.subject_id` is unique with the tag `subject_kind`
          --> src/post.rs:12:5
        note: `Pin.subject` declares this key here
          --> src/pin.rs:12:5
        note: `User.pins` uses the same key
          --> src/user.rs:12:5
          = note: at most one `Pin` can belong to each `Post`
          = help: make each of `Post.pins` and `User.pins` a `has_one`

        for more information: cargo relata explain key_cardinality
    "#]].assert_eq(&both.report());
    let alone = pins().set("Pin.subject_id", unique());
    assert_eq!(alone.faults(), ["key_cardinality at Post.pins"]);
    alone.mended(&options());
    let tag = pins().set("Pin.subject_kind", unique());
    assert_eq!(tag.faults(), [""; 0]);
    let open = both.set("Pin.subject", json!({ "targets": "any", "inverse": null }));
    assert_eq!(open.faults(), ["key_cardinality at Post.pins"]);
}

#[test]
fn a_fault_of_the_inverse_or_the_key_comes_first() {
    let ty = single().set("Post.author_id", json!({ "type": "String" }));
    assert_eq!(ty.faults(), ["key_type at Post.author"]);
    let kind = single()
        .set("User.posts", json!({ "key": ["author_id"] }))
        .set("Post.author", json!({ "kind": "has_one", "key": [] }));
    assert_eq!(kind.faults(), ["inverse_kind at Post.author"]);
}

#[test]
fn is_allowed_at_the_has_many_and_its_model() {
    single().is_allowed_only_at(&options(), Rule::KeyCardinality, &["User", "User.posts"]);
}

#[expect(dead_code, reason = "only declared")]
mod derived {
    use super::*;

    #[derive(Model)]
    #[relata(has_many(profiles: Profile, inverse = user))]
    pub(super) struct User {
        pub(super) id: i64,
    }

    #[derive(Model)]
    pub(super) struct Profile {
        pub(super) id: i64,
        #[relata(unique, belongs_to(User, inverse = profiles))]
        pub(super) user_id: i64,
    }
}

#[test]
fn the_derive_is_reported_alike() {
    let found = options().check_isolated(&models![derived::User, derived::Profile]);
    expect![[r#"
        relata: 1 warning in 2 models from 1 crate

        warning[key_cardinality]: `User.profiles` is a `has_many`, but its key `Profile.user_id` is unique
          --> tests/reports/rules/key_cardinality.rs:196:23
        note: `Profile.user` declares this key here
          --> tests/reports/rules/key_cardinality.rs:205:20
          = note: at most one `Profile` can belong to each `User`
          = help: make `User.profiles` a `has_one`

        for more information: cargo relata explain key_cardinality
    "#]].assert_eq(&found.to_string());
}

#[test]
fn a_relation_that_leads_back_by_another_key_is_reported() {
    let models = blog()
        .set("User.posts", json!({ "key": ["id"], "inverse": null }))
        .set("Post.author", json!({ "inverse": null }));
    expect![[r#"
        relata: 1 warning in 2 models from 1 crate

        warning[key_cardinality]: `User.posts` is a `has_many`, but its key `Post.id` is the primary key of `Post`
          --> src/user.rs:12:5
        note: `Post` is declared here
          --> src/post.rs:1:5
        note: `Post.author` has the key `author_id`
          --> src/post.rs:12:5
          = note: at most one `Post` can belong to each `User`
          = help: write `key(author_id)` on `User.posts`

        for more information: cargo relata explain key_cardinality
    "#]].assert_eq(&models.report());
    models.mended(&options());
}
