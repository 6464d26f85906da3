//! A program without a single model, which is what a program looks like whose model crates were left out.

use expect_test::expect;
use relata::{Level, Rule};

#[test]
fn it_is_never_taken_for_sound() {
    let report = relata::init().expect_err("no model is here");
    expect![[r#"
        relata: 1 error in 0 models from 0 crates

        error[empty_registry]: no models are registered in this program
          = note: the compiler does not link a crate that no code refers to, so its models are not registered
          = help: refer to each crate that has models in the crate root of the program, as in `relata::link!(models);`

        for more information: cargo relata explain empty_registry
    "#]].assert_eq(&report.to_string());
}

#[test]
fn the_failure_is_not_remembered() {
    let first = relata::init().expect_err("no model is here");
    let second = relata::init().expect_err("no model is here");
    assert_eq!(first.to_string(), second.to_string());

    // Other options fail too; these allow an empty registry.
    let registry = relata::options()
        .level(Rule::EmptyRegistry, Level::Allow)
        .init()
        .expect("it is allowed");
    assert!(registry.is_empty() && registry.warnings().is_empty());
    assert_eq!(
        (
            registry.len(),
            registry.models().count(),
            registry.creation_order().len()
        ),
        (0, 0, 0)
    );
    assert!(registry.model("Model").is_none());

    let third = relata::init().expect_err("no model is here");
    assert_eq!(first.to_string(), third.to_string());
}

#[test]
fn as_a_warning_it_is_reported() {
    let registry = relata::options()
        .level(Rule::EmptyRegistry, Level::Warn)
        .init()
        .expect("it is a warning");
    assert!(registry.is_empty());
    expect![[r#"
        relata: 1 warning in 0 models from 0 crates

        warning[empty_registry]: no models are registered in this program
          = note: the compiler does not link a crate that no code refers to, so its models are not registered
          = help: refer to each crate that has models in the crate root of the program, as in `relata::link!(models);`

        for more information: cargo relata explain empty_registry
    "#]].assert_eq(&registry.warnings().to_string());
}

/// The models that are expected are absent for the same cause.
#[test]
fn one_cause_is_one_finding() {
    let report = relata::options()
        .expect_named("User")
        .outside("auth")
        .init()
        .expect_err("no model is here");
    expect![[r#"
        relata: 1 error in 0 models from 0 crates

        error[empty_registry]: no models are registered in this program
          = note: the compiler does not link a crate that no code refers to, so its models are not registered
          = help: refer to each crate that has models in the crate root of the program, as in `relata::link!(models);`

        for more information: cargo relata explain empty_registry
    "#]].assert_eq(&report.to_string());
}

/// If an empty registry is allowed, an expected model is still reported.
#[test]
fn an_allowed_one_still_lacks_what_is_expected() {
    let options = relata::options()
        .level(Rule::EmptyRegistry, Level::Allow)
        .expect_named("User");
    expect![[r#"
        relata: 1 error in 0 models from 0 crates

        error[missing_model]: model `User` is expected, but no model has that name
          --> tests/empty.rs:88:10
          = note: 0 models are registered
          = help: check the spelling of `User`; if it is correct, check that `User` derives `relata::Model`, that a `mod` item declares its file, that no disabled feature excludes it, and that the program refers to its crate, for example with `relata::link!`

        for more information: cargo relata explain missing_model
    "#]]
    .assert_eq(&options.check().to_string());
}

/// A warning lets the program start, so an expected model is reported too.
#[test]
fn a_warned_one_still_lacks_what_is_expected() {
    let findings = relata::options()
        .level(Rule::EmptyRegistry, Level::Warn)
        .expect_named("User")
        .check();
    let told: Vec<_> = findings
        .iter()
        .map(|finding| (finding.level(), finding.rule()))
        .collect();
    let (empty, missing) = (Rule::EmptyRegistry, Rule::MissingModel);
    assert_eq!(told, [(Level::Warn, empty), (Level::Deny, missing)]);
}

#[test]
fn an_isolated_one_is_none_either() {
    let report = relata::options()
        .init_isolated(&relata::models![])
        .expect_err("no model is picked");
    expect![[r#"
        relata: 1 error in 0 models from 0 crates

        error[empty_registry]: the list of models is empty
          = help: list the models, as in `relata::models![User, Post]`

        for more information: cargo relata explain empty_registry
    "#]]
    .assert_eq(&report.to_string());
}

/// A document of no models is not what anybody means to keep.
#[cfg(feature = "document")]
#[test]
fn it_is_never_unchanged() {
    let file = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("empty.json");
    std::fs::write(&file, r#"{ "format": "relata/1", "models": [] }"#).expect("it can be written");
    let unchanged = std::panic::catch_unwind(|| relata::assert_unchanged!(file));
    let said = unchanged.expect_err("no model is here");
    let said = said.downcast::<String>().expect("it says something");
    assert!(
        said.contains("no models are registered in this program"),
        "{said}"
    );
}
