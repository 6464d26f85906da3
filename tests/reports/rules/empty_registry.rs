//! `empty_registry`: no model at all.

use expect_test::expect;
use relata::__private::{Channel, Collected};
use relata::{Level, Model, Rule, options};
use serde_json::json;

use super::harness::{found, found_with, report, rules};

#[test]
fn no_model() {
    expect![[r#"
        relata: 1 error in 0 models from 0 crates

        error[empty_registry]: the input contains no models

        for more information: cargo relata explain empty_registry
    "#]]
    .assert_eq(&report(json!([])));
    assert!(found(json!([{ "path": "app::User" }])).is_empty());
}

#[test]
fn a_placeholder_is_not_a_model() {
    let external = json!([{ "path": "auth::User", "external": true }]);
    assert_eq!(rules(&found(external)), ["empty_registry"]);
    let base = json!({ "path": "app::Base", "abstract": true });
    expect![[r#"
        relata: 1 error in 1 model from 1 crate

        error[empty_registry]: the input contains only abstract models

        for more information: cargo relata explain empty_registry
    "#]]
    .assert_eq(&report(json!([base])));
    expect![[r#"
        relata: 1 error in 1 model from 1 crate

        error[empty_registry]: the input contains only external and abstract models

        for more information: cargo relata explain empty_registry
    "#]]
    .assert_eq(&report(
        json!([base, { "path": "auth::User", "external": true }]),
    ));
    assert!(found(json!([base, { "path": "app::User" }])).is_empty());
}

#[test]
fn nothing_was_linked() {
    let channels = vec![Channel::linked("inventory", true)];
    let found = options().check_collected(Collected {
        channels,
        entries: Vec::new(),
    });
    assert_eq!(rules(&found), ["empty_registry"]);
}

#[derive(Model)]
struct User {
    _id: i64,
}

/// A type that code names is linked: not its crate is left out, but its registration.
#[test]
fn nothing_was_handed_over() {
    let found = |names: &[&'static str]| {
        let channel = |name: &&'static str| Channel::linked(name, true);
        options()
            .expect_named("Post")
            .expect::<User>()
            .check_collected(Collected {
                channels: names.iter().map(channel).collect(),
                entries: Vec::new(),
            })
    };
    expect![[r#"
        relata: 1 error in 0 models from 0 crates

        error[empty_registry]: no models are registered in this program
          = note: `reports::rules::empty_registry::User` derives `relata::Model`, so only its registration is missing
          = note: the linker did not pass the registration on, which can happen to models in a dynamic library

        for more information: cargo relata explain empty_registry
    "#]].assert_eq(&found(&["inventory"]).to_string());
    let linkme = found(&["linkme"]);
    let help = linkme.iter().next().unwrap().help();
    assert_eq!(
        help,
        Some(
            "enable the feature `inventory` of relata, which also finds models in dynamic libraries"
        )
    );
    assert_eq!(
        found(&["inventory", "linkme"]).to_string(),
        found(&["inventory"]).to_string()
    );
    // What is read from somewhere was delivered by none.
    let read = found_with(&options().expect::<User>(), json!([]));
    assert_eq!(read.to_string(), report(json!([])));
}

#[test]
fn silenced_by_a_dead_channel() {
    let channels = vec![Channel::linked("inventory", false)];
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

        error[empty_registry]: the list of models is empty
          = help: list the models, as in `relata::models![User, Post]`

        for more information: cargo relata explain empty_registry
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
