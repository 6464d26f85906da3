//! `mirrored_key`: key and references are exchanged, or a relation is declared with the kind of its other side.

use expect_test::expect;
use relata::{Level, Model, Rule, models, options};
use serde_json::json;

use super::models::{Models, blog};

/// A post with the key and the references of its author in place of one another.
fn exchanged() -> Models {
    blog().set(
        "Post.author",
        json!({ "key": ["id"], "references": ["author_id"] }),
    )
}

/// The posts of a user, as the other side of them would be declared.
fn other_kind() -> Models {
    blog().without("Post.author").set(
        "User.posts",
        json!({ "kind": "belongs_to", "key": ["id"], "references": ["author_id"], "inverse": null }),
    )
}

/// Both relations of a report about another ORM.
#[test]
fn of_two_models_each_is_a_finding() {
    let field = |name: &str, ty: &str| json!({ "name": name, "type": ty });
    let models = json!([
        { "path": "models::Foo", "at": "m.go:1:6", "key": ["ID"], "fields": [field("ID", "uint"), field("BarID", "uint")],
          "relations": [
            { "name": "Bar", "kind": "belongs_to", "targets": ["Bar"], "key": ["ID"], "references": ["BarID"], "at": "m.go:4:2" } ] },
        { "path": "models::Bar", "at": "m.go:6:6", "key": ["ID"], "fields": [field("ID", "uint")] },
        { "path": "models::Goods", "at": "m.go:11:6", "key": ["Id"], "fields": [field("Id", "uint")],
          "relations": [
            { "name": "Labels", "kind": "has_many", "targets": ["GoodsLabel"], "key": ["GoodsId"], "references": ["Id"],
              "at": "m.go:13:2" } ] },
        { "path": "models::GoodsLabel", "at": "m.go:15:6", "key": ["Id"],
          "fields": [field("Id", "uint"), field("GoodsId", "int")],
          "relations": [
            { "name": "Goods", "kind": "belongs_to", "targets": ["Goods"], "key": ["Id"], "references": ["GoodsId"],
              "at": "m.go:18:2" } ] }
    ]);
    expect![[r#"
        relata: 2 errors in 4 models from 1 crate

        error[mirrored_key]: the key and the references of `Foo.Bar` are exchanged
          --> m.go:4:2
        note: `Bar` is declared here
          --> m.go:6:6
          = note: `Foo.BarID` fits as the key, and `Bar.ID` as the reference
          = help: write `key(BarID)` and `references(ID)`

        error[mirrored_key]: the key and the references of `GoodsLabel.Goods` are exchanged
          --> m.go:18:2
        note: `Goods` is declared here
          --> m.go:11:6
          = note: `GoodsLabel.GoodsId` fits as the key, and `Goods.Id` as the reference
          = help: write `key(GoodsId)` and `references(Id)`

        for more information: cargo relata explain mirrored_key
    "#]]
    .assert_eq(&super::harness::report(models));
}

#[test]
fn exchanged_fields_are_shown_with_their_models() {
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[mirrored_key]: the key and the references of `Post.author` are exchanged
          --> src/post.rs:12:5
        note: `User` is declared here
          --> src/user.rs:1:5
          = note: `Post.author_id` fits as the key, and `User.id` as the reference
          = help: write `key(author_id)` and `references(id)`

        for more information: cargo relata explain mirrored_key
    "#]]
    .assert_eq(&exchanged().report());
    exchanged().mended(&options());
}

#[test]
fn the_has_side_is_reported_alike() {
    let models = blog().without("Post.author").set(
        "User.posts",
        json!({ "key": ["id"], "references": ["author_id"], "inverse": null }),
    );
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[mirrored_key]: the key and the references of `User.posts` are exchanged
          --> src/user.rs:12:5
        note: `Post` is declared here
          --> src/post.rs:1:5
          = note: `Post.author_id` fits as the key, and `User.id` as the reference
          = help: write `key(author_id)` and `references(id)`

        for more information: cargo relata explain mirrored_key
    "#]]
    .assert_eq(&models.report());
    models.mended(&options());
}

#[test]
fn both_sides_of_one_key_are_one_finding() {
    let models = exchanged().set(
        "User.posts",
        json!({ "key": ["id"], "references": ["author_id"] }),
    );
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[mirrored_key]: the key and the references of `Post.author` are exchanged
          --> src/post.rs:12:5
        note: `User` is declared here
          --> src/user.rs:1:5
        note: `User.posts` uses the same key
          --> src/user.rs:12:5
          = note: `Post.author_id` fits as the key, and `User.id` as the reference
          = help: write `key(author_id)` and `references(id)` on `Post.author` and on `User.posts`

        for more information: cargo relata explain mirrored_key
    "#]]
    .assert_eq(&models.report());
    models.mended(&options());
}

#[test]
fn a_has_many_is_declared_as_a_belongs_to() {
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[mirrored_key]: `User.posts` is a `has_many`, but is declared as a `belongs_to`
          --> src/user.rs:12:5
        note: `Post` is declared here
          --> src/post.rs:1:5
          = note: the key `User.id` is a primary key, and `Post.author_id` is not unique
          = help: replace `User.posts` with `has_many(posts: Post, key(author_id))`

        for more information: cargo relata explain mirrored_key
    "#]]
    .assert_eq(&other_kind().report());
    other_kind().mended(&options());
}

#[test]
fn a_belongs_to_is_declared_as_a_has_one() {
    let models = blog().without("User.posts").set(
        "Post.author",
        json!({ "kind": "has_one", "key": ["id"], "references": ["author_id"], "inverse": null }),
    );
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[mirrored_key]: `Post.author` is a `belongs_to`, but is declared as a `has_one`
          --> src/post.rs:12:5
        note: `User` is declared here
          --> src/user.rs:1:5
          = note: the key `User.id` is a primary key, and `Post.author_id` is not unique
          = help: replace `Post.author` with `belongs_to(author: User, key(author_id))`

        for more information: cargo relata explain mirrored_key
    "#]]
    .assert_eq(&models.report());
    models.mended(&options());
}

#[test]
fn both_sides_have_the_kind_of_the_other() {
    let key = json!({ "key": ["id"], "references": ["author_id"] });
    let models = blog()
        .set("Post.author", key.clone())
        .set("Post.author", json!({ "kind": "has_one" }))
        .set("User.posts", key)
        .set("User.posts", json!({ "kind": "belongs_to" }));
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[mirrored_key]: `Post.author` is a `belongs_to`, but is declared as a `has_one`
          --> src/post.rs:12:5
        note: `User` is declared here
          --> src/user.rs:1:5
        note: `User.posts` uses the same key
          --> src/user.rs:12:5
          = note: the key `User.id` is a primary key, and `Post.author_id` is not unique
          = help: replace `Post.author` with `belongs_to(author: User, key(author_id), inverse = posts)` and `User.posts` with `has_many(posts: Post, key(author_id), inverse = author)`

        for more information: cargo relata explain mirrored_key
    "#]].assert_eq(&models.report());
    models.mended(&options());
}

/// The kinds do not pair, which the relation by the wrong key causes.
#[test]
fn its_inverse_is_not_reported_too() {
    let models = blog().set(
        "User.posts",
        json!({ "kind": "belongs_to", "key": ["id"], "references": ["author_id"] }),
    );
    assert_eq!(models.faults(), ["mirrored_key at User.posts"]);
    models.mended(&options());
}

#[test]
fn of_its_own_model_it_can_be_either() {
    let models = Models::new(json!([
        { "path": "app::Node",
          "fields": [
            { "name": "id", "type": "i64" },
            { "name": "parent_id", "type": "i64", "optional": true } ],
          "relations": [
            { "name": "children", "kind": "belongs_to", "targets": ["Node"], "key": ["id"], "references": ["parent_id"] } ] }
    ]));
    expect![[r#"
        relata: 1 error in 1 model from 1 crate

        error[mirrored_key]: the key and the references of `Node.children` are exchanged
          --> src/node.rs:12:5
        note: `Node` is declared here
          --> src/node.rs:1:5
          = note: `Node.parent_id` fits as the key, and `Node.id` as the reference
          = help: write `key(parent_id)` and `references(id)`, or replace `Node.children` with `has_many(children: Node, key(parent_id))`

        for more information: cargo relata explain mirrored_key
    "#]].assert_eq(&models.report());
    models.mended(&options());
}

#[test]
fn a_key_of_several_fields_keeps_its_order() {
    let key = json!({ "key": ["code", "country"], "references": ["region_code", "country"] });
    let models = super::models::regions()
        .without("Profile.region")
        .set("Region.profiles", key)
        .set(
            "Region.profiles",
            json!({ "kind": "belongs_to", "inverse": null }),
        );
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[mirrored_key]: `Region.profiles` is a `has_many`, but is declared as a `belongs_to`
          --> src/region.rs:12:5
        note: `Profile` is declared here
          --> src/profile.rs:1:5
          = note: the key `Region.(code, country)` is a primary key, and `Profile.(region_code, country)` is not unique
          = help: replace `Region.profiles` with `has_many(profiles: Profile, key(country, region_code))`

        for more information: cargo relata explain mirrored_key
    "#]].assert_eq(&models.report());
    models.mended(&options());
}

/// A key of the other model that the own one lacks.
#[test]
fn a_missing_key_is_not_reported_too() {
    let models = exchanged()
        .set("User.id", json!({ "name": "uuid" }))
        .set("User", json!({ "key": ["uuid"] }))
        .set("Post.author", json!({ "key": ["uuid"] }));
    assert_eq!(models.faults(), ["mirrored_key at Post.author"]);
    models.mended(&options());
}

#[test]
fn a_shared_primary_key_is_sound() {
    let shared = json!({ "key": ["id"], "references": ["id"], "inverse": null });
    let models = blog().without("User.posts").set("Post.author", shared);
    assert_eq!(models.faults(), [""; 0]);
    let unwritten = models.set("Post.author", json!({ "references": [] }));
    assert_eq!(unwritten.faults(), [""; 0]);
}

#[test]
fn a_unique_reference_is_sound() {
    let models = other_kind().set("Post.author_id", json!({ "unique": true }));
    assert_eq!(models.faults(), [""; 0]);
}

#[test]
fn what_fits_neither_way_is_another_fault() {
    // The type of the exchanged key would differ.
    let ty = exchanged().set("Post.author_id", json!({ "type": "String" }));
    assert_eq!(ty.faults(), ["missing_reference at Post.author"]);
    // The references are in neither model.
    let absent = blog().set("Post.author", json!({ "references": ["uuid"] }));
    assert_eq!(absent.faults(), ["missing_reference at Post.author"]);
    // The key is neither the own primary key nor one of the other model.
    let name = json!({ "name": "name", "type": "i64" });
    let plain = blog()
        .add("User", "fields", name)
        .set("Post.author", json!({ "references": ["name"] }));
    assert_eq!(plain.faults(), ["reference_not_unique at Post.author"]);
}

#[test]
fn what_is_not_known_is_not_wrong() {
    let models = other_kind().set("Post", json!({ "fields": null }));
    assert_eq!(models.faults(), [""; 0]);
    let unknown_key = other_kind().set("Post", json!({ "key": [] }));
    assert_eq!(unknown_key.faults(), [""; 0]);
}

#[test]
fn is_allowed_at_the_relation_and_its_model() {
    let alone = other_kind();
    alone.is_allowed_only_at(&options(), Rule::MirroredKey, &["User", "User.posts"]);
}

#[expect(dead_code, reason = "only declared")]
mod derived {
    use super::*;

    #[derive(Model)]
    #[relata(belongs_to(invoices: Invoice, key = id, references = customer_id))]
    pub(super) struct Customer {
        pub(super) id: i64,
    }

    #[derive(Model)]
    #[relata(belongs_to(customer: Customer, key = id, references = customer_id))]
    pub(super) struct Invoice {
        pub(super) id: i64,
        pub(super) customer_id: i64,
    }
}

#[test]
fn the_derive_is_reported_alike() {
    let models = models![derived::Customer, derived::Invoice];
    let found = options().check_isolated(&models);
    expect![[r#"
        relata: 2 errors in 2 models from 1 crate

        error[mirrored_key]: `Customer.invoices` is a `has_many`, but is declared as a `belongs_to`
          --> tests/reports/rules/mirrored_key.rs:317:50
        note: `Invoice` is declared here
          --> tests/reports/rules/mirrored_key.rs:324:23
          = note: the key `Customer.id` is a primary key, and `Invoice.customer_id` is not unique
          = help: replace `Customer.invoices` with `has_many(invoices: Invoice, key(customer_id))`

        error[mirrored_key]: the key and the references of `Invoice.customer` are exchanged
          --> tests/reports/rules/mirrored_key.rs:323:51
        note: `Customer` is declared here
          --> tests/reports/rules/mirrored_key.rs:318:23
          = note: `Invoice.customer_id` fits as the key, and `Customer.id` as the reference
          = help: write `key(customer_id)` and `references(id)`

        for more information: cargo relata explain mirrored_key
    "#]]
    .assert_eq(&found.to_string());
    let denied = found.iter().filter(|it| it.level() == Level::Deny);
    assert_eq!(denied.count(), 2);
}

#[test]
fn a_shared_key_that_contains_the_primary_key_is_sound() {
    let field = |name: &str| json!({ "name": name, "type": "i64" });
    let both = || json!(["tenant_id", "id"]);
    let models = Models::new(json!([
        { "path": "app::Order", "key": ["id"], "fields": [field("tenant_id"), field("id")] },
        { "path": "app::Detail", "key": both(), "fields": [field("tenant_id"), field("id")],
          "relations": [{ "name": "order", "kind": "belongs_to", "targets": ["Order"], "key": both(),
                          "references": both() }] }
    ]));
    assert_eq!(models.faults(), [""; 0]);
}
