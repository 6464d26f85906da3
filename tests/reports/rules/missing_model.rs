//! `missing_model`: the options expect it, and it is not there.

use expect_test::expect;
use relata::__private::{Channel, Collected};
use relata::{Level, Model, Options, Registered, Rule, options};
use serde_json::{Value, json};

use super::harness::{found_with, rules};

mod types {
    use super::*;

    #[derive(Model)]
    struct User {
        _id: i64,
    }

    #[derive(Model)]
    struct Post {
        _id: i64,
    }

    /// A type of the same path: a function has no part in it.
    fn another() -> relata::registry::Models {
        #[derive(Model)]
        struct User {
            _uuid: u128,
        }
        relata::models![User]
    }

    #[test]
    fn left_out_where_models_are_picked() {
        let options = options().expect::<User>().expect::<Post>();
        assert!(
            options
                .check_isolated(&relata::models![User, Post])
                .is_empty()
        );
        let found = options.check_isolated(&relata::models![Post]);
        expect![[r#"
            relata: 1 error in 1 model from 1 crate

            error[missing_model]: model `reports::rules::missing_model::types::User` is expected, but no model has that path
              --> tests/reports/rules/missing_model.rs:34:33
              = note: `reports::rules::missing_model::types::User` derives `relata::Model`, so only its registration is missing
              = help: add `User` to the checked `relata::models![…]`

            for more information: cargo relata explain missing_model
        "#]].assert_eq(&found.to_string());
    }

    #[test]
    fn lost_by_the_linker() {
        let channels = vec![Channel::linked("inventory", true)];
        let entries = vec![&Post::ENTRY];
        let found = options()
            .expect::<User>()
            .check_collected(Collected { channels, entries });
        expect![[r#"
            relata: 1 error in 1 model from 1 crate

            error[missing_model]: model `reports::rules::missing_model::types::User` is expected, but no model has that path
              --> tests/reports/rules/missing_model.rs:58:14
              = note: `reports::rules::missing_model::types::User` derives `relata::Model`, so only its registration is missing
              = note: the linker did not pass the registration on, which can happen to models in a dynamic library

            for more information: cargo relata explain missing_model
        "#]].assert_eq(&found.to_string());
    }

    #[test]
    fn another_type_of_that_path() {
        let options = options().expect::<User>();
        expect![[r#"
            relata: 1 error in 1 model from 1 crate

            error[missing_model]: model `reports::rules::missing_model::types::User` is expected, but the model with that path is another type
              --> tests/reports/rules/missing_model.rs:74:33
            note: the type with that path is declared here
              --> tests/reports/rules/missing_model.rs:26:16

            for more information: cargo relata explain missing_model
        "#]].assert_eq(&options.check_isolated(&another()).to_string());
        // Both are there: that is another rule's finding.
        let both = options.check_isolated(&another().with::<User>());
        assert_eq!(rules(&both), ["duplicate_model"]);
    }

    #[test]
    fn a_document_knows_no_types() {
        let options = options().expect::<User>();
        assert!(found_with(&options, json!([{ "path": User::PATH }])).is_empty());
        let findings = found_with(&options, json!([{ "path": "app::User" }]));
        expect![[r#"
            relata: 1 error in 1 model from 1 crate

            error[missing_model]: model `reports::rules::missing_model::types::User` is expected, but no model has that path
              --> tests/reports/rules/missing_model.rs:92:33
              = note: a model named `User` exists at another path: `app::User`
              = note: 1 model is registered, from 1 crate: `app`
              = note: no registered model is in a crate or module `reports`
              = note: the compiler does not link a crate that no code refers to, so its models are not registered
              = help: if `reports` is a crate, add `relata::link!(reports);` to the crate root of the program; otherwise check the spelling of `reports::rules::missing_model::types::User`

            for more information: cargo relata explain missing_model
        "#]].assert_eq(&findings.to_string());
    }
}

fn report(options: &Options, models: Value) -> String {
    found_with(options, models).to_string()
}

/// Two relations that need a job.
fn jobs(one: &str, other: &str) -> Value {
    json!([
        { "path": "app::Template", "at": "template.rs:1:1", "relations": [
            { "name": "jobs", "kind": "has_many", "targets": [one], "at": "template.rs:2:5" } ] },
        { "path": "app::Report", "at": "report.rs:1:1", "relations": [
            { "name": "job", "kind": "belongs_to", "targets": [other], "at": "report.rs:2:5" } ] }
    ])
}

#[test]
fn told_once_with_the_relations_that_need_it() {
    let expected = options().expect_named("app::export::Job");
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[missing_model]: model `app::export::Job` is expected, but no model has that path
          --> tests/reports/rules/missing_model.rs:127:30
          = note: 2 relations need this model: `Report.job` (report.rs:2:5) and `Template.jobs` (template.rs:2:5)
          = note: crate `app` has 2 models, and none has that path
          = help: check the spelling of `app::export::Job`; if it is correct, check that `Job` derives `relata::Model`, that a `mod` item declares its file, and that no disabled feature excludes it

        for more information: cargo relata explain missing_model
    "#]].assert_eq(&report(&expected, jobs("export::Job", "Job")));
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[missing_model]: model `app::export::Job` is expected, but no model has that path
          --> tests/reports/rules/missing_model.rs:127:30
          = note: 1 relation needs this model: `Template.jobs` (template.rs:2:5)
          = note: crate `app` has 2 models, and none has that path
          = help: check the spelling of `app::export::Job`; if it is correct, check that `Job` derives `relata::Model`, that a `mod` item declares its file, and that no disabled feature excludes it

        for more information: cargo relata explain missing_model
    "#]]
    .assert_eq(&report(&expected, jobs("Job", "Template")));
    expect![[r#"
        relata: 1 error in 1 model from 1 crate

        error[missing_model]: model `app::export::Job` is expected, but no model has that path
          --> tests/reports/rules/missing_model.rs:127:30
          = note: crate `app` has 1 model, and none has that path
          = help: check the spelling of `app::export::Job`; if it is correct, check that `Job` derives `relata::Model`, that a `mod` item declares its file, and that no disabled feature excludes it

        for more information: cargo relata explain missing_model
    "#]]
    .assert_eq(&report(&expected, json!([{ "path": "app::Template" }])));
}

#[test]
fn evidence() {
    let expected = options()
        .expect_named("app::Jbo")
        .expect_named("template")
        .expect_named("crm::Customer");
    let models = json!([
        { "path": "app::Job", "at": "job.rs:1:1" },
        { "path": "app::Template", "at": "template.rs:1:1" }
    ]);
    expect![[r#"
        relata: 3 errors in 2 models from 1 crate

        error[missing_model]: model `app::Jbo` is expected, but no model has that path
          --> tests/reports/rules/missing_model.rs:167:10
        note: a model with a similar name exists: `app::Job`
          --> job.rs:1:1
          = help: write `app::Job`

        error[missing_model]: model `template` is expected, but no model has that name
          --> tests/reports/rules/missing_model.rs:168:10
        note: a model whose name differs only in case exists: `app::Template`
          --> template.rs:1:1
          = help: write `Template`

        error[missing_model]: model `crm::Customer` is expected, but no model has that path
          --> tests/reports/rules/missing_model.rs:169:10
          = note: 2 models are registered, from 1 crate: `app`
          = note: no registered model is in a crate or module `crm`
          = note: the compiler does not link a crate that no code refers to, so its models are not registered
          = help: if `crm` is a crate, add `relata::link!(crm);` to the crate root of the program; otherwise check the spelling of `crm::Customer`

        for more information: cargo relata explain missing_model
    "#]]
    .assert_eq(&report(&expected, models));
}

#[test]
fn what_is_there() {
    let models = json!([{ "path": "app::export::r#type::Job" }]);
    for name in [
        "Job",
        "type::Job",
        "app::export::type::Job",
        "::app::export::r#type::Job",
    ] {
        assert!(
            found_with(&options().expect_named(name), models.clone()).is_empty(),
            "{name}"
        );
    }
    for name in ["job", "export::Job", "::Job", ""] {
        assert_eq!(
            rules(&found_with(&options().expect_named(name), models.clone())),
            ["missing_model"],
            "{name}"
        );
    }
    // Any of several will do.
    let several = json!([{ "path": "app::export::Job" }, { "path": "app::import::Job" }]);
    assert!(found_with(&options().expect_named("Job"), several).is_empty());
}

#[test]
fn expected_again_and_again() {
    let expected = options()
        .expect_named("Job")
        .expect_named("app::Other")
        .expect_named("app::Job")
        .expect_named("Job")
        .expect_named("app::Other");
    let findings = found_with(&expected, json!([{ "path": "app::Template" }]));
    // Each place is shown but the columns of one call.
    expect![[r#"
        relata: 2 errors in 1 model from 1 crate

        error[missing_model]: model `app::Other` is expected, but no model has that path
          --> tests/reports/rules/missing_model.rs:231:10
        note: model `app::Other` is also expected here
          --> tests/reports/rules/missing_model.rs:234:10
          = note: crate `app` has 1 model, and none has that path
          = help: check the spelling of `app::Other`; if it is correct, check that `Other` derives `relata::Model`, that a `mod` item declares its file, and that no disabled feature excludes it

        error[missing_model]: model `app::Job` is expected, but no model has that path
          --> tests/reports/rules/missing_model.rs:232:10
        note: model `app::Job` is also expected here, as `Job`
          --> tests/reports/rules/missing_model.rs:230:10
        note: model `app::Job` is also expected here, as `Job`
          --> tests/reports/rules/missing_model.rs:233:10
          = note: crate `app` has 1 model, and none has that path
          = help: check the spelling of `app::Job`; if it is correct, check that `Job` derives `relata::Model`, that a `mod` item declares its file, and that no disabled feature excludes it

        for more information: cargo relata explain missing_model
    "#]]
    .assert_eq(&findings.to_string());
}

#[test]
fn expected_in_a_loop() {
    let expected = ["Job", "Job"]
        .iter()
        .fold(options(), |options, name| options.expect_named(name));
    let findings = found_with(&expected, json!([{ "path": "app::Template" }]));
    expect![[r#"
        relata: 1 error in 1 model from 1 crate

        error[missing_model]: model `Job` is expected, but no model has that name
          --> tests/reports/rules/missing_model.rs:265:50
          = note: 1 model is registered, from 1 crate: `app`
          = help: check the spelling of `Job`; if it is correct, check that `Job` derives `relata::Model`, that a `mod` item declares its file, that no disabled feature excludes it, and that the program refers to its crate, for example with `relata::link!`

        for more information: cargo relata explain missing_model
    "#]].assert_eq(&findings.to_string());
}

#[test]
fn an_external_model_is_not_here() {
    let external = json!([
        { "path": "app::Template" },
        { "path": "auth::User", "external": true }
    ]);
    expect![[r#"
        relata: 1 error in 1 model from 1 crate

        error[missing_model]: model `User` is expected, but only an external model has that name
          --> tests/reports/rules/missing_model.rs:294:35
          = note: `auth::User` is external: its model is defined elsewhere

        for more information: cargo relata explain missing_model
    "#]]
    .assert_eq(&report(&options().expect_named("User"), external));
    // What lives outside can still be expected, which only a finding can tell from a mistake.
    let outside = options().outside("auth").expect_named("auth::User");
    assert_eq!(
        rules(&found_with(&outside, json!([{ "path": "app::Template" }]))),
        ["missing_model"]
    );
}

#[test]
fn a_short_name_may_be_any_of_those_that_are_needed() {
    let findings = found_with(
        &options().expect_named("Job"),
        jobs("export::Job", "import::Job"),
    );
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[missing_model]: model `Job` is expected, but no model has that name
          --> tests/reports/rules/missing_model.rs:306:20
          = note: 2 relations need this model: `Report.job` (report.rs:2:5) and `Template.jobs` (template.rs:2:5)
          = note: 2 models are registered, from 1 crate: `app`
          = help: check the spelling of `Job`; if it is correct, check that `Job` derives `relata::Model`, that a `mod` item declares its file, that no disabled feature excludes it, and that the program refers to its crate, for example with `relata::link!`

        for more information: cargo relata explain missing_model
    "#]].assert_eq(&findings.to_string());
}

#[test]
fn what_a_relation_allows_is_not_counted() {
    let mut models = jobs("Job", "Job");
    models[0]["relations"][0]["allow"] =
        json!([{ "rule": "missing_target", "reason": "it comes later" }]);
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[missing_model]: model `Job` is expected, but no model has that name
          --> tests/reports/rules/missing_model.rs:337:39
          = note: 1 relation needs this model: `Report.job` (report.rs:2:5)
          = note: 2 models are registered, from 1 crate: `app`
          = help: check the spelling of `Job`; if it is correct, check that `Job` derives `relata::Model`, that a `mod` item declares its file, that no disabled feature excludes it, and that the program refers to its crate, for example with `relata::link!`

        for more information: cargo relata explain missing_model
    "#]].assert_eq(&report(&options().expect_named("Job"), models));
}

#[test]
fn levels() {
    let expected = options().expect_named("app::Job");
    let of = |level| expected.clone().level(Rule::MissingModel, level);
    // Not reported, it silences nothing.
    let findings = found_with(&of(Level::Allow), jobs("Job", "Job"));
    assert_eq!(rules(&findings), ["missing_target"]);
    let findings = found_with(&of(Level::Warn), jobs("Job", "Job"));
    assert_eq!((findings.len(), findings.count(Level::Warn)), (1, 1));
    let findings = found_with(&of(Level::Deny), jobs("Job", "Job"));
    assert_eq!((findings.len(), findings.count(Level::Deny)), (1, 1));
}

#[test]
fn silenced_by_an_empty_registry() {
    let expected = options().expect_named("app::Job");
    assert_eq!(rules(&found_with(&expected, json!([]))), ["empty_registry"]);
    // Who may have no model at all still expects this one.
    let findings = found_with(
        &expected.level(Rule::EmptyRegistry, Level::Allow),
        json!([]),
    );
    expect![[r#"
        relata: 1 error in 0 models from 0 crates

        error[missing_model]: model `app::Job` is expected, but no model has that path
          --> tests/reports/rules/missing_model.rs:355:30
          = note: 0 models are registered
          = note: no registered model is in a crate or module `app`
          = note: the compiler does not link a crate that no code refers to, so its models are not registered
          = help: if `app` is a crate, add `relata::link!(app);` to the crate root of the program; otherwise check the spelling of `app::Job`

        for more information: cargo relata explain missing_model
    "#]]
    .assert_eq(&findings.to_string());
}

#[test]
fn a_name_that_begins_with_a_line() {
    let told = report(
        &options().expect_named("app::_Draft"),
        json!([{ "path": "app::Template" }]),
    );
    assert!(!told.contains("not the path of a Rust type"), "{told}");
    let told = report(
        &options().expect_named("app::9Draft"),
        json!([{ "path": "app::Template" }]),
    );
    assert!(told.contains("not the path of a Rust type"), "{told}");
}

#[test]
fn a_name_that_no_type_can_have() {
    let expected = options()
        .expect_named("auth-core::User")
        .expect_named("Vec<User>")
        .expect_named("");
    expect![[r#"
        relata: 3 errors in 1 model from 1 crate

        error[missing_model]: model `auth-core::User` is expected, but no model has that path
          --> tests/reports/rules/missing_model.rs:394:10
          = note: 1 model is registered, from 1 crate: `app`
          = note: `auth-core::User` is not the path of a Rust type, so no derive can register it

        error[missing_model]: model `Vec<User>` is expected, but no model has that name
          --> tests/reports/rules/missing_model.rs:395:10
          = note: 1 model is registered, from 1 crate: `app`
          = note: `Vec<User>` is not the path of a Rust type, so no derive can register it

        error[missing_model]: model `` is expected, but no model has that name
          --> tests/reports/rules/missing_model.rs:396:10
          = note: 1 model is registered, from 1 crate: `app`
          = note: `` is not the path of a Rust type, so no derive can register it

        for more information: cargo relata explain missing_model
    "#]]
    .assert_eq(&report(&expected, json!([{ "path": "app::Template" }])));
}

/// An external model whose crate is in the program should be registered by that crate. One without a place was not declared.
#[test]
fn an_external_model_of_a_crate_that_is_here() {
    let job = json!({ "path": "app::jobs::Job", "external": true, "at": "billing/src/lib.rs:1:1" });
    let elsewhere =
        json!({ "path": "auth::User", "external": true, "at": "billing/src/lib.rs:2:1" });
    let unread = json!({ "path": "app::jobs::Unread", "external": true });
    let models = json!([job, elsewhere, unread, { "path": "app::jobs::Jab", "at": "app/src/jobs.rs:3:8" }, { "path": "app::Template" }]);
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[missing_model]: model `app::jobs::Job` is declared external, but its crate `app` is in this program and does not register it
          --> billing/src/lib.rs:1:1
          = note: crate `app` has 2 models, and none has that path
          = help: check the spelling of `app::jobs::Job`; if it is correct, check that `Job` derives `relata::Model`, that a `mod` item declares its file, and that no disabled feature excludes it

        for more information: cargo relata explain missing_model
    "#]].assert_eq(&report(&options(), models.clone()));
    assert!(found_with(&options().outside("app"), models.clone()).is_empty());
    let allowed = options().allow_model("app::jobs::Job", Rule::MissingModel);
    assert!(found_with(&allowed, models.clone()).is_empty());
    // It is one finding if the model is expected too.
    let expected = options().expect_named("jobs::Job");
    assert_eq!(rules(&found_with(&expected, models)), ["missing_model"]);
}
