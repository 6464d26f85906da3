//! `same_join`: several relations of a model that point at the same rows.

use expect_test::expect;
use relata::{Level, Rule, options};
use serde_json::{Value, json};

use super::models::{Models, faults};

fn id() -> Value {
    json!([{ "name": "id", "type": "i64" }])
}

fn belongs_to(name: &str, target: &str, key: &str) -> Value {
    json!({ "name": name, "kind": "belongs_to", "targets": [target], "key": [key] })
}

/// The key of the second relation was copied from the first.
fn copied() -> Models {
    let field = |name: &str| json!({ "name": name, "type": "i64" });
    Models::new(json!([
        { "path": "app::User", "fields": id() },
        { "path": "app::Post",
          "fields": [field("id"), field("created_by_id"), field("updated_by_id")],
          "relations": [
            belongs_to("created_by", "User", "created_by_id"),
            belongs_to("updated_by", "User", "created_by_id") ] }
    ]))
}

/// The target of `entries` was to be `Entry`.
fn misdirected() -> Models {
    let has_many = |name: &str| json!({ "name": name, "kind": "has_many", "targets": ["Mint"] });
    let asset = || json!([{ "name": "id", "type": "i64" }, { "name": "asset_id", "type": "i64" }]);
    Models::new(json!([
        { "path": "app::Asset", "fields": id(), "relations": [has_many("mints"), has_many("entries")] },
        { "path": "app::Mint", "fields": asset(), "relations": [belongs_to("asset", "Asset", "asset_id")] },
        { "path": "app::Entry", "fields": asset(), "relations": [belongs_to("asset", "Asset", "asset_id")] }
    ]))
}

fn denied() -> relata::Options {
    options().level(Rule::SameJoin, Level::Deny)
}

