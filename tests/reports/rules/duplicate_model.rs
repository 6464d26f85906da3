//! `duplicate_model`: two models that differ have one path.

use expect_test::expect;
use relata::document::Document;
use relata::{Level, Model, Rule, options};
use serde_json::{Value, json};

use super::harness::{found, found_with, report, rules};

mod types {
    use super::*;

    #[derive(Model)]
    struct User {
        _id: i64,
    }

    /// A type of the same path: a function has no part in it.
    fn another() -> relata::registry::Models {
        #[derive(Model)]
        #[relata(has_many(posts: "Post"))]
        struct User {
            _id: i64,
        }
        relata::models![User]
    }

    #[test]
    fn a_type_in_a_function() {
        let found = options().check_isolated(&another().with::<User>());
        expect![[r#"
            relata: 2 errors in 2 models from 1 crate

            error[duplicate_model]: 2 models share the path `reports::rules::duplicate_model::types::User`
              --> tests/reports/rules/duplicate_model.rs:14:12
            note: a model with this path is declared here
              --> tests/reports/rules/duplicate_model.rs:22:16
              = help: rename one of them, as in `#[relata(name = "…")]`

            error[missing_target]: relation `reports::rules::duplicate_model::types::User.posts` points at `Post`, but no model has that name
              --> tests/reports/rules/duplicate_model.rs:21:34
              = note: 2 models are registered, from 1 crate: `reports`
              = help: add `Post` to the checked `relata::models![…]`

            for more information: cargo relata explain duplicate_model
        "#]].assert_eq(&found.to_string());
        // One registration that comes twice is one model.
        assert!(
            options()
                .check_isolated(&relata::models![User, User])
                .is_empty()
        );
    }
}

fn users(one: Value, other: Value) -> Value {
    let user = |more: Value| {
        let mut user = json!({ "path": "auth::User", "package": "auth", "version": "1.0.0" });
        user.as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        user
    };
    json!([user(one), user(other)])
}

#[test]
fn elsewhere() {
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[duplicate_model]: 2 models share the path `auth::User`
          --> legacy.rs:9:12
        note: a model with this path is declared here
          --> user.rs:3:12
          = help: rename one of them, as in `#[relata(name = "…")]`

        for more information: cargo relata explain duplicate_model
    "#]]
    .assert_eq(&report(users(
        json!({ "at": "user.rs:3:12" }),
        json!({ "at": "legacy.rs:9:12" }),
    )));
}

#[test]
fn equal_twins_are_one() {
    assert!(
        found(users(
            json!({ "at": "user.rs:3:12" }),
            json!({ "at": "user.rs:3:12" })
        ))
        .is_empty()
    );
    assert!(found(users(json!({}), json!({}))).is_empty());
}

#[test]
fn one_declaration_compiled_twice() {
    let of = |more: Value| {
        let mut user = more;
        user["at"] = json!("user.rs:3:12");
        user
    };
    let fields = |names: &[&str]| {
        let fields: Value = names
            .iter()
            .map(|name| json!({ "name": name, "type": "i64" }))
            .collect();
        of(json!({ "fields": fields }))
    };
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[duplicate_model]: 2 models share the path `auth::User`
          --> user.rs:3:12
          = note: 2 models are declared at this place: one declaration with different features or cfgs, or crates with the same name
          = note: only one has a field `tenant`

        for more information: cargo relata explain duplicate_model
    "#]].assert_eq(&report(users(fields(&["id"]), fields(&["id", "tenant"]))));
    let posts = json!([{ "name": "posts", "kind": "has_many", "targets": ["User"] }]);
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[duplicate_model]: 2 models share the path `auth::User`
          --> user.rs:3:12
          = note: 2 models are declared at this place: one declaration with different features or cfgs, or crates with the same name
          = note: only one has a relation `posts`

        for more information: cargo relata explain duplicate_model
    "#]].assert_eq(&report(users(of(json!({})), of(json!({ "relations": posts })))));
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[duplicate_model]: 2 models share the path `auth::User`
          --> user.rs:3:12
          = note: 2 models are declared at this place: one declaration with different features or cfgs, or crates with the same name
          = note: only their attributes differ

        for more information: cargo relata explain duplicate_model
    "#]].assert_eq(&report(users(of(json!({})), of(json!({ "table": "users" })))));
}

#[test]
fn three_and_seven() {
    let many = |count: usize| -> Value {
        (0..count)
            .map(|nth| json!({ "path": "auth::User", "table": format!("t{nth}"), "at": format!("m{nth}.rs:1:1") }))
            .collect()
    };
    expect![[r#"
        relata: 1 error in 3 models from 1 crate

        error[duplicate_model]: 3 models share the path `auth::User`
          --> m0.rs:1:1
        note: a model with this path is declared here
          --> m1.rs:1:1
        note: a model with this path is declared here
          --> m2.rs:1:1
          = help: rename one of them, as in `#[relata(name = "…")]`

        for more information: cargo relata explain duplicate_model
    "#]]
    .assert_eq(&report(many(3)));
    expect![[r#"
        relata: 1 error in 7 models from 1 crate

        error[duplicate_model]: 7 models share the path `auth::User`
          --> m0.rs:1:1
        note: a model with this path is declared here
          --> m1.rs:1:1
        note: a model with this path is declared here
          --> m2.rs:1:1
        note: a model with this path is declared here
          --> m3.rs:1:1
        note: a model with this path is declared here
          --> m4.rs:1:1
        note: a model with this path is declared here
          --> m5.rs:1:1
          = note: and 1 other model
          = help: rename one of them, as in `#[relata(name = "…")]`

        for more information: cargo relata explain duplicate_model
    "#]]
    .assert_eq(&report(many(7)));
}

#[test]
fn two_packages_with_crates_of_one_name() {
    let one = json!({ "at": "a/src/user.rs:3:12", "package": "auth-a" });
    let other = json!({ "at": "b/src/user.rs:3:12", "package": "auth-b", "version": "2.0.0" });
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[duplicate_model]: 2 models share the path `auth::User`
          --> a/src/user.rs:3:12
        note: a model with this path is declared here, in package `auth-b 2.0.0`
          --> b/src/user.rs:3:12
          = help: rename one of them, as in `#[relata(name = "…")]`

        for more information: cargo relata explain duplicate_model
    "#]]
    .assert_eq(&report(users(one, other)));
}

#[test]
fn no_places() {
    let one = json!({ "table": "users" });
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[duplicate_model]: 2 models share the path `auth::User`
          = note: the place of another declaration is unknown
          = help: rename one of them, as in `#[relata(name = "…")]`

        for more information: cargo relata explain duplicate_model
    "#]]
    .assert_eq(&report(users(one.clone(), json!({}))));
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[duplicate_model]: 2 models share the path `auth::User`
        note: a model with this path is declared here
          --> user.rs:3:12
          = help: rename one of them, as in `#[relata(name = "…")]`

        for more information: cargo relata explain duplicate_model
    "#]]
    .assert_eq(&report(users(json!({ "at": "user.rs:3:12" }), one)));
}

#[test]
fn two_services_in_two_documents() {
    let document = |table: &str, at: &str| {
        let models = json!([{ "path": "server::User", "package": "server", "version": "0.1.0", "table": table, "at": at }]);
        Document::parse(&json!({ "format": "relata/1", "models": models }).to_string()).unwrap()
    };
    let one = document("users", "src/user.rs:3:12");
    // A crate that both link is one.
    assert!(
        options()
            .check_documents(&[one.clone(), one.clone()])
            .is_empty()
    );
    let other = document("accounts", "src/model.rs:8:12");
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[duplicate_model]: 2 models share the path `server::User`
          --> src/model.rs:8:12
        note: a model with this path is declared here
          --> src/user.rs:3:12
          = help: rename one of them, as in `#[relata(name = "…")]`

        for more information: cargo relata explain duplicate_model
    "#]]
    .assert_eq(&options().check_documents(&[one, other]).to_string());
}

#[test]
fn an_external_model_gives_way() {
    let real = json!({ "path": "auth::User", "at": "user.rs:3:12" });
    let external = json!({ "path": "auth::User", "external": true, "at": "main.rs:1:1" });
    let other = json!({ "path": "auth::User", "external": true, "at": "main.rs:2:1" });
    assert!(found(json!([external, real, other])).is_empty());
    assert!(found(json!([{ "path": "crm::Role" }, external, other])).is_empty());
}

#[test]
fn silences_what_follows_from_it() {
    // Each user has the posts, each post has an author, and which is whose cannot be said.
    let post = |table: &str| {
        json!({ "path": "app::Post", "table": table, "at": format!("{table}.rs:1:1"), "relations": [
            { "name": "author", "kind": "belongs_to", "targets": ["User"], "inverse": "posts" },
            { "name": "tags", "kind": "many_to_many", "targets": ["Tag"], "through": "PostTag" } ] })
    };
    let models = json!([
        post("posts"),
        post("old_posts"),
        { "path": "app::User", "relations": [
            { "name": "posts", "kind": "has_many", "targets": ["Post"], "inverse": "author" } ] },
        { "path": "app::Tag" },
        { "path": "app::PostTag", "relations": [
            { "name": "post", "kind": "belongs_to", "targets": ["Post"] },
            { "name": "tag", "kind": "belongs_to", "targets": ["Tag"] } ] }
    ]);
    assert_eq!(rules(&found(models)), ["duplicate_model"]);
}

#[test]
fn allowed() {
    let allow = json!([{ "rule": "duplicate_model", "reason": "the old one goes away" }]);
    let one = json!({ "at": "user.rs:3:12" });
    let other = json!({ "at": "legacy.rs:9:12", "allow": allow });
    assert!(found(users(one.clone(), other.clone())).is_empty());
    assert!(found(users(other, one)).is_empty());
}

#[test]
fn levels() {
    let of = |level| options().level(Rule::DuplicateModel, level);
    let models = users(
        json!({ "at": "user.rs:3:12" }),
        json!({ "at": "legacy.rs:9:12" }),
    );
    assert!(found_with(&of(Level::Allow), models.clone()).is_empty());
    let findings = found_with(&of(Level::Warn), models);
    assert_eq!((findings.len(), findings.count(Level::Warn)), (1, 1));
}
