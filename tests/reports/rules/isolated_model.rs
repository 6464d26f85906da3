//! `isolated_model`: a model without relations, at which no relation points. Off by default.

use expect_test::expect;
use relata::{Findings, Level, Options, Rule, options};
use serde_json::{Value, json};

use super::harness::{found, found_with, rules};

fn warned() -> Options {
    options().level(Rule::IsolatedModel, Level::Warn)
}

fn check(models: Value) -> Findings {
    found_with(&warned(), models)
}

/// The models that are found isolated.
fn isolated(models: Value) -> Vec<String> {
    let findings = check(models);
    let isolated = findings
        .iter()
        .filter(|finding| finding.rule() == Rule::IsolatedModel);
    isolated
        .map(|finding| finding.subject().to_string())
        .collect()
}

fn refers(targets: Value) -> Value {
    let mut relations = json!([{ "name": "to", "kind": "refers_to" }]);
    relations[0]["targets"] = targets;
    relations
}

#[test]
fn alone_among_others() {
    let models = json!([
        { "path": "app::Post", "at": "post.rs:1:12", "relations": refers(json!(["User"])) },
        { "path": "app::User", "at": "user.rs:1:12" },
        { "path": "app::Setting", "at": "setting.rs:1:12" }
    ]);
    expect![[r#"
        relata: 1 warning in 3 models from 1 crate

        warning[isolated_model]: `Setting` has no relations, and no relation points at it
          --> setting.rs:1:12

        for more information: cargo relata explain isolated_model
    "#]]
    .assert_eq(&check(models.clone()).to_string());
    assert!(found(models.clone()).is_empty());
    assert!(found_with(&options().strict(), models).is_empty());
}

#[test]
fn no_places() {
    expect![[r#"
        relata: 2 warnings in 2 models from 2 crates

        warning[isolated_model]: `app::Setting` has no relations, and no relation points at it

        warning[isolated_model]: `web::Setting` has no relations, and no relation points at it

        for more information: cargo relata explain isolated_model
    "#]]
    .assert_eq(&check(json!([{ "path": "app::Setting" }, { "path": "web::Setting" }])).to_string());
}

#[test]
fn every_end_of_a_relation_is_related() {
    let through = json!([
        { "path": "a::User", "relations": [
            { "name": "teams", "kind": "many_to_many", "targets": ["Team"], "through": "Membership" } ] },
        { "path": "a::Team" },
        { "path": "a::Membership", "allow": [{ "rule": "through_without_key", "reason": "it is a view" }] }
    ]);
    assert_eq!(isolated(through), [""; 0]);
    assert_eq!(
        isolated(json!([{ "path": "a::Node", "relations": refers(json!(["Node"])) }])),
        [""; 0]
    );
    let several = json!([{ "path": "a::A", "relations": refers(json!(["B", "C"])) }, { "path": "a::B" }, { "path": "a::C" }]);
    assert_eq!(isolated(several), [""; 0]);
}

#[test]
fn an_open_relation_may_lead_to_any_model() {
    let models =
        json!([{ "path": "a::Log", "relations": refers(json!("any")) }, { "path": "a::Setting" }]);
    assert_eq!(isolated(models), [""; 0]);
}

#[test]
fn external_and_abstract_models_are_not_judged() {
    let models = json!([
        { "path": "a::User", "external": true },
        { "path": "a::Base", "abstract": true },
        { "path": "a::Setting" }
    ]);
    assert_eq!(isolated(models), ["a::Setting"]);
}

#[test]
fn silenced_where_a_mended_target_leads_to_it() {
    let with = |target: &str| {
        json!([
            { "path": "a::Post", "relations": refers(json!([target])) },
            { "path": "a::User" },
            { "path": "b::m::User" },
            { "path": "b::Team" }
        ])
    };
    // Ambiguous: both may be meant. Absent: what the help offers may be.
    assert_eq!(isolated(with("User")), ["b::Team"]);
    assert_eq!(isolated(with("a::Usr")), ["b::Team", "b::m::User"]);
    assert_eq!(isolated(with("b::User")), ["a::User", "b::Team"]);
    assert_eq!(
        isolated(with("a::Nothing")),
        ["a::User", "b::Team", "b::m::User"]
    );
}

#[test]
fn silenced_by_duplicate_model() {
    let mut models = json!([
        { "path": "a::Post", "relations": refers(json!(["User"])) },
        { "path": "a::User" },
        { "path": "a::User", "table": "users" }
    ]);
    assert_eq!(rules(&check(models.clone())), ["duplicate_model"]);
    for (nth, version) in [(1, "1.0.0"), (2, "2.0.0")] {
        models[nth]["version"] = json!(version);
    }
    assert_eq!(rules(&check(models)), ["crate_linked_twice"]);
}

#[test]
fn allowed() {
    let allow = json!([{ "rule": "isolated_model", "reason": "settings stand alone" }]);
    let models = json!([{ "path": "a::Setting", "allow": allow }]);
    assert!(check(models.clone()).is_empty());
    // Not asked for, it is not unused either.
    assert!(found(models).is_empty());
    let related =
        json!([{ "path": "a::Setting", "allow": allow, "relations": refers(json!(["Setting"])) }]);
    assert_eq!(rules(&check(related)), ["unused_allow"]);
}

#[test]
fn levels() {
    let models = json!([{ "path": "a::Setting" }]);
    let deny = found_with(
        &options().level(Rule::IsolatedModel, Level::Deny),
        models.clone(),
    );
    assert_eq!((deny.len(), deny.count(Level::Deny)), (1, 1));
    // What is said of it counts, whatever `strict` says of the others.
    assert_eq!(
        rules(&found_with(&warned().strict(), models)),
        ["isolated_model"]
    );
}
