//! Keys of several fields: part by part, and in the wrong order.

use expect_test::expect;
use serde_json::{Value, json};

use super::super::harness::{found, report};
use super::{field, mended};

/// A child whose key is of several fields, as its parent's primary key is; each is written `name: type`.
fn composite(parent: &[&str], child: &[&str]) -> Value {
    let split = |written: &&str| {
        written
            .split_once(": ")
            .map(|(name, ty)| field(name, ty))
            .unwrap()
    };
    let names = |written: &[&str]| -> Value {
        written.iter().map(|it| split(it)["name"].clone()).collect()
    };
    json!([
        { "path": "app::Parent", "at": "parent.rs:1:1", "key": names(parent),
          "fields": parent.iter().map(split).collect::<Vec<_>>() },
        { "path": "app::Child", "at": "child.rs:1:1", "fields": child.iter().map(split).collect::<Vec<_>>(),
          "relations": [{ "name": "parent", "kind": "belongs_to", "targets": ["Parent"], "key": names(child),
                          "at": "child.rs:2:5" }] }
    ])
}

#[test]
fn part_by_part() {
    let parent = ["tenant_id: i64", "number: i64"];
    assert!(
        found(composite(
            &parent,
            &["tenant_id: i64", "parent_number: i64"]
        ))
        .is_empty()
    );
    let models = composite(&parent, &["tenant_id: i64", "parent_number: i32"]);
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[key_type]: key `Child.parent_number` is `i32`, but `Parent.number`, which it points at, is `i64`
          --> child.rs:2:5
        note: `Child.parent_number` is declared here
          --> child.rs:1:1
        note: `Parent.number` is declared here
          --> parent.rs:1:1
          = note: it is the key of `Child.parent`
          = note: they differ in width: 32 bits and 64 bits
          = help: make the type of `Child.parent_number` `i64`
    "#]].assert_eq(&report(models.clone()));
    assert!(found(mended(models)).is_empty());
    let models = composite(&parent, &["tenant_id: String", "parent_number: i32"]);
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[key_type]: key `Child.tenant_id` is `String`, but `Parent.tenant_id`, which it points at, is `i64`
          --> child.rs:2:5
        note: `Child.tenant_id` is declared here
          --> child.rs:1:1
        note: `Parent.tenant_id` is declared here
          --> parent.rs:1:1
          = note: it is the key of `Child.parent`
          = note: key `Child.parent_number` is `i32`, but `Parent.number`, which it points at, is `i64`
          = help: make the type of `Child.tenant_id` `i64`
    "#]].assert_eq(&report(models.clone()));
    assert!(found(mended(mended(models))).is_empty());
}

#[test]
fn in_another_order() {
    let parent = ["tenant_id: i32", "number: i64"];
    let models = composite(&parent, &["parent_number: i64", "tenant_id: i32"]);
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[key_type]: the key `Child.(parent_number, tenant_id)` is in another order than `Parent.(tenant_id, number)`, which it points at
          --> child.rs:2:5
        note: `Parent` is declared here
          --> parent.rs:1:1
          = note: it is the key of `Child.parent`
          = note: key `Child.parent_number` is `i64`, but `Parent.tenant_id`, which it points at, is `i32`
          = note: key `Child.tenant_id` is `i32`, but `Parent.number`, which it points at, is `i64`
          = help: write `key(tenant_id, parent_number)`
    "#]].assert_eq(&report(models.clone()));
    assert!(found(mended(models)).is_empty());
}

#[test]
fn three_in_another_order() {
    let parent = ["region: String", "tenant: i32", "number: i64"];
    for child in [
        ["c: i64", "a: String", "b: i32"],
        ["b: i32", "c: i64", "a: String"],
        ["a: String", "c: i64", "b: i32"],
    ] {
        let models = composite(&parent, &child);
        assert!(report(models.clone()).contains("help: write `key(a, b, c)`"));
        assert!(found(mended(models)).is_empty());
    }
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[key_type]: the key `Child.(c, a, b)` is in another order than `Parent.(region, tenant, number)`, which it points at
          --> child.rs:2:5
        note: `Parent` is declared here
          --> parent.rs:1:1
          = note: it is the key of `Child.parent`
          = note: key `Child.c` is `i64`, but `Parent.region`, which it points at, is `String`
          = note: key `Child.a` is `String`, but `Parent.tenant`, which it points at, is `i32`
          = note: key `Child.b` is `i32`, but `Parent.number`, which it points at, is `i64`
          = help: write `key(a, b, c)`
    "#]].assert_eq(&report(composite(&parent, &["c: i64", "a: String", "b: i32"])));
}

