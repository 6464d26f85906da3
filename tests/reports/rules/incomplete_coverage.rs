//! A relation that could not be compared, which is an error only if coverage is required.

use expect_test::expect;
use relata::{Level, Options, Rule, options};
use serde_json::{Value, json};

use super::harness::{found_with, report, rules};

fn required(models: Value) -> String {
    found_with(&options().require_coverage(), models).to_string()
}

fn post(relation: Value) -> Value {
    json!({ "path": "app::Post", "at": "post.rs:1:12", "key": ["id"], "fields": [
        { "name": "id", "type": "i64" }, { "name": "author_id", "type": "i64", "at": "post.rs:3:5" },
        { "name": "token", "type": "Token", "at": "post.rs:4:5" } ], "relations": [relation] })
}

fn user() -> Value {
    json!({ "path": "app::User", "at": "user.rs:1:12", "key": ["id"], "fields": [
        { "name": "id", "type": "i64" }, { "name": "token", "type": "Token", "unique": true } ] })
}

fn author(more: Value) -> Value {
    let mut relation = json!({ "name": "author", "kind": "belongs_to", "targets": ["User"], "key": ["author_id"], "at": "post.rs:2:12" });
    for (name, value) in more.as_object().unwrap() {
        relation[name] = value.clone();
    }
    relation
}

#[test]
fn is_off_by_default_and_in_strict_checks() {
    let token = json!({ "key": ["token"], "references": ["token"] });
    let models = json!([post(author(token)), user()]);
    for options in [options(), options().strict()] {
        assert!(found_with(&options, models.clone()).is_empty());
    }
}