#[test]
fn a_copied_key_is_reported_with_the_field_that_is_free() {
    expect![[r#"
        relata: 1 warning in 2 models from 1 crate

        warning[same_join]: `Post.created_by` and `Post.updated_by` point at the same rows of `User`
          --> src/post.rs:13:5
        note: `Post.created_by` is declared here
          --> src/post.rs:12:5
          = note: their key is `created_by_id`
          = note: no relation uses the field `updated_by_id`
          = help: write `key(updated_by_id)` on `Post.updated_by`

        for more information: cargo relata explain same_join
    "#]]
    .assert_eq(&copied().report());
    copied().mended(&denied());
}

#[test]
fn without_a_free_field_one_of_them_may_be_filtered() {
    let models = copied().without("Post.updated_by_id");
    expect![[r#"
        relata: 1 warning in 2 models from 1 crate

        warning[same_join]: `Post.created_by` and `Post.updated_by` point at the same rows of `User`
          --> src/post.rs:12:5
        note: `Post.updated_by` is declared here
          --> src/post.rs:13:5
          = note: their key is `created_by_id`
          = help: write `filtered` on each of them that points only at some of these rows

        for more information: cargo relata explain same_join
    "#]]
    .assert_eq(&models.report());
    let filtered = models.set("Post.updated_by", json!({ "filtered": true }));
    assert_eq!(faults(&filtered.found_with(&denied())), [""; 0]);
}

#[test]
fn other_targets_or_references_are_another_join() {
    let other = copied()
        .and(json!({ "path": "app::Person", "fields": id() }))
        .set("Post.updated_by", json!({ "targets": ["Person"] }));
    assert_eq!(other.faults(), [""; 0]);
    let code = json!({ "name": "code", "type": "i64", "unique": true });
    let referenced = copied()
        .add("User", "fields", code)
        .set("Post.updated_by", json!({ "references": ["code"] }));
    assert_eq!(referenced.faults(), [""; 0]);
}

#[test]
fn a_misdirected_relation_is_reported_with_the_model_of_its_name() {
    expect![[r#"
        relata: 1 warning in 3 models from 1 crate

        warning[same_join]: `Asset.mints` and `Asset.entries` point at the same rows of `Mint`
          --> src/asset.rs:13:5
        note: `Asset.mints` is declared here
          --> src/asset.rs:12:5
        note: `Mint.asset` is declared here
          --> src/mint.rs:12:5
        note: `Entry` has a relation to `Asset`, and no relation of `Asset` points at `Entry`
          --> src/entry.rs:1:5
          = note: `Mint.asset` is the only relation that points back
          = help: replace `Mint` with `Entry` on `Asset.entries`

        for more information: cargo relata explain same_join
    "#]]
    .assert_eq(&misdirected().report());
    misdirected().mended(&denied());
}

#[test]
fn the_right_one_keeps_its_pair() {
    let findings = misdirected().found_at(Rule::UnknownKey, Level::Warn);
    assert_eq!(faults(&findings), ["same_join at Asset.entries"]);
}

#[test]
fn two_views_of_one_target_are_normal() {
    let views = misdirected().without("Entry");
    assert_eq!(views.faults(), [""; 0]);
    let strict = views.found_at(Rule::SameJoin, Level::Warn);
    expect![[r#"
        relata: 1 warning in 2 models from 1 crate

        warning[same_join]: `Asset.mints` and `Asset.entries` point at the same rows of `Mint`
          --> src/asset.rs:12:5
        note: `Asset.entries` is declared here
          --> src/asset.rs:13:5
        note: `Mint.asset` is declared here
          --> src/mint.rs:12:5
          = note: `Mint.asset` is the only relation that points back
          = help: write `filtered` on each of them that points only at some of these rows

        for more information: cargo relata explain same_join
    "#]]
    .assert_eq(&strict.to_string());
    let filtered = views.set("Asset.entries", json!({ "filtered": true }));
    assert_eq!(faults(&filtered.found_with(&denied())), [""; 0]);
}

#[test]
fn relations_by_different_keys_are_different_joins() {
    let second = belongs_to("second", "Asset", "second_id");
    let models = misdirected()
        .without("Entry")
        .add(
            "Mint",
            "fields",
            json!({ "name": "second_id", "type": "i64" }),
        )
        .add("Mint", "relations", second)
        .set("Asset.mints", json!({ "key": ["asset_id"] }))
        .set("Asset.entries", json!({ "key": ["second_id"] }));
    assert_eq!(faults(&models.found_with(&denied())), [""; 0]);
    let same = models.set("Asset.entries", json!({ "key": ["asset_id"] }));
    assert_eq!(
        faults(&same.found_with(&denied())),
        ["same_join at Asset.mints"]
    );
}

#[test]
fn it_is_allowed_on_one_of_two() {
    let allow = json!({ "allow": [{ "rule": "same_join", "reason": "a test" }] });
    for at in ["Post.created_by", "Post.updated_by", "Post"] {
        let models = copied().set(at, allow.clone());
        assert_eq!(faults(&models.found_with(&denied())), [""; 0], "{at}");
    }
    for at in ["Asset.mints", "Asset.entries", "Asset"] {
        let models = misdirected().set(at, allow.clone());
        assert_eq!(faults(&models.found_with(&denied())), [""; 0], "{at}");
    }
}

/// A key that is not its own reference may be meant for other rows.
#[test]
fn two_by_one_key_to_their_own_model() {
    let field = |name: &str| json!({ "name": name, "type": "i64" });
    let to_itself = |name: &str| belongs_to(name, "Node", "parent_id");
    let models = Models::new(json!([
        { "path": "app::Node", "fields": [field("id"), field("parent_id")],
          "relations": [to_itself("parent"), to_itself("boss")] }
    ]));
    expect![[r#"
        relata: 2 warnings in 1 model from 1 crate

        warning[same_join]: `Node.parent` and `Node.boss` point at the same rows of `Node`
          --> src/node.rs:12:5
        note: `Node.boss` is declared here
          --> src/node.rs:13:5
          = note: their key is `parent_id`
          = help: write `filtered` on each of them that points only at some of these rows

        warning[required_cycle]: `Node.parent` requires a row of its own model, so the first row can only reference itself
          --> src/node.rs:12:5
        note: `Node.boss` uses the same key
          --> src/node.rs:13:5
          = note: the cycle is `Node` → `Node`

        for more information: cargo relata explain same_join
    "#]].assert_eq(&models.report());
}

#[test]
fn of_several_the_one_with_another_name_is_paired() {
    let pair = |models: &Models, relation: &str| {
        let text = json!({ "format": "relata/1", "models": models.0 }).to_string();
        let document = relata::document::Document::parse(&text).unwrap();
        let registry = denied()
            .level(Rule::SameJoin, Level::Allow)
            .init_documents(&[document]);
        let registry = registry.unwrap();
        let relation = registry.model("Asset").unwrap().relation(relation).unwrap();
        relation.paired().map(|it| it.name().to_owned())
    };
    let both = misdirected();
    assert_eq!(pair(&both, "mints").as_deref(), Some("asset"));
    assert_eq!(pair(&both, "entries"), None);
    // Its name alone is not a reason to doubt the only one.
    let only = misdirected().without("Asset.mints");
    assert_eq!(pair(&only, "entries").as_deref(), Some("asset"));
}