#[test]
fn an_order_that_cannot_be_told() {
    // Of two that are alike either could be first.
    let parent = ["region: String", "tenant: i64", "number: i64"];
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[key_type]: the key `Child.(x, y, z)` is in another order than `Parent.(region, tenant, number)`, which it points at
          --> child.rs:2:5
        note: `Parent` is declared here
          --> parent.rs:1:1
          = note: it is the key of `Child.parent`
          = note: key `Child.x` is `i64`, but `Parent.region`, which it points at, is `String`
          = note: key `Child.z` is `String`, but `Parent.number`, which it points at, is `i64`
          = note: the types fit in more than one other order
    "#]].assert_eq(&report(composite(&parent, &["x: i64", "y: i64", "z: String"])));
    // Unless their names tell it.
    let models = composite(
        &parent,
        &[
            "parent_number: i64",
            "parent_tenant: i64",
            "z_region: String",
        ],
    );
    assert!(
        report(models.clone())
            .contains("help: write `key(z_region, parent_tenant, parent_number)`")
    );
    assert!(found(mended(models)).is_empty());
    // Where the types fit as they stand, nothing is certain to be wrong.
    assert!(
        found(composite(
            &["tenant: i64", "number: i64"],
            &["number: i64", "tenant: i64"]
        ))
        .is_empty()
    );
}

#[test]
fn no_order_fits() {
    let parent = ["tenant_id: i32", "number: i64"];
    let models = composite(&parent, &["parent_number: i64", "tenant_id: i64"]);
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[key_type]: key `Child.parent_number` is `i64`, but `Parent.tenant_id`, which it points at, is `i32`
          --> child.rs:2:5
        note: `Child.parent_number` is declared here
          --> child.rs:1:1
        note: `Parent.tenant_id` is declared here
          --> parent.rs:1:1
          = note: it is the key of `Child.parent`
          = note: they differ in width: 64 bits and 32 bits
          = help: make the type of `Child.parent_number` `i32`
    "#]].assert_eq(&report(models));
}

#[test]
fn the_other_side_agrees_on_the_order() {
    // Both write it so: the one change is told for each of them.
    let mut models = composite(
        &["tenant_id: i32", "number: i64"],
        &["parent_number: i64", "tenant_id: i32"],
    );
    models[0]["relations"] = json!([
        { "name": "children", "kind": "has_many", "targets": ["Child"], "inverse": "parent",
          "key": ["parent_number", "tenant_id"], "at": "parent.rs:2:5" }
    ]);
    models[1]["relations"][0]["inverse"] = json!("children");
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[key_type]: the key `Child.(parent_number, tenant_id)` is in another order than `Parent.(tenant_id, number)`, which it points at
          --> child.rs:2:5
        note: `Parent` is declared here
          --> parent.rs:1:1
        note: `Parent.children` names it too
          --> parent.rs:2:5
          = note: it is the key of `Child.parent`
          = note: key `Child.parent_number` is `i64`, but `Parent.tenant_id`, which it points at, is `i32`
          = note: key `Child.tenant_id` is `i32`, but `Parent.number`, which it points at, is `i64`
          = help: write `key(tenant_id, parent_number)` at `Child.parent` and write `key(tenant_id, parent_number)` at `Parent.children`
    "#]].assert_eq(&report(models.clone()));
    assert!(found(mended(models)).is_empty());
}

#[test]
fn references_in_another_order() {
    let mut models = composite(
        &["tenant_id: i32", "number: i64"],
        &["tenant_id: i32", "parent_number: i64"],
    );
    models[1]["relations"][0]["references"] = json!(["number", "tenant_id"]);
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[key_type]: the key `Child.(tenant_id, parent_number)` is in another order than `Parent.(number, tenant_id)`, which it points at
          --> child.rs:2:5
        note: `Parent` is declared here
          --> parent.rs:1:1
          = note: it is the key of `Child.parent`
          = note: key `Child.tenant_id` is `i32`, but `Parent.number`, which it points at, is `i64`
          = note: key `Child.parent_number` is `i64`, but `Parent.tenant_id`, which it points at, is `i32`
          = help: write `key(parent_number, tenant_id)`
    "#]].assert_eq(&report(models.clone()));
    assert!(found(mended(models)).is_empty());
}
