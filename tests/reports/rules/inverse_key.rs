//! `inverse_key`: two sides that name different keys, or go through different models.

use expect_test::expect;
use relata::{Level, Model, Rule, options};
use serde_json::{Value, json};

use super::models::{Models, blog, edited_blog, faults, groups, pins, regions};

fn key(fields: &[&str]) -> Value {
    json!({ "key": fields })
}

/// The posts of a user are found by their editor.
fn differing() -> Models {
    blog()
        .add(
            "Post",
            "fields",
            json!({ "name": "editor_id", "type": "i64" }),
        )
        .set("User.posts", key(&["editor_id"]))
}

#[test]
fn both_keys_are_named() {
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[inverse_key]: `Post.author` has the key `author_id`, but its inverse `User.posts` has the key `editor_id`
          --> src/post.rs:12:5
        note: `User.posts` is declared here
          --> src/user.rs:12:5

        for more information: cargo relata explain inverse_key
    "#]].assert_eq(&differing().report());
}

#[test]
fn the_same_key_or_none_is_no_difference() {
    assert_eq!(
        blog().set("User.posts", key(&["author_id"])).faults(),
        [""; 0]
    );
    assert_eq!(
        blog().set("Post.author", json!({ "key": [] })).faults(),
        [""; 0]
    );
    let none = differing().set("Post.author", json!({ "key": [] }));
    assert_eq!(none.faults(), [""; 0]);
}

#[test]
fn a_key_that_is_another_relation_s_is_the_wrong_one() {
    // The pointed-at side has the key of `editor`.
    let models = edited_blog().set("User.posts", key(&["editor_id"]));
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[inverse_key]: `Post.author` has the key `author_id`, but its inverse `User.posts` has the key `editor_id`
          --> src/post.rs:12:5
        note: `User.posts` is declared here
          --> src/user.rs:12:5
          = note: `editor_id` is also the key of `Post.editor`
          = help: write `key(author_id)` on `User.posts`

        for more information: cargo relata explain inverse_key
    "#]].assert_eq(&models.report());
    models.mended(&options());
    // The holder has it.
    let models = edited_blog()
        .set("User.posts", key(&["author_id"]))
        .set("Post.author", key(&["editor_id"]));
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[inverse_key]: `Post.author` has the key `editor_id`, but its inverse `User.posts` has the key `author_id`
          --> src/post.rs:12:5
        note: `User.posts` is declared here
          --> src/user.rs:12:5
          = note: `editor_id` is also the key of `Post.editor`
          = help: write `key(author_id)` on `Post.author`

        for more information: cargo relata explain inverse_key
    "#]].assert_eq(&models.report());
    models.mended(&options());
}

#[test]
fn only_the_order_differs() {
    let models = regions()
        .set("Region.profiles", key(&["region_code", "country"]))
        .set("Region", json!({ "fields": null, "key": null }));
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[inverse_key]: `Profile.region` has the key `(country, region_code)`, but its inverse `Region.profiles` has the key `(region_code, country)`
          --> src/profile.rs:12:5
        note: `Region.profiles` is declared here
          --> src/region.rs:12:5
          = note: only the order of the fields differs

        for more information: cargo relata explain inverse_key
    "#]].assert_eq(&models.report());
}

/// The permissions of a category, found by its number; the other side means its primary key.
fn permissions() -> Models {
    let field = |name: &str| json!({ "name": name, "type": "i64" });
    Models::new(json!([
        { "path": "app::Category",
          "fields": [field("id"), { "name": "no", "type": "i64", "unique": true }],
          "relations": [
            { "name": "permissions", "kind": "has_many", "targets": ["Permission"], "key": ["category_no"],
              "references": ["no"], "inverse": "category" } ] },
        { "path": "app::Permission", "fields": [field("id"), field("category_no")],
          "relations": [
            { "name": "category", "kind": "belongs_to", "targets": ["Category"], "key": ["category_no"],
              "inverse": "permissions" } ] }
    ]))
}

#[test]
fn references_of_one_side_and_the_primary_key_of_the_other() {
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[inverse_key]: `Category.permissions` references `no`, but its inverse `Permission.category` references the primary key `id`
          --> src/category.rs:12:5
        note: `Permission.category` is declared here
          --> src/permission.rs:12:5
          = help: write `references(no)` on `Permission.category`

        for more information: cargo relata explain inverse_key
    "#]].assert_eq(&permissions().report());
    permissions().mended(&options());
    // The side that holds the key has references, and the other means the primary key.
    let holder = permissions()
        .set("Category.permissions", json!({ "references": null }))
        .set("Permission.category", json!({ "references": ["no"] }));
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[inverse_key]: `Category.permissions` references the primary key `id`, but its inverse `Permission.category` references `no`
          --> src/category.rs:12:5
        note: `Permission.category` is declared here
          --> src/permission.rs:12:5
          = help: write `references(no)` on `Category.permissions`

        for more information: cargo relata explain inverse_key
    "#]].assert_eq(&holder.report());
    holder.mended(&options());
    // The primary key may be written.
    let written = permissions().set("Permission.category", json!({ "references": ["id"] }));
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[inverse_key]: `Category.permissions` references `no`, but its inverse `Permission.category` references `id`
          --> src/category.rs:12:5
        note: `Permission.category` is declared here
          --> src/permission.rs:12:5

        for more information: cargo relata explain inverse_key
    "#]].assert_eq(&written.report());
    let primary = permissions().set("Category.permissions", json!({ "references": ["id"] }));
    assert_eq!(primary.faults(), [""; 0]);
}

