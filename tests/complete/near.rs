//! A name that is near one that the source declares in a crate that no code refers to.

use expect_test::expect;
use relata::source::Target;
use relata::{Findings, Rule, options};
use serde_json::json;

use super::told::found;
use crate::packages::package;

const APP: &str = r#"
    [workspace]
    [package]
    name = "app"
    version = "1.0.0"
    edition = "2024"
    [dependencies]
    relata = { path = "$RELATA", default-features = false }
    mailer = { path = "mailer" }
"#;
const MAILER: &str = r#"
    [package]
    name = "mailer"
    version = "1.0.0"
    edition = "2024"
    [dependencies]
    relata = { path = "$RELATA", default-features = false }
"#;
const JOBS: &str = "#[derive(relata::Model)] pub struct CleanExpiredToken;
#[derive(relata::Model)] pub struct SendReport1;
#[derive(relata::Model)] pub struct SendReport2;
";

/// What is found of an application whose one model refers to this job.
fn needing(job: &str) -> Findings {
    let files = [
        ("Cargo.toml", APP),
        ("src/lib.rs", "#[derive(relata::Model)] struct Daily;"),
        ("mailer/Cargo.toml", MAILER),
        ("mailer/src/lib.rs", JOBS),
    ];
    let target = Target::library(package("near", &files)).with_cfg_test(true);
    let models = json!([{ "path": "app::Daily", "at": "src/lib.rs:1:33", "relations": [
        { "name": "job", "kind": "refers_to", "targets": [job], "at": "src/lib.rs:1:10" } ] }]);
    found(&options(), &target, &models)
}

#[test]
fn the_near_name_is_offered() {
    expect![[r#"
        relata: 2 errors in 1 model from 1 crate

        error[missing_model]: 3 models are declared, but no code refers to crate `mailer`
          --> mailer/src/lib.rs:1:37
        note: model `SendReport1` is declared here
          --> mailer/src/lib.rs:2:37
        note: model `SendReport2` is declared here
          --> mailer/src/lib.rs:3:37
          = note: the compiler does not link a crate that no code refers to, so its models are not registered
          = help: add `relata::link!(mailer);` to src/lib.rs

        error[missing_target]: relation `Daily.job` points at `CleanExpiredTokens`, but no model has that name
          --> src/lib.rs:1:10
        note: a model with a similar name is declared, but not registered: `mailer::CleanExpiredToken`
          --> mailer/src/lib.rs:1:37
          = help: write `CleanExpiredToken`

        for more information: cargo relata explain missing_model
    "#]].assert_eq(&needing("CleanExpiredTokens").to_string());
    let help = |job| {
        let found = needing(job);
        let mut missing = found.iter().filter(|it| it.rule() == Rule::MissingTarget);
        missing.next().unwrap().help().unwrap().to_owned()
    };
    let jobs = [
        "cleanexpiredtoken",
        "mailer::CleanExpiredTokens",
        "mailer::jobs::CleanExpiredToken",
        // In another crate, and near two.
        "billing::CleanExpiredTokens",
        "SendReprot3",
    ];
    let helps = jobs.map(|job| format!("{job}: {}\n", help(job)));
    expect![[r#"
        cleanexpiredtoken: write `CleanExpiredToken`
        mailer::CleanExpiredTokens: write `mailer::CleanExpiredToken`
        mailer::jobs::CleanExpiredToken: write `mailer::CleanExpiredToken`
        billing::CleanExpiredTokens: if `billing` is a crate, add `relata::link!(billing);` to the crate root of the program; otherwise check the spelling of `billing::CleanExpiredTokens`
        SendReprot3: write `SendReport1`
    "#]].assert_eq(&helps.concat());
}