#[test]
fn compared_keys_are_complete() {
    let models = json!([post(author(json!({}))), user()]);
    expect![[r#"
        relata: no findings in 2 models from 1 crate
    "#]]
    .assert_eq(&required(models));
}

#[test]
fn keys_that_are_not_known() {
    let model = |relations: Value| {
        json!({ "path": "app::User", "at": "user.rs:1:12", "key": ["id"], "fields": [
        { "name": "id", "type": "i64" }], "relations": relations })
    };
    expect![[r#"
        relata: 3 errors in 1 model from 1 crate

        error[incomplete_coverage]: relation `User.manager` was not compared: its key is not known
          --> user.rs:2:12
          = help: declare the fields that hold the key of `User.manager`, as in `key(…)`

        error[incomplete_coverage]: relation `User.reports` was not compared: its key is not known
          --> user.rs:3:12
          = help: declare the key of `User.reports`, as in `key(…)`, or set its `inverse` to the `belongs_to` that holds the key

        error[incomplete_coverage]: relation `User.friends` was not compared: its key is not known
          --> user.rs:4:12
          = help: declare the model that holds both keys of `User.friends`, as in `through = …`

        for more information: cargo relata explain incomplete_coverage
    "#]]
    .assert_eq(&required(json!([
        model(json!([
            { "name": "manager", "kind": "belongs_to", "targets": ["User"], "at": "user.rs:2:12" },
            { "name": "reports", "kind": "has_many", "targets": ["User"], "at": "user.rs:3:12" },
            { "name": "friends", "kind": "many_to_many", "targets": ["User"], "at": "user.rs:4:12" },
        ]))
    ])));
}

/// One key, one finding.
#[test]
fn two_sides_of_an_unknown_key() {
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[incomplete_coverage]: relation `Post.author` was not compared: its key is not known
          --> post.rs:2:12
          = help: declare the fields that hold the key of `Post.author`, as in `key(…)`

        for more information: cargo relata explain incomplete_coverage
    "#]]
    .assert_eq(&required(json!([
        { "path": "app::Post", "at": "post.rs:1:12", "relations": [author(json!({ "inverse": "posts", "key": [] }))] },
        { "path": "app::User", "at": "user.rs:1:12", "relations": [
            { "name": "posts", "kind": "has_many", "targets": ["Post"], "inverse": "author", "at": "user.rs:2:12" }] },
    ])));
}

#[test]
fn types_that_are_not_known() {
    let token = json!({ "key": ["token"], "references": ["token"] });
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[incomplete_coverage]: relation `Post.author` was not compared: the types of its key are not known
          --> post.rs:2:12
          = note: `Post.token` is `Token` and `User.token` is `Token`, but only the names of these types are recorded, so they cannot be compared

        for more information: cargo relata explain incomplete_coverage
    "#]]
    .assert_eq(&required(json!([post(author(token)), user()])));
    let external = json!({ "path": "app::User", "external": true });
    expect![[r#"
        relata: 1 error in 1 model from 1 crate

        error[incomplete_coverage]: relation `Post.author` was not compared: the types of its key are not known
          --> post.rs:2:12
          = note: `User` is external, so its fields are not known

        for more information: cargo relata explain incomplete_coverage
    "#]]
    .assert_eq(&required(json!([post(author(json!({}))), external])));
    let without_key = json!({ "path": "app::User", "fields": [{ "name": "uid", "type": "i64" }] });
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[incomplete_coverage]: relation `Post.author` was not compared: the types of its key are not known
          --> post.rs:2:12
          = note: the primary key of `User` is not known

        for more information: cargo relata explain incomplete_coverage
    "#]]
    .assert_eq(&required(json!([post(author(json!({}))), without_key])));
    let without_fields = json!({ "path": "app::User", "key": ["id"] });
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[incomplete_coverage]: relation `Post.author` was not compared: the types of its key are not known
          --> post.rs:2:12
          = note: `User` has no known field `id`

        for more information: cargo relata explain incomplete_coverage
    "#]]
    .assert_eq(&required(json!([post(author(json!({}))), without_fields])));
    let open = json!({ "targets": "any", "key": ["author_id"] });
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[incomplete_coverage]: relation `Post.author` was not compared: the types of its key are not known
          --> post.rs:2:12
          = note: the relation can point at any model

        for more information: cargo relata explain incomplete_coverage
    "#]]
    .assert_eq(&required(json!([post(author(open)), user()])));
}

#[test]
fn targets_that_are_not_known() {
    let models = json!([post(author(json!({ "targets": ["auth::User"] })))]);
    let outside = options().outside("auth").require_coverage();
    expect![[r#"
        relata: 1 error in 1 model from 1 crate

        error[incomplete_coverage]: relation `Post.author` was not compared: its target is not known
          --> post.rs:2:12
          = note: `auth::User` does not resolve to a registered model

        for more information: cargo relata explain incomplete_coverage
    "#]]
    .assert_eq(&found_with(&outside, models.clone()).to_string());
    let allowed = options().level(Rule::MissingTarget, Level::Allow);
    assert_eq!(
        rules(&found_with(&allowed.require_coverage(), models)),
        ["incomplete_coverage"]
    );
}

/// A baseline accepts the error, not that nothing was compared.
#[test]
fn is_reported_with_an_error() {
    let required =
        |options: Options, models: Value| found_with(&options.require_coverage(), models);
    let both = ["missing_target", "incomplete_coverage"];
    let absent = json!([post(author(json!({})))]);
    assert_eq!(rules(&required(options(), absent.clone())), both);
    let baseline = found_with(&options(), absent.clone()).to_baseline();
    let findings = required(options().baseline(&baseline), absent.clone());
    assert_eq!(rules(&findings), both);
    assert_eq!(findings.count(Level::Deny), 1);
    let baseline = required(options(), absent.clone()).to_baseline();
    let findings = required(options().baseline(&baseline), absent);
    assert_eq!((findings.len(), findings.count(Level::Deny)), (2, 0));
}

#[test]
fn is_allowed_with_a_reason() {
    let allow = json!([{ "rule": "incomplete_coverage", "reason": "a view" }]);
    let models = json!([
        post(author(
            json!({ "key": ["token"], "references": ["token"], "allow": allow })
        )),
        user()
    ]);
    assert!(found_with(&options().require_coverage(), models).is_empty());
    let models = json!([post(author(json!({ "allow": allow }))), user()]);
    expect![[r#"
        relata: 1 warning in 2 models from 1 crate

        warning[unused_allow]: `allow(incomplete_coverage)` on `Post.author` matches no finding
          --> post.rs:2:12
          = note: reason: a view
          = help: remove `allow(incomplete_coverage)`

        for more information: cargo relata explain unused_allow
    "#]]
    .assert_eq(&required(models.clone()));
    // Where the rule is off, it was not checked.
    expect![[r#"
        relata: no findings in 2 models from 1 crate
    "#]]
    .assert_eq(&report(models));
}

/// S07: the keys are declared as fields only.
#[test]
fn nothing_was_compared() {
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[incomplete_coverage]: nothing was compared: the registry has 2 models and no relations
          = help: declare a relation for each key field, as in `#[relata(belongs_to(User))]`

        for more information: cargo relata explain incomplete_coverage
    "#]]
    .assert_eq(&required(
        json!([{ "path": "app::Post" }, { "path": "app::User" }]),
    ));
    assert_eq!(
        found_with(&options().require_coverage(), json!([])).len(),
        1
    );
}

/// A long report names some and counts the rest.
#[test]
fn many_relations() {
    let relations: Vec<Value> = (0..52).map(|nth| json!({ "name": format!("r{nth:02}"), "kind": "has_many", "targets": ["User"], "at": format!("user.rs:{}:12", nth + 2) })).collect();
    let models = json!([{ "path": "app::User", "at": "user.rs:1:12", "relations": relations }]);
    let report = required(models);
    let (_, end) = report.split_once("relation `User.r49`").unwrap();
    expect![[r#"
         was not compared: its key is not known
          --> user.rs:51:12
          = help: declare the key of `User.r49`, as in `key(…)`, or set its `inverse` to the `belongs_to` that holds the key

        and 2 more:
          2 incomplete_coverage

        for more information: cargo relata explain incomplete_coverage
    "#]]
    .assert_eq(end);
}