#[test]
fn references_that_a_side_takes_or_that_are_unknown_do_not_differ() {
    // A side without a key takes the key with its references from the other side.
    let taken = permissions()
        .set(
            "Category.permissions",
            json!({ "key": null, "references": null }),
        )
        .set("Permission.category", json!({ "references": ["no"] }));
    assert_eq!(taken.faults(), [""; 0]);
    // It takes no key if it has references of its own, and the key of the other side is one.
    let own = permissions().set("Category.permissions", json!({ "key": null }));
    assert_eq!(own.faults(), ["inverse_key at Category.permissions"]);
    let unknown_key = permissions().set("Permission.category", json!({ "key": [] }));
    assert_eq!(unknown_key.faults(), [""; 0]);
    let unknown_primary_key = permissions().set("Category", json!({ "key": [] }));
    assert_eq!(unknown_primary_key.faults(), [""; 0]);
}

#[test]
fn references_of_several_targets() {
    let number = || json!({ "name": "number", "type": "i64", "unique": true });
    let models = pins()
        .add("User", "fields", number())
        .add("Post", "fields", number())
        .set("Pin.subject", json!({ "references": ["number"] }))
        .set("User.pins", key(&["subject_id"]))
        .set("Post.pins", key(&["subject_id"]));
    models.clone().mended(&options());
    expect![[r#"
        relata: 1 error in 3 models from 1 crate

        error[inverse_key]: `Pin.subject` references `number`, but its inverse `User.pins` references the primary key `id`
          --> src/pin.rs:12:5
        note: `User.pins` is declared here
          --> src/user.rs:12:5
        note: the same applies to `Post.pins`, which references the primary key `id`
          --> src/post.rs:12:5
          = help: write `references(number)` on `User.pins` and `references(number)` on `Post.pins`

        for more information: cargo relata explain inverse_key
    "#]].assert_eq(&models.report());
}

#[test]
fn references_of_derived_models() {
    #[derive(Model)]
    #[relata(has_many(permissions: Permission, references = no, inverse = category))]
    #[expect(dead_code, reason = "only its shape matters")]
    struct Category {
        id: i64,
        #[relata(unique)]
        no: i64,
    }
    #[derive(Model)]
    #[expect(dead_code, reason = "only its shape matters")]
    struct Permission {
        id: i64,
        #[relata(belongs_to(category: Category, inverse = permissions))]
        category_no: i64,
    }
    let findings = options().check_isolated(&relata::models![Category, Permission]);
    assert_eq!(faults(&findings), ["inverse_key at Category.permissions"]);
}

#[test]
fn other_models_to_go_through() {
    let models = groups()
        .set(
            "Group.members",
            json!({ "through": "old::Membership", "via": null }),
        )
        .and(json!({ "path": "old::Membership", "relations": [
            { "name": "user", "kind": "belongs_to", "targets": ["User"] },
            { "name": "group", "kind": "belongs_to", "targets": ["Group"] } ] }))
        .set("User.groups", json!({ "through": "app::Membership" }));
    expect![[r#"
        relata: 1 error in 4 models from 2 crates

        error[inverse_key]: `Group.members` goes through `old::Membership`, but its inverse `User.groups` goes through `app::Membership`
          --> src/group.rs:12:5
        note: `User.groups` is declared here
          --> src/user.rs:12:5

        for more information: cargo relata explain inverse_key
    "#]].assert_eq(&models.report());
}

/// Friends go by the same two relations, both in the same direction.
fn friends() -> Models {
    let side = |name: &str, inverse: &str, via: [&str; 2]| {
        json!({ "name": name, "kind": "many_to_many", "targets": ["User"], "inverse": inverse,
                "through": "Friendship", "via": via })
    };
    Models::new(json!([
        { "path": "app::User", "relations": [
            side("friends", "friend_of", ["from", "to"]), side("friend_of", "friends", ["from", "to"]) ] },
        { "path": "app::Friendship", "relations": [
            { "name": "from", "kind": "belongs_to", "targets": ["User"] },
            { "name": "to", "kind": "belongs_to", "targets": ["User"] } ] }
    ]))
}

#[test]
fn the_same_way_in_both_directions() {
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[inverse_key]: `User.friends` has `via(from, to)`, but its inverse `User.friend_of` has `via(from, to)`
          --> src/user.rs:12:5
        note: `User.friend_of` is declared here
          --> src/user.rs:13:5
          = note: the `via` of one side must be the reverse of the `via` of the other side
          = help: write `via(to, from)` on `User.friend_of`

        for more information: cargo relata explain inverse_key
    "#]].assert_eq(&friends().report());
    friends().mended(&options());
}

#[test]
fn one_that_does_not_say_its_way_may_go_back() {
    let models = groups().set("User.groups", json!({ "via": null }));
    assert_eq!(models.faults(), [""; 0]);
    assert_eq!(
        models
            .set("User.groups", json!({ "through": null }))
            .faults(),
        [""; 0]
    );
}

#[test]
fn one_that_is_its_own_inverse_goes_both_ways() {
    let models = friends()
        .without("User.friend_of")
        .set("User.friends", json!({ "inverse": "friends" }));
    assert_eq!(models.faults(), [""; 0]);
}

#[test]
fn a_polymorphic_relation_is_one_finding_with_all_its_targets() {
    let models = pins()
        .add(
            "Pin",
            "fields",
            json!({ "name": "about_id", "type": "i64" }),
        )
        .set("User.pins", key(&["about_id"]))
        .set("Post.pins", key(&["about_id"]));
    expect![[r#"
        relata: 1 error in 3 models from 1 crate

        error[inverse_key]: `Pin.subject` has the key `subject_id`, but its inverse `User.pins` has the key `about_id`
          --> src/pin.rs:12:5
        note: `User.pins` is declared here
          --> src/user.rs:12:5
        note: the same applies to `Post.pins`, which has the key `about_id`
          --> src/post.rs:12:5

        for more information: cargo relata explain inverse_key
    "#]].assert_eq(&models.report());
    let one = models.set("Post.pins", json!({ "key": null }));
    expect![[r#"
        relata: 1 error in 3 models from 1 crate

        error[inverse_key]: `Pin.subject` has the key `subject_id`, but its inverse `User.pins` has the key `about_id`
          --> src/pin.rs:12:5
        note: `User.pins` is declared here
          --> src/user.rs:12:5

        for more information: cargo relata explain inverse_key
    "#]].assert_eq(&one.report());
}

#[test]
fn a_key_that_is_at_fault_itself_comes_first() {
    assert_eq!(
        differing().without("Post.editor_id").faults(),
        ["missing_key at User.posts"]
    );
    let as_text = json!({ "type": "String" });
    assert_eq!(
        differing().set("Post.editor_id", as_text).faults(),
        ["key_type at User.posts"]
    );
    // Unless that is not reported.
    let allow = json!({ "allow": [{ "rule": "missing_key", "reason": "it is computed" }] });
    let models = differing()
        .without("Post.editor_id")
        .set("User.posts", allow);
    assert_eq!(models.faults(), ["inverse_key at Post.author"]);
}

#[test]
fn is_allowed_at_both_relations_and_at_their_models() {
    let at = ["Post.author", "Post", "User.posts", "User"];
    differing().is_allowed_only_at(&options(), Rule::InverseKey, &at);
}

#[test]
fn has_a_level() {
    assert!(
        differing()
            .found_at(Rule::InverseKey, Level::Allow)
            .is_empty()
    );
    assert_eq!(
        differing()
            .found_at(Rule::InverseKey, Level::Warn)
            .count(Level::Warn),
        1
    );
    assert_eq!(differing().found().count(Level::Deny), 1);
}

#[test]
fn is_silent_where_the_target_is_missing() {
    let models = differing().set("Post.author", json!({ "targets": ["Usr"] }));
    assert_eq!(models.faults(), ["missing_target at Post.author"]);
}

#[test]
fn is_reported_without_places() {
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[inverse_key]: `Post.author` has the key `author_id`, but its inverse `User.posts` has the key `editor_id`

        for more information: cargo relata explain inverse_key
    "#]].assert_eq(&differing().without_places().report());
}

#[test]
fn relations_that_reference_different_fields_are_no_pair() {
    let code = json!({ "name": "code", "type": "i64", "unique": true });
    let models = blog()
        .add("User", "fields", code)
        .set(
            "User.posts",
            json!({ "inverse": null, "key": ["author_id"], "references": ["code"] }),
        )
        .set("Post.author", json!({ "inverse": null }));
    // The key of `Post.author` is compared with the primary key, whatever `User.posts` references.
    assert_eq!(models.faults(), [""; 0]);
    let wrong = models.set("User.id", json!({ "type": "i32" }));
    assert_eq!(wrong.faults(), ["key_type at Post.author"]);
}
