//! Models that a program intentionally lacks: an allow in the options or in the manifest, and a baseline.

use expect_test::{Expect, expect};
use relata::source::Target;
use relata::{Findings, Options, Rule, options};
use serde_json::{Value, json};

use super::told::{found, registered};
use crate::packages::package;

const JOBS: &str = "#[derive(relata::Model)] struct User;
#[cfg(feature = \"pdf\")] #[derive(relata::Model)] struct Export;
";

/// What is found of a library without the feature `pdf`, whose manifest ends like this.
fn without_pdf(name: &str, options: &Options, settings: &str, models: &Value) -> Findings {
    let manifest = format!("{}{settings}", crate::packages::MANIFEST);
    let files = [("Cargo.toml", &*manifest), ("src/lib.rs", JOBS)];
    let root = package(name, &files);
    found(options, &Target::library(root).with_cfg_test(true), models)
}

fn users() -> Value {
    registered(&["app::User"])
}

#[test]
fn by_the_options() {
    let found = |name| {
        let options = options().allow_model(name, Rule::MissingModel);
        without_pdf("allowed_by_options", &options, "", &users())
    };
    for name in ["app::Export", "Export"] {
        let found = found(name);
        assert!(found.is_empty(), "{found}");
        assert_eq!(found.coverage().silenced_by_allow, 1);
    }
    expect![[r#"
        relata: 2 warnings in 1 model from 1 crate

        warning[missing_model]: model `Export` is declared behind `cfg(feature = "pdf")`, which is not active
          --> src/lib.rs:2:57
          = help: enable the feature `pdf` of `app`

        warning[unused_allow]: `allow(missing_model)` on `app::Exports` matches no finding
          --> tests/complete/allowed.rs:30:33
          = help: remove the `allow` of `missing_model` for `app::Exports`

        for more information: cargo relata explain missing_model
    "#]].assert_eq(&found("app::Exports").to_string());
}

const ALLOWED: &str = r#"
[package.metadata.relata]
allow = [{ model = "app::Export", rule = "missing_model", reason = "only with `pdf`" }]
"#;

fn by_the_manifest(settings: &str, models: &Value, expected: &Expect) {
    let found = without_pdf("allowed_by_manifest", &options(), settings, models);
    expected.assert_eq(&found.to_string());
}

#[test]
fn by_the_manifest_of_the_package_or_the_workspace() {
    let nothing = expect![[r#"
        relata: no findings in 1 model from 1 crate
    "#]];
    by_the_manifest(ALLOWED, &users(), &nothing);
    let shared = ALLOWED.replace("package.", "workspace.");
    by_the_manifest(&shared, &users(), &nothing);
    // What the package says replaces what the workspace says.
    let both = format!("{shared}[package.metadata.relata]\nallow = []\n");
    by_the_manifest(
        &both,
        &users(),
        &expect![[r#"
        relata: 1 warning in 1 model from 1 crate

        warning[missing_model]: model `Export` is declared behind `cfg(feature = "pdf")`, which is not active
          --> src/lib.rs:2:57
          = help: enable the feature `pdf` of `app`

        for more information: cargo relata explain missing_model
    "#]],
    );
    let known = registered(&["app::User", "app::Export"]);
    by_the_manifest(
        ALLOWED,
        &known,
        &expect![[r#"
            relata: 1 warning in 2 models from 1 crate

            warning[unused_allow]: `allow(missing_model)` on `app::Export` matches no finding
              --> Cargo.toml:15:10
              = note: reason: only with `pdf`
              = help: remove the `allow` of `missing_model` for `app::Export`

            for more information: cargo relata explain unused_allow
        "#]],
    );
    let misspelt = ALLOWED.replace("missing_model", "missing_modle");
    by_the_manifest(
        &misspelt,
        &users(),
        &expect![[r#"
        relata: 2 warnings in 1 model from 1 crate

        warning[unused_allow]: `allow(missing_modle)` on `app::Export` names an unknown rule
          --> Cargo.toml:15:10
          = note: reason: only with `pdf`
          = note: a rule with a similar name exists: `missing_model`
          = help: write `missing_model`

        warning[missing_model]: model `Export` is declared behind `cfg(feature = "pdf")`, which is not active
          --> src/lib.rs:2:57
          = help: enable the feature `pdf` of `app`

        for more information: cargo relata explain unused_allow
    "#]],
    );
    let without_effect = ALLOWED.replace("missing_model", "empty_registry");
    by_the_manifest(
        &without_effect,
        &users(),
        &expect![[r#"
            relata: 2 warnings in 1 model from 1 crate

            warning[unused_allow]: `allow(empty_registry)` on `app::Export` has no effect
              --> Cargo.toml:15:10
              = note: reason: only with `pdf`
              = note: `empty_registry` applies to the whole registry, so it cannot be allowed on a model or relation
              = help: remove the `allow` of `empty_registry` for `app::Export`; to turn the rule off, call `relata::options().level(Rule::EmptyRegistry, Level::Allow)`

            warning[missing_model]: model `Export` is declared behind `cfg(feature = "pdf")`, which is not active
              --> src/lib.rs:2:57
              = help: enable the feature `pdf` of `app`

            for more information: cargo relata explain unused_allow
        "#]],
    );
}

/// Then the program is not meant to be without it.
#[test]
fn a_relation_that_needs_it() {
    let models = json!([{ "path": "app::User", "at": "src/lib.rs:1:33", "relations": [
        { "name": "exports", "kind": "refers_to", "targets": ["app::Export"], "at": "src/lib.rs:1:9" } ] }]);
    let found = without_pdf("allowed_and_needed", &options(), ALLOWED, &models);
    expect![[r#"
        relata: 1 error in 1 model from 1 crate

        error[missing_target]: relation `User.exports` points at `app::Export`, but no model has that path
          --> src/lib.rs:1:9
          = note: crate `app` has 1 model, and none has that path
          = help: check the spelling of `app::Export`; if it is correct, check that `Export` derives `relata::Model`, that a `mod` item declares its file, and that no disabled feature excludes it

        for more information: cargo relata explain missing_target
    "#]].assert_eq(&found.to_string());
}

/// Only the source shows which models are absent.
#[test]
fn without_the_source_it_is_not_unused() {
    let document = json!({ "format": "relata/1", "models": users() }).to_string();
    let document = relata::document::Document::parse(&document).unwrap();
    let options = options().allow_model("app::Export", Rule::MissingModel);
    let found = options.check_documents(&[document]);
    assert!(found.is_empty(), "{found}");
}

/// A baseline that is written lists the model, even though its absence is a warning.
#[test]
fn by_a_baseline() {
    let name = "allowed_by_baseline";
    let baseline = without_pdf(name, &options(), "", &users()).to_baseline();
    expect![[r#"
        {
          "format": "relata-baseline/2",
          "findings": [
            {
              "rule": "missing_model",
              "subject": "app::Export"
            }
          ]
        }
    "#]]
    .assert_eq(&baseline);
    let known = options().baseline(&baseline);
    let found = without_pdf(name, &known, "", &users());
    assert!(found.is_empty(), "{found}");
    assert_eq!(found.coverage().silenced_by_baseline, 1);
    // A program does not know what its source declares.
    let document = json!({ "format": "relata/1", "models": users() }).to_string();
    let document = relata::document::Document::parse(&document).unwrap();
    let found = known.check_documents(&[document]);
    assert!(found.is_empty(), "{found}");
    // As an error it is a known one, which is a warning.
    let strict = without_pdf(name, &known.clone().strict(), "", &users());
    expect![[r#"
        relata: 1 warning in 1 model from 1 crate

        warning[missing_model]: model `Export` is declared behind `cfg(feature = "pdf")`, which is not active
          --> src/lib.rs:2:57
          = help: enable the feature `pdf` of `app`

        for more information: cargo relata explain missing_model
    "#]].assert_eq(&strict.to_string());
    let models = registered(&["app::User", "app::Export"]);
    let gone = without_pdf(name, &known, "", &models);
    expect![[r#"
        relata: 1 warning in 2 models from 1 crate

        warning[unused_allow]: the baseline lists `missing_model` of `app::Export`, which no longer occurs
          --> tests/complete/allowed.rs:188:27
          = help: remove the entry from the baseline

        for more information: cargo relata explain unused_allow
    "#]].assert_eq(&gone.to_string());
}
