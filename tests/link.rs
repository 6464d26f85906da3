//! `link!` in a program: the crate that it names is linked, and asked for a model.

use expect_test::expect;
use relata::{Level, Model, Rule, options};

relata::link!(expect_test);
// Here too, by the name that a dependency has in `Cargo.toml` and the one that it gives itself.
relata::link!(relata as link, tracing as expect_test,);

#[derive(Model)]
#[relata(refers_to(snapshot: "expect_test::Snapshot"))]
#[expect(dead_code, reason = "only declared")]
struct Event {
    id: i64,
}

#[test]
fn a_crate_without_models() {
    let report = relata::init().expect_err("`expect_test` has no model");
    expect![[r#"
        relata: 1 error in 1 model from 1 crate

        error[missing_crate]: `link!` names crate `expect_test`, but none of its models is registered
          --> tests/link.rs:6:15
        note: `link!` also names `expect_test` here
          --> tests/link.rs:8:31
        note: `link!` also names `expect_test` here
          --> tests/link.rs:52:19
        note: relation `Event.snapshot` needs `expect_test::Snapshot`
          --> tests/link.rs:11:30
          = note: 1 model is registered, from 1 crate: `link`
          = help: check that the models of `expect_test` derive `relata::Model`, that `mod` items declare their files, and that no disabled feature excludes them; if `expect_test` has no models, remove it from `link!`

        for more information: cargo relata explain missing_crate
    "#]].assert_eq(&report.to_string());
}

#[test]
fn a_link_is_no_model() {
    let options = options()
        .level(Rule::MissingCrate, Level::Warn)
        .level(Rule::MissingTarget, Level::Warn);
    let registry = options.init().expect("it is only warned of");
    assert_eq!(registry.len(), 1);
    assert_eq!(registry.warnings().len(), 2);
    assert!(registry.model("expect_test").is_none());
    assert_eq!(registry.creation_order().concat().len(), 1);
}

#[test]
fn it_can_be_among_statements() {
    relata::link!(expect_test);
    assert_eq!(relata::check().count(Level::Deny), 1);
}

/// Reading the executable gives the same report.
#[test]
#[cfg(feature = "executable")]
#[cfg_attr(miri, ignore = "it reads a file")]
fn a_link_is_in_the_executable() {
    let file = std::fs::read(std::env::current_exe().unwrap()).unwrap();
    let executable = relata::Records::of_executable(&file).unwrap();
    assert_eq!(
        options().check_records(&[executable]).to_string(),
        relata::check().to_string()
    );
}
