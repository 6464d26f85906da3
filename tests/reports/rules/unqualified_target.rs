//! `unqualified_target`: a name that crosses crates and does not say the crate. Only told where it is asked for.

use expect_test::expect;
use relata::{Level, Options, Rule, options};
use serde_json::{Value, json};

use super::harness::{found, found_with, rules};
use super::helps::apply;

/// It is asked for.
fn asked() -> Options {
    options().level(Rule::UnqualifiedTarget, Level::Warn)
}

fn report(models: Value) -> String {
    found_with(&asked(), models).to_string()
}

fn told(models: Value) -> Vec<&'static str> {
    rules(&found_with(&asked(), models))
}

/// Makes the change of every help; nothing is found afterwards.
fn mend(mut models: Value) {
    let findings = found_with(&asked(), models.clone());
    for finding in &findings {
        apply(&mut models, finding);
    }
    assert!(found_with(&asked(), models.clone()).is_empty(), "{models}");
}

/// An invoice of one crate whose customer is written so, and the customer of another crate at this path.
fn invoice(target: &str, path: &str) -> Value {
    json!([
        { "path": "billing::Invoice", "at": "billing/src/invoice.rs:8:12", "relations": [
            { "name": "customer", "kind": "belongs_to", "targets": [target],
              "at": "billing/src/invoice.rs:12:26" } ] },
        { "path": path, "at": "crm/src/customer.rs:3:12" }
    ])
}

