//! `duplicate_table`: several models name one table. Off by default.

use expect_test::expect;
use relata::{Findings, Level, Rule, options};
use serde_json::{Value, json};

use super::harness::{found, found_with, rules};

fn check(models: Value) -> Findings {
    found_with(&options().level(Rule::DuplicateTable, Level::Deny), models)
}

fn model(path: &str, table: &str, at: &str) -> Value {
    json!({ "path": path, "table": table, "at": at })
}

#[test]
fn two() {
    let models = json!([
        model("app::User", "users", "user.rs:3:12"),
        model("app::UserName", "users", "name.rs:3:12"),
        model("app::Post", "posts", "post.rs:3:12"),
        { "path": "app::Draft" },
        { "path": "app::Note" }
    ]);
    expect![[r#"
        relata: 1 error in 5 models from 1 crate

        error[duplicate_table]: 2 models use the table `users`
          --> name.rs:3:12
        note: one is `app::UserName`
          --> name.rs:3:12
        note: another is `app::User`
          --> user.rs:3:12
          = help: add `#[relata(skip)]` to each model that reads only part of the table, or correct the `table` of the model that was copied

        for more information: cargo relata explain duplicate_table
    "#]]
    .assert_eq(&check(models.clone()).to_string());
    assert!(found(models).is_empty());
}

#[test]
fn five_six_and_seven() {
    let models = |count: usize| -> Value {
        (0..count)
            .map(|nth| model(&format!("app::M{nth}"), "users", &format!("m{nth}.rs:1:1")))
            .collect()
    };
    assert!(!check(models(5)).to_string().contains("other model"));
    expect![[r#"
        relata: 1 error in 6 models from 1 crate

        error[duplicate_table]: 6 models use the table `users`
          --> m0.rs:1:1
        note: one is `app::M0`
          --> m0.rs:1:1
        note: another is `app::M1`
          --> m1.rs:1:1
        note: another is `app::M2`
          --> m2.rs:1:1
        note: another is `app::M3`
          --> m3.rs:1:1
        note: another is `app::M4`
          --> m4.rs:1:1
          = note: and 1 other model
          = help: add `#[relata(skip)]` to each model that reads only part of the table, or correct the `table` of the model that was copied

        for more information: cargo relata explain duplicate_table
    "#]]
    .assert_eq(&check(models(6)).to_string());
    assert!(
        check(models(7))
            .to_string()
            .contains("= note: and 2 other models\n")
    );
}

#[test]
fn names_of_tables_are_compared_as_written() {
    let models = json!([
        model("app::A", "users", "a.rs:1:1"),
        model("app::B", "Users", "b.rs:1:1"),
        model("app::C", "public.users", "c.rs:1:1")
    ]);
    assert!(check(models).is_empty());
}

#[test]
fn silenced_by_duplicate_model() {
    // Models of one path are reported as that, wherever others are between them by place.
    let mut models = json!([
        model("app::User", "users", "a.rs:1:1"),
        model("app::User", "users", "c.rs:1:1")
    ]);
    assert_eq!(rules(&check(models.clone())), ["duplicate_model"]);
    models
        .as_array_mut()
        .unwrap()
        .push(model("app::View", "users", "b.rs:1:1"));
    let findings = check(models);
    assert_eq!(rules(&findings), ["duplicate_model", "duplicate_table"]);
    assert_eq!(
        findings.iter().nth(1).unwrap().headline(),
        "2 models use the table `users`"
    );
    // Two versions are one path too.
    let versions = ["1.0.0", "2.0.0"]
        .map(|it| json!({ "path": "a::A", "table": "t", "package": "a", "version": it }));
    assert_eq!(rules(&check(json!(versions))), ["crate_linked_twice"]);
}

#[test]
fn no_places() {
    let models = json!([{ "path": "app::A", "table": "t" }, { "path": "app::B", "table": "t" }]);
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[duplicate_table]: 2 models use the table `t`
          = note: one is `app::A`
          = note: another is `app::B`
          = help: add `#[relata(skip)]` to each model that reads only part of the table, or correct the `table` of the model that was copied

        for more information: cargo relata explain duplicate_table
    "#]]
    .assert_eq(&check(models).to_string());
}

#[test]
fn allowed() {
    let allow = json!([{ "rule": "duplicate_table", "reason": "it reads two columns" }]);
    let mut models = json!([
        model("app::User", "users", "a.rs:1:1"),
        model("app::Name", "users", "b.rs:1:1")
    ]);
    models[1]["allow"] = allow.clone();
    assert!(check(models.clone()).is_empty());
    // Where the level is allow, nothing is asked, and so nothing is unused.
    assert!(found(models.clone()).is_empty());
    // One that allows it hides no other two.
    models
        .as_array_mut()
        .unwrap()
        .push(model("app::Copy", "users", "c.rs:1:1"));
    expect![[r#"
        relata: 1 error in 3 models from 1 crate

        error[duplicate_table]: 2 models use the table `users`
          --> a.rs:1:1
        note: one is `app::User`
          --> a.rs:1:1
        note: another is `app::Copy`
          --> c.rs:1:1
          = help: add `#[relata(skip)]` to each model that reads only part of the table, or correct the `table` of the model that was copied

        for more information: cargo relata explain duplicate_table
    "#]]
    .assert_eq(&check(models).to_string());
    let alone = json!([{ "path": "app::User", "table": "users", "allow": allow }]);
    assert_eq!(rules(&check(alone)), ["unused_allow"]);
}

#[test]
fn levels() {
    let models = json!([
        model("app::A", "t", "a.rs:1:1"),
        model("app::B", "t", "b.rs:1:1")
    ]);
    let warn = found_with(
        &options().level(Rule::DuplicateTable, Level::Warn),
        models.clone(),
    );
    assert_eq!((warn.len(), warn.count(Level::Warn)), (1, 1));
    assert_eq!(
        rules(&found_with(&options().strict(), models)),
        ["duplicate_table"]
    );
}
