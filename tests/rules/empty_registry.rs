//! `empty_registry`: no model at all.

use expect_test::expect;
use relata::__private::{Channel, Collected};
use relata::{Level, Rule, options};
use serde_json::json;

use super::harness::{found, found_with, report, rules};

#[test]
fn no_model() {
    expect![[r#"
        relata: 1 error in 0 models from 0 crates

        error[empty_registry]: no model is registered in this program
          = note: the compiler leaves out a crate that no code names, and its models with it
          = help: name each crate that has models in the root of the program, as in `relata::link!(models);`
    "#]].assert_eq(&report(json!([])));
    assert!(found(json!([{ "path": "app::User" }])).is_empty());
}

#[test]
fn what_only_stands_for_a_model_is_none() {
    let external = json!([{ "path": "auth::User", "external": true }]);
    assert_eq!(rules(&found(external)), ["empty_registry"]);
    // An abstract one is one: somebody builds on it.
    assert!(found(json!([{ "path": "app::Base", "abstract": true }])).is_empty());
}

#[test]
fn nothing_was_linked() {
    let channels = vec![Channel {
        name: "inventory",
        alive: true,
    }];
    let found = options().check_collected(Collected {
        channels,
        entries: Vec::new(),
    });
    assert_eq!(rules(&found), ["empty_registry"]);
}

#[test]
fn silenced_by_a_dead_channel() {
    let channels = vec![Channel {
        name: "inventory",
        alive: false,
    }];
    let found = options().check_collected(Collected {
        channels,
        entries: Vec::new(),
    });
    assert_eq!(rules(&found), ["registration_unavailable"]);
}

#[test]
fn nothing_was_picked() {
    expect![[r#"
        relata: 1 error in 0 models from 0 crates

        error[empty_registry]: no model is picked
          = help: list the models, as in `relata::models![User, Post]`
    "#]]
    .assert_eq(&options().check_isolated(&relata::models![]).to_string());
}

#[test]
fn levels() {
    let of = |level| options().level(Rule::EmptyRegistry, level);
    assert!(found_with(&of(Level::Allow), json!([])).is_empty());
    let findings = found_with(&of(Level::Warn), json!([]));
    assert_eq!((findings.len(), findings.count(Level::Warn)), (1, 1));
    assert_eq!(found(json!([])).count(Level::Deny), 1);
}