#[test]
fn the_plain_case() {
    let models = invoice("Customer", "crm::Customer");
    expect![[r#"
        relata: 1 warning in 2 models from 2 crates

        warning[unqualified_target]: relation `Invoice.customer` points at `Customer` in another crate without naming the crate
          --> billing/src/invoice.rs:12:26
        note: `Customer` resolves to `crm::Customer`
          --> crm/src/customer.rs:3:12
          = help: write `crm::Customer`

        for more information: cargo relata explain unqualified_target
    "#]].assert_eq(&report(models.clone()));
    mend(models.clone());
    // Nobody asked.
    assert!(found(models).is_empty());
}

#[test]
fn a_module_is_no_crate() {
    let models = invoice("people::Customer", "crm::people::Customer");
    expect![[r#"
        relata: 1 warning in 2 models from 2 crates

        warning[unqualified_target]: relation `Invoice.customer` points at `people::Customer` in another crate without naming the crate
          --> billing/src/invoice.rs:12:26
        note: `people::Customer` resolves to `crm::people::Customer`
          --> crm/src/customer.rs:3:12
          = help: write `crm::people::Customer`

        for more information: cargo relata explain unqualified_target
    "#]].assert_eq(&report(models.clone()));
    mend(models);
    // Not even one that is called as the crate is.
    let models = invoice("crm::Customer", "crm::crm::Customer");
    assert_eq!(told(models.clone()), ["unqualified_target"]);
    mend(models);
}

#[test]
fn what_says_the_crate() {
    for (target, path) in [
        ("crm::Customer", "crm::Customer"),
        ("::crm::Customer", "crm::Customer"),
        ("r#crm::r#Customer", "crm::Customer"),
        ("crm::Customer", "r#crm::Customer"),
        ("crm::people::Customer", "crm::people::Customer"),
        // A path of one segment is a crate's as little as it is another's.
        ("Customer", "Customer"),
    ] {
        assert!(told(invoice(target, path)).is_empty(), "{target} {path}");
    }
}

#[test]
fn what_does_not_cross() {
    for (target, path) in [
        ("Customer", "billing::Customer"),
        ("Customer", "r#billing::Customer"),
        ("people::Customer", "billing::people::Customer"),
    ] {
        assert!(told(invoice(target, path)).is_empty(), "{target} {path}");
    }
    // A crate whose name begins so is another.
    assert_eq!(
        told(invoice("Customer", "billing_api::Customer")),
        ["unqualified_target"]
    );
}

#[test]
fn the_name_of_a_model_is_in_its_path() {
    let mut models = invoice("Client", "crm::Customer");
    models[1]["name"] = json!("Client");
    expect![[r#"
        relata: 1 warning in 2 models from 2 crates

        warning[unqualified_target]: relation `Invoice.customer` points at `Client` in another crate without naming the crate
          --> billing/src/invoice.rs:12:26
        note: `Client` resolves to `crm::Client`
          --> crm/src/customer.rs:3:12
          = help: write `crm::Client`

        for more information: cargo relata explain unqualified_target
    "#]].assert_eq(&report(models.clone()));
    mend(models);
}

#[test]
fn a_through() {
    let models = json!([
        { "path": "app::User", "at": "user.rs:1:12", "relations": [
            { "name": "teams", "kind": "many_to_many", "targets": ["Team"], "through": "Membership", "at": "user.rs:3:5" } ] },
        { "path": "app::Team", "at": "team.rs:1:12" },
        { "path": "hr::Membership", "at": "membership.rs:1:12", "relations": [
            { "name": "user", "kind": "belongs_to", "targets": ["app::User"], "at": "membership.rs:3:5" },
            { "name": "team", "kind": "belongs_to", "targets": ["app::Team"], "at": "membership.rs:4:5" } ] }
    ]);
    expect![[r#"
        relata: 1 warning in 3 models from 2 crates

        warning[unqualified_target]: relation `User.teams` goes through `Membership` in another crate without naming the crate
          --> user.rs:3:5
        note: `Membership` resolves to `hr::Membership`
          --> membership.rs:1:12
          = help: write `hr::Membership`

        for more information: cargo relata explain unqualified_target
    "#]].assert_eq(&report(models.clone()));
    mend(models.clone());
    // The target too: each is a name of its own.
    let mut models = models;
    models[1]["path"] = json!("hr::Team");
    models[2]["relations"][1]["targets"] = json!(["Team"]);
    expect![[r#"
        relata: 2 warnings in 3 models from 2 crates

        warning[unqualified_target]: relation `User.teams` goes through `Membership` in another crate without naming the crate
          --> user.rs:3:5
        note: `Membership` resolves to `hr::Membership`
          --> membership.rs:1:12
          = help: write `hr::Membership`

        warning[unqualified_target]: relation `User.teams` points at `Team` in another crate without naming the crate
          --> user.rs:3:5
        note: `Team` resolves to `hr::Team`
          --> team.rs:1:12
          = help: write `hr::Team`

        for more information: cargo relata explain unqualified_target
    "#]].assert_eq(&report(models.clone()));
    mend(models);
}

#[test]
fn a_closed_set() {
    let mut models = json!([
        { "path": "app::Comment", "at": "comment.rs:1:12", "relations": [
            { "name": "subject", "kind": "belongs_to", "targets": ["Post", "Video", "media::Image"], "tag": "kind",
              "at": "comment.rs:2:5" } ] },
        { "path": "app::Post", "at": "post.rs:1:12" },
        { "path": "media::Video", "at": "video.rs:1:12" },
        { "path": "media::Image", "at": "image.rs:1:12" }
    ]);
    expect![[r#"
        relata: 1 warning in 4 models from 2 crates

        warning[unqualified_target]: relation `Comment.subject` points at `Video` in another crate without naming the crate
          --> comment.rs:2:5
        note: `Video` resolves to `media::Video`
          --> video.rs:1:12
          = help: write `media::Video`

        for more information: cargo relata explain unqualified_target
    "#]].assert_eq(&report(models.clone()));
    mend(models.clone());
    models[1]["path"] = json!("blog::Post");
    assert_eq!(told(models.clone()), ["unqualified_target"; 2]);
    mend(models.clone());
    // Of an open set nothing is written.
    models[0]["relations"][0]["targets"] = json!("any");
    assert!(told(models).is_empty());
}

#[test]
fn a_kind_of_any_sort() {
    for kind in ["belongs_to", "has_one", "has_many", "refers_to"] {
        let mut models = invoice("Customer", "crm::Customer");
        models[0]["relations"][0]["kind"] = json!(kind);
        assert_eq!(told(models), ["unqualified_target"], "{kind}");
    }
}

#[test]
fn both_sides_of_a_relationship_write_a_name_each() {
    let mut models = invoice("Customer", "crm::Customer");
    models[0]["relations"][0]["inverse"] = json!("invoices");
    models[1]["relations"] = json!([
        { "name": "invoices", "kind": "has_many", "targets": ["Invoice"], "inverse": "customer",
          "at": "crm/src/customer.rs:5:9" } ]);
    expect![[r#"
        relata: 2 warnings in 2 models from 2 crates

        warning[unqualified_target]: relation `Invoice.customer` points at `Customer` in another crate without naming the crate
          --> billing/src/invoice.rs:12:26
        note: `Customer` resolves to `crm::Customer`
          --> crm/src/customer.rs:3:12
          = help: write `crm::Customer`

        warning[unqualified_target]: relation `Customer.invoices` points at `Invoice` in another crate without naming the crate
          --> crm/src/customer.rs:5:9
        note: `Invoice` resolves to `billing::Invoice`
          --> billing/src/invoice.rs:8:12
          = help: write `billing::Invoice`

        for more information: cargo relata explain unqualified_target
    "#]].assert_eq(&report(models.clone()));
    mend(models);
}

#[test]
fn an_external_model() {
    let mut models = invoice("Customer", "crm::Customer");
    models[1] = json!({ "path": "crm::Customer", "external": true });
    expect![[r#"
        relata: 1 warning in 1 model from 1 crate

        warning[unqualified_target]: relation `Invoice.customer` points at `Customer` in another crate without naming the crate
          --> billing/src/invoice.rs:12:26
          = note: `Customer` resolves to `crm::Customer`
          = help: write `crm::Customer`

        for more information: cargo relata explain unqualified_target
    "#]].assert_eq(&report(models.clone()));
    mend(models);
}

#[test]
fn no_places() {
    let models = json!([
        { "path": "billing::Invoice", "relations": [
            { "name": "customer", "kind": "belongs_to", "targets": ["Customer"] } ] },
        { "path": "crm::Customer" }
    ]);
    expect![[r#"
        relata: 1 warning in 2 models from 2 crates

        warning[unqualified_target]: relation `Invoice.customer` points at `Customer` in another crate without naming the crate
          = note: `Customer` resolves to `crm::Customer`
          = help: write `crm::Customer`

        for more information: cargo relata explain unqualified_target
    "#]].assert_eq(&report(models));
}

#[test]
fn what_is_not_resolved_is_another_finding() {
    assert_eq!(
        told(invoice("Custmer", "crm::Customer")),
        ["missing_target"]
    );
    let mut models = invoice("Customer", "crm::Customer");
    models
        .as_array_mut()
        .unwrap()
        .push(json!({ "path": "shop::Customer" }));
    assert_eq!(told(models), ["ambiguous_target"]);
    // What lives outside is only taken as given because its crate is written.
    let options = asked().outside("crm");
    let mut models = invoice("crm::Customer", "crm::Customer");
    models.as_array_mut().unwrap().pop();
    assert!(found_with(&options, models).is_empty());
}

#[test]
fn beside_other_findings() {
    let mut models = invoice("Customer", "crm::Customer");
    models[1]["abstract"] = json!(true);
    assert_eq!(told(models), ["abstract_target", "unqualified_target"]);
    // Each name is judged by itself.
    let mut models = invoice("Customer", "crm::Customer");
    models[0]["relations"][0]["targets"] = json!(["Customer", "Absent"]);
    assert_eq!(told(models), ["missing_target", "unqualified_target"]);
}

#[test]
fn two_versions_of_the_crate() {
    let mut models = invoice("Customer", "crm::Customer");
    models[1]["version"] = json!("1.0.0");
    models
        .as_array_mut()
        .unwrap()
        .push(json!({ "path": "crm::Customer", "version": "2.0.0" }));
    assert_eq!(told(models), ["crate_linked_twice", "unqualified_target"]);
}

#[test]
fn two_models_of_the_path() {
    let mut models = invoice("Customer", "crm::Customer");
    models
        .as_array_mut()
        .unwrap()
        .push(json!({ "path": "crm::Customer", "at": "crm/src/other.rs:1:1" }));
    let findings = found_with(&asked(), models);
    assert_eq!(rules(&findings), ["unqualified_target", "duplicate_model"]);
}

#[test]
fn a_name_that_is_written_twice_is_reported_once() {
    let mut models = invoice("Customer", "crm::Customer");
    models[0]["relations"][0]["targets"] = json!(["Customer", "Customer"]);
    assert_eq!(told(models.clone()), ["unqualified_target"]);
    models[0]["relations"][0]["targets"] = json!(["crm::Customer", "Customer"]);
    assert_eq!(told(models), ["unqualified_target"]);
}

#[test]
fn allowed() {
    let allow = json!([{ "rule": "unqualified_target", "reason": "all names are ours" }]);
    let models = invoice("Customer", "crm::Customer");
    let mut on_relation = models.clone();
    on_relation[0]["relations"][0]["allow"] = allow.clone();
    assert!(told(on_relation.clone()).is_empty());
    let mut on_model = models.clone();
    on_model[0]["allow"] = allow.clone();
    assert!(told(on_model.clone()).is_empty());
    // On the model that is meant it says nothing.
    let mut on_target = models;
    on_target[1]["allow"] = allow.clone();
    assert_eq!(told(on_target), ["unqualified_target", "unused_allow"]);
    // Nobody asked, so nothing is said of an allow either.
    assert!(found(on_relation.clone()).is_empty());
    assert!(found(on_model).is_empty());
    on_relation[0]["relations"][0]["targets"] = json!(["crm::Customer"]);
    expect![[r#"
        relata: 1 warning in 2 models from 2 crates

        warning[unused_allow]: `allow(unqualified_target)` on `Invoice.customer` matches no finding
          --> billing/src/invoice.rs:12:26
          = note: reason: all names are ours
          = help: remove `allow(unqualified_target)`

        for more information: cargo relata explain unused_allow
    "#]]
    .assert_eq(&report(on_relation.clone()));
    assert!(found(on_relation).is_empty());
}

#[test]
fn levels() {
    let of = |level| options().level(Rule::UnqualifiedTarget, level);
    let models = invoice("Customer", "crm::Customer");
    assert!(found_with(&of(Level::Allow), models.clone()).is_empty());
    assert_eq!(
        found_with(&of(Level::Deny), models.clone()).count(Level::Deny),
        1
    );
    expect![[r#"
        relata: 1 error and 1 warning in 2 models from 2 crates

        warning[unknown_key]: the key of `Invoice.customer` is not known
          --> billing/src/invoice.rs:12:26

        error[unqualified_target]: relation `Invoice.customer` points at `Customer` in another crate without naming the crate
          --> billing/src/invoice.rs:12:26
        note: `Customer` resolves to `crm::Customer`
          --> crm/src/customer.rs:3:12
          = help: write `crm::Customer`

        for more information: cargo relata explain unknown_key
    "#]].assert_eq(&found_with(&options().strict(), models.clone()).to_string());
    let but = options()
        .strict()
        .level(Rule::UnqualifiedTarget, Level::Allow)
        .level(Rule::UnknownKey, Level::Allow);
    assert!(found_with(&but, models).is_empty());
}
