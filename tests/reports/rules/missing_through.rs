//! `missing_through`: the association model is absent.

use expect_test::expect;
use relata::{Level, Model, Rule, options};
use serde_json::{Value, json};

use super::harness::{found, found_with, report, rules};
use super::helps::apply;

mod types {
    use super::*;

    #[derive(Model)]
    struct Membership {
        #[relata(belongs_to(User))]
        _user_id: i64,
        #[relata(belongs_to(Team))]
        _team_id: i64,
        _since: u64,
    }

    #[derive(Model)]
    #[relata(many_to_many(teams: Team, through = Membership))]
    struct User {
        _id: i64,
    }

    #[derive(Model)]
    struct Team {
        _id: i64,
    }

    #[test]
    fn left_out_where_models_are_picked() {
        let found = options().check_isolated(&relata::models![User, Team]);
        expect![[r#"
            relata: 1 error in 2 models from 1 crate

            error[missing_through]: relation `User.teams` goes through `reports::rules::missing_through::types::Membership`, but no model has that path
              --> tests/reports/rules/missing_through.rs:23:50
              = note: `reports::rules::missing_through::types::Membership` derives `relata::Model`, so only its registration is missing
              = help: add `Membership` to the checked `relata::models![…]`

            for more information: cargo relata explain missing_through
        "#]].assert_eq(&found.to_string());
        assert!(
            options()
                .check_isolated(&relata::models![User, Team, Membership])
                .is_empty()
        );
    }
}

/// Users and teams, each with a list of the other through what is written so.
fn teams(through: &str) -> Value {
    json!([
        { "path": "app::User", "at": "user.rs:1:12", "relations": [
            { "name": "teams", "kind": "many_to_many", "targets": ["Team"], "inverse": "users", "through": through,
              "at": "user.rs:3:5" } ] },
        { "path": "app::Team", "at": "team.rs:1:12", "relations": [
            { "name": "users", "kind": "many_to_many", "targets": ["User"], "inverse": "teams", "through": through,
              "at": "team.rs:3:5" } ] }
    ])
}

fn membership() -> Value {
    json!({ "path": "app::Membership", "at": "membership.rs:1:12", "relations": [
        { "name": "user", "kind": "belongs_to", "targets": ["User"] },
        { "name": "team", "kind": "belongs_to", "targets": ["Team"] } ] })
}

#[test]
fn both_sides_are_one_finding() {
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[missing_through]: relation `Team.users` goes through `Membership`, but no model has that name
          --> team.rs:3:5
          = note: 1 more relation needs this model: `User.teams` (user.rs:3:5)
          = note: 2 models are registered, from 1 crate: `app`
          = help: check the spelling of `Membership`; if it is correct, check that `Membership` derives `relata::Model`, that a `mod` item declares its file, that no disabled feature excludes it, and that the program refers to its crate, for example with `relata::link!`

        for more information: cargo relata explain missing_through
    "#]].assert_eq(&report(teams("Membership")));
    let mut models = teams("Membership");
    models.as_array_mut().unwrap().push(membership());
    assert!(found(models).is_empty());
}

#[test]
fn evidence() {
    let mut models = teams("Membership");
    models[1]["relations"] = json!([]);
    models[0]["relations"][0]["inverse"] = json!(null);
    models[0]["relations"][0]["through"] = json!("Membreship");
    models.as_array_mut().unwrap().push(membership());
    let findings = found(models.clone());
    expect![[r#"
        relata: 1 error in 3 models from 1 crate

        error[missing_through]: relation `User.teams` goes through `Membreship`, but no model has that name
          --> user.rs:3:5
        note: a model with a similar name exists: `app::Membership`
          --> membership.rs:1:12
          = help: write `Membership`

        for more information: cargo relata explain missing_through
    "#]].assert_eq(&findings.to_string());
    apply(&mut models, findings.iter().next().unwrap());
    assert!(found(models).is_empty());
}

#[test]
fn one_missing_model_that_is_a_target_too() {
    let mut models = teams("Membership");
    models[1]["relations"][0] = json!({ "name": "memberships", "kind": "has_many", "targets": ["app::Membership"], "at": "team.rs:3:5" });
    models[0]["relations"][0]["inverse"] = json!(null);
    let findings = found(models);
    assert_eq!(rules(&findings), ["missing_target"]);
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[missing_target]: relation `Team.memberships` points at `app::Membership`, but no model has that path
          --> team.rs:3:5
          = note: 1 more relation needs this model: `User.teams` (user.rs:3:5)
          = note: crate `app` has 2 models, and none has that path
          = help: check the spelling of `app::Membership`; if it is correct, check that `Membership` derives `relata::Model`, that a `mod` item declares its file, and that no disabled feature excludes it

        for more information: cargo relata explain missing_target
    "#]].assert_eq(&findings.to_string());
}

#[test]
fn silenced_by_the_target_of_the_relation() {
    let mut models = teams("Membership");
    models.as_array_mut().unwrap().remove(1);
    assert_eq!(rules(&found(models.clone())), ["missing_target"]);
    // What lives outside is there.
    models[0]["relations"][0]["targets"] = json!(["hr::Team"]);
    let findings = found_with(&options().outside("hr"), models);
    assert_eq!(rules(&findings), ["missing_through"]);
}

#[test]
fn silences_what_follows_from_it() {
    // The kinds do not pair and `via` names nothing, which is not asked for.
    let mut models = teams("Membership");
    models[0]["relations"][0]["via"] = json!(["a", "b"]);
    models[0]["relations"][0]["inverse"] = json!("leader");
    models[1]["relations"][0] =
        json!({ "name": "leader", "kind": "has_one", "targets": ["User"], "at": "team.rs:3:5" });
    assert_eq!(rules(&found(models)), ["missing_through"]);
}

#[test]
fn an_association_that_lives_elsewhere() {
    let mut models = teams("hr::Membership");
    assert!(found_with(&options().outside("hr"), models.clone()).is_empty());
    models
        .as_array_mut()
        .unwrap()
        .push(json!({ "path": "hr::Membership", "external": true }));
    assert!(found(models.clone()).is_empty());
    models[0]["relations"][0]["via"] = json!(["user", "team"]);
    assert!(found(models).is_empty());
}

#[test]
fn a_name_of_several_models_is_ambiguous() {
    let mut models = teams("Membership");
    let others = [membership(), membership()];
    models.as_array_mut().unwrap().extend(others);
    models[3]["path"] = json!("app::old::Membership");
    let findings = found(models);
    expect![[r#"
        relata: 1 error in 4 models from 1 crate

        error[ambiguous_target]: relation `Team.users` goes through `Membership`, which matches 2 models
          --> team.rs:3:5
        note: one is `app::Membership`
          --> membership.rs:1:12
        note: another is `app::old::Membership`
          --> membership.rs:1:12
          = note: both come from the same declaration: 2 `mod` items refer to its file
          = note: 1 more relation uses this name too: `User.teams` (user.rs:3:5)
          = help: replace `mod old;` in the crate root of `app` with `use app as old;`

        for more information: cargo relata explain ambiguous_target
    "#]].assert_eq(&findings.to_string());
}

#[test]
fn no_places() {
    let mut models = teams("Membership");
    for model in models.as_array_mut().unwrap() {
        model["at"] = json!(null);
        model["relations"][0]["at"] = json!(null);
    }
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[missing_through]: relation `Team.users` goes through `Membership`, but no model has that name
          = note: 1 more relation needs this model: `User.teams`
          = note: 2 models are registered, from 1 crate: `app`
          = help: check the spelling of `Membership`; if it is correct, check that `Membership` derives `relata::Model`, that a `mod` item declares its file, that no disabled feature excludes it, and that the program refers to its crate, for example with `relata::link!`

        for more information: cargo relata explain missing_through
    "#]].assert_eq(&report(models));
}

#[test]
fn allowed() {
    let allow = json!([{ "rule": "missing_through", "reason": "it comes with the next release" }]);
    let mut on_relations = teams("Membership");
    on_relations[0]["relations"][0]["allow"] = allow.clone();
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[missing_through]: relation `Team.users` goes through `Membership`, but no model has that name
          --> team.rs:3:5
          = note: 2 models are registered, from 1 crate: `app`
          = help: check the spelling of `Membership`; if it is correct, check that `Membership` derives `relata::Model`, that a `mod` item declares its file, that no disabled feature excludes it, and that the program refers to its crate, for example with `relata::link!`

        for more information: cargo relata explain missing_through
    "#]].assert_eq(&report(on_relations.clone()));
    on_relations[1]["relations"][0]["allow"] = allow.clone();
    assert!(found(on_relations).is_empty());
    let mut on_models = teams("Membership");
    on_models[0]["allow"] = allow.clone();
    on_models[1]["allow"] = allow;
    assert!(found(on_models).is_empty());
}

#[test]
fn levels() {
    let of = |level| options().level(Rule::MissingThrough, level);
    assert!(found_with(&of(Level::Allow), teams("Membership")).is_empty());
    let findings = found_with(&of(Level::Warn), teams("Membership"));
    assert_eq!((findings.len(), findings.count(Level::Warn)), (1, 1));
}
