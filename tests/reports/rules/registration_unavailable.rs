//! `registration_unavailable`: a channel brought nothing, not even the canary.

use expect_test::expect;
use relata::__private::{Channel, Collected};
use relata::{Findings, Level, Model, Options, Registered, Rule, options};

use super::harness::rules;

#[derive(Model)]
struct User {
    _id: i64,
}

#[derive(Model)]
#[relata(belongs_to(author: "Usr"))]
struct Post {
    _id: i64,
}

/// What is found where these channels are compiled in, with what the first living one brings.
fn check(options: &Options, channels: &[(&'static str, bool)]) -> Findings {
    let entries = if channels.iter().any(|(_, alive)| *alive) {
        vec![&User::ENTRY, &Post::ENTRY]
    } else {
        Vec::new()
    };
    let channels = channels.iter();
    let channels = channels
        .map(|(name, alive)| Channel::linked(name, *alive))
        .collect();
    options.check_collected(Collected { channels, entries })
}

const INVENTORY_IS_DEAD: (&str, bool) = ("inventory", false);
const LINKME_IS_DEAD: (&str, bool) = ("linkme", false);
const INVENTORY: (&str, bool) = ("inventory", true);
const LINKME: (&str, bool) = ("linkme", true);

#[test]
fn none_is_alive() {
    expect![[r#"
        relata: 1 error in 0 models from 0 crates

        error[registration_unavailable]: no model can be registered in this program: `linkme` registered nothing, not even relata's own test entry
          = note: the registry would be empty, no matter how many models this program declares
          = help: enable the feature `inventory` of relata, which registers models in another way

        for more information: cargo relata explain registration_unavailable
    "#]].assert_eq(&check(&options(), &[LINKME_IS_DEAD]).to_string());
    expect![[r#"
        relata: 1 error in 0 models from 0 crates

        error[registration_unavailable]: no model can be registered in this program: `inventory` registered nothing, not even relata's own test entry
          = note: `inventory` registers models before `main`, so a check that runs before `main` is incomplete
          = note: the registry would be empty, no matter how many models this program declares
          = help: call `relata::init()` in `main`; if it is called there, enable the feature `linkme` of relata, which registers models in another way

        for more information: cargo relata explain registration_unavailable
    "#]].assert_eq(&check(&options(), &[INVENTORY_IS_DEAD]).to_string());
    expect![[r#"
        relata: 1 error in 0 models from 0 crates

        error[registration_unavailable]: no model can be registered in this program: `inventory` and `linkme` registered nothing, not even relata's own test entry
          = note: `inventory` registers models before `main`, so a check that runs before `main` is incomplete
          = note: the registry would be empty, no matter how many models this program declares
          = help: list the models by hand, as in `relata::options().init_isolated(&relata::models![…])`

        for more information: cargo relata explain registration_unavailable
    "#]].assert_eq(&check(&options(), &[INVENTORY_IS_DEAD, LINKME_IS_DEAD]).to_string());
}

#[test]
fn one_of_two_is_alive() {
    // The rest is judged: nothing is lost.
    expect![[r#"
        relata: 1 error and 1 warning in 2 models from 1 crate

        warning[registration_unavailable]: `linkme` registered nothing in this program, not even relata's own test entry
          = note: all models of this program were registered by `inventory`
          = help: disable the feature `linkme` of relata on this platform

        error[missing_target]: relation `Post.author` points at `Usr`, but no model has that name
          --> tests/reports/rules/registration_unavailable.rs:15:29
        note: a model with a similar name exists: `reports::rules::registration_unavailable::User`
          --> tests/reports/rules/registration_unavailable.rs:10:8
          = help: write `User`

        for more information: cargo relata explain registration_unavailable
    "#]].assert_eq(&check(&options(), &[INVENTORY, LINKME_IS_DEAD]).to_string());
    expect![[r#"
        relata: 1 error and 1 warning in 2 models from 1 crate

        warning[registration_unavailable]: `inventory` registered nothing in this program, not even relata's own test entry
          = note: `inventory` registers models before `main`, so a check that runs before `main` is incomplete
          = note: all models of this program were registered by `linkme`
          = help: call `relata::init()` in `main`; if it is called there, disable the feature `inventory` of relata on this platform

        error[missing_target]: relation `Post.author` points at `Usr`, but no model has that name
          --> tests/reports/rules/registration_unavailable.rs:15:29
        note: a model with a similar name exists: `reports::rules::registration_unavailable::User`
          --> tests/reports/rules/registration_unavailable.rs:10:8
          = help: write `User`

        for more information: cargo relata explain registration_unavailable
    "#]].assert_eq(&check(&options(), &[INVENTORY_IS_DEAD, LINKME]).to_string());
}

#[test]
fn all_are_alive() {
    for channels in [&[INVENTORY][..], &[LINKME], &[INVENTORY, LINKME]] {
        assert_eq!(rules(&check(&options(), channels)), ["missing_target"]);
    }
}

#[test]
fn levels() {
    let of = |level| options().level(Rule::RegistrationUnavailable, level);
    let found = check(&of(Level::Deny), &[INVENTORY, LINKME_IS_DEAD]);
    assert_eq!(found.count(Level::Deny), 2);
    assert_eq!(
        rules(&check(&of(Level::Allow), &[INVENTORY, LINKME_IS_DEAD])),
        ["missing_target"]
    );
    assert_eq!(
        check(&options().strict(), &[INVENTORY, LINKME_IS_DEAD]).count(Level::Deny),
        2
    );
    // Who lets a dead channel pass does not let pass that there is not a model.
    let found = check(&of(Level::Allow), &[LINKME_IS_DEAD]);
    assert_eq!(
        (rules(&found), found.count(Level::Deny)),
        (vec!["empty_registry"], 1)
    );
    let found = check(&of(Level::Warn), &[LINKME_IS_DEAD]);
    assert_eq!(
        rules(&found),
        ["registration_unavailable", "empty_registry"]
    );
    assert_eq!((found.count(Level::Warn), found.count(Level::Deny)), (1, 1));
    let both = of(Level::Allow).level(Rule::EmptyRegistry, Level::Allow);
    assert!(check(&both, &[LINKME_IS_DEAD]).is_empty());
}

#[test]
fn an_expected_model_is_not_reported_too() {
    let found = check(&options().expect_named("Role"), &[LINKME_IS_DEAD]);
    assert_eq!(rules(&found), ["registration_unavailable"]);
}
