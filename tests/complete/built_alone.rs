//! Features are those that cargo enables when it builds the package of the target and nothing else; and the files that are
//! searched are those of the target.

use expect_test::{Expect, expect};
use relata::source::Target;
use relata::{Records, options};
use serde_json::json;

use super::told::{found, registered};
use crate::packages::{package, read};

const USER: &str = "#[derive(relata::Model)] struct User;";
const JOB: &str = "#[derive(relata::Model)] struct Job;";
const RELATA: &str = r#"relata = { path = "$RELATA", default-features = false"#;

fn manifest(name: &str, rest: &str) -> String {
    format!("[package]\nname = \"{name}\"\nversion = \"1.0.0\"\nedition = \"2024\"\n{rest}")
}

/// A model whose derive is behind a feature that the dependent enables. No code refers to its crate.
#[test]
fn a_derive_behind_a_feature_that_is_on() {
    let app = manifest(
        "app",
        &format!(
            "[dependencies]\n{RELATA} }}\nmodels = {{ path = \"../models\", features = [\"checked\"] }}"
        ),
    );
    let models = manifest(
        "models",
        &format!(
            "[features]\nchecked = [\"dep:relata\"]\n[dependencies]\n{RELATA}, optional = true }}"
        ),
    );
    let files = [
        (
            "Cargo.toml",
            "[workspace]\nresolver = \"3\"\nmembers = [\"app\", \"models\"]",
        ),
        ("app/Cargo.toml", &*app),
        ("app/src/lib.rs", USER),
        ("app/tests/it.rs", "relata::link!(app);"),
        ("models/Cargo.toml", &*models),
        (
            "models/src/lib.rs",
            "#[cfg_attr(feature = \"checked\", derive(relata::Model))] pub struct Shop;",
        ),
    ];
    let root = package("feature_on_not_named", &files);
    let target = Target::test(root.join("app"), "it");
    let findings = found(&options(), &target, &registered(&["app::User"]));
    expect![[r#"
        relata: 1 error in 1 model from 1 crate

        error[missing_model]: model `Shop` is declared, but no code refers to crate `models`
          --> models/src/lib.rs:1:68
          = note: the compiler does not link a crate that no code refers to, so its models are not registered
          = help: add `relata::link!(models);` to app/src/lib.rs

        for more information: cargo relata explain missing_model
    "#]].assert_eq(&findings.to_string());
}

/// Two programs that use a library with different features.
fn server_and_worker(name: &str) -> std::path::PathBuf {
    let member = |name: &str, features: &str| {
        manifest(
            name,
            &format!("[dependencies]\n{RELATA} }}\nmodels = {{ path = \"../models\"{features} }}"),
        )
    };
    let server = member("server", ", features = [\"billing\"]");
    let worker = member("worker", "");
    let models = manifest(
        "models",
        &format!("[features]\nbilling = []\n[dependencies]\n{RELATA} }}"),
    );
    let main = "relata::link!(models);\nfn main() {}";
    let files = [
        (
            "Cargo.toml",
            "[workspace]\nresolver = \"3\"\nmembers = [\"models\", \"server\", \"worker\"]",
        ),
        ("server/Cargo.toml", &*server),
        ("server/src/main.rs", main),
        ("worker/Cargo.toml", &*worker),
        ("worker/src/main.rs", main),
        ("models/Cargo.toml", &*models),
        (
            "models/src/lib.rs",
            "#[derive(relata::Model)] struct Customer;\n#[cfg(feature = \"billing\")] mod billing;\n#[cfg(not(feature = \"billing\"))] mod plain;",
        ),
        (
            "models/src/plain.rs",
            "#[derive(relata::Model)] struct Plain;",
        ),
        ("models/src/billing.rs", JOB),
    ];
    package(name, &files)
}

/// Cargo enables the feature for both if it builds both. Without it, the worker lacks a model that a relation needs.
#[test]
fn a_model_that_only_another_program_enables() {
    let root = server_and_worker("feature_of_another");
    let document = json!({ "format": "relata/1", "models": [
        { "path": "models::Customer", "at": "models/src/lib.rs:1:33", "relations": [
            { "name": "job", "kind": "refers_to", "targets": ["models::billing::Job"], "at": "models/src/lib.rs:1:1" } ] },
        { "path": "models::billing::Job", "at": "models/src/billing.rs:1:33" } ] });
    let document = relata::document::Document::parse(&document.to_string()).unwrap();
    let records = Records::of_document(&document);
    let server = read(&Target::binary(root.join("server"), "server"));
    assert!(server.built_alone(&records).is_none());

    let worker = read(&Target::binary(root.join("worker"), "worker"));
    // The feature excludes another model, which the program has if it is built alone.
    let findings = options().check_source(std::slice::from_ref(&records), &worker);
    expect![[r#"
        relata: 1 warning in 2 models from 1 crate

        warning[missing_model]: model `Plain` is declared behind `cfg(not(feature = "billing"))`, and not registered
          --> models/src/plain.rs:1:33
          = note: `cfg(not(feature = "billing"))` is active when cargo builds this package alone; another package of this build may enable more features

        for more information: cargo relata explain missing_model
    "#]].assert_eq(&findings.to_string());
    let (alone, worker) = worker.built_alone(&records).unwrap();
    let findings = options().check_source(&[alone], &worker);
    expect![[r#"
        relata: 1 error in 1 model from 1 crate

        error[missing_model]: model `Job` is declared behind `cfg(feature = "billing")`, which is not active
          --> models/src/billing.rs:1:33
          = note: 1 relation needs this model: `Customer.job` (models/src/lib.rs:1:1)
          = help: enable the feature `billing` of `models` in worker/Cargo.toml

        for more information: cargo relata explain missing_model
    "#]].assert_eq(&findings.to_string());
}

/// Files that no `mod` declares, in the folders of a program and of an example: each belongs to its own target.
#[test]
fn files_of_other_targets() {
    let root = package(
        "orphans_of_targets",
        &[
            ("src/lib.rs", USER),
            ("src/bin/server/main.rs", "fn main() {}"),
            ("src/bin/server/job.rs", JOB),
            ("examples/demo/main.rs", "fn main() {}"),
            ("examples/demo/job.rs", JOB),
            ("examples/other.rs", "fn main() {}"),
            ("tests/it.rs", "mod shared;"),
            ("tests/shared/mod.rs", ""),
            ("tests/shared/job.rs", JOB),
            ("tests/other.rs", ""),
            ("benches/speed/main.rs", "fn main() {}"),
            ("benches/speed/job.rs", JOB),
            // Not for cargo, such as code that must not compile.
            ("tests/main.rs", "mod suite;"),
            ("tests/suite/mod.rs", ""),
            ("tests/suite/jobs/mod.rs", JOB),
            ("tests/suite/ui/bad.rs", JOB),
            ("tests/ui/bad.rs", JOB),
            ("examples/demo/fixtures/bad.rs", JOB),
        ],
    );
    let told = |target: Target, expected: Expect| {
        let findings = found(&options(), &target, &registered(&["app::User"]));
        let helps = findings.iter().map(|it| {
            let place = it.place().map(ToString::to_string);
            format!("{}: {}", place.unwrap(), it.help().unwrap())
        });
        expected.assert_eq(&helps.collect::<Vec<_>>().join("\n"));
    };
    told(Target::library(&root), expect![""]);
    told(
        Target::binary(&root, "server"),
        expect![
            "src/bin/server/job.rs:1:33: add `mod job;` to src/bin/server/main.rs, or delete src/bin/server/job.rs if it is not used"
        ],
    );
    told(
        Target::example(&root, "demo"),
        expect![
            "examples/demo/job.rs:1:33: add `mod job;` to examples/demo/main.rs, or delete examples/demo/job.rs if it is not used"
        ],
    );
    told(Target::example(&root, "other"), expect![""]);
    told(
        Target::test(&root, "it"),
        expect![
            "tests/shared/job.rs:1:33: add `mod job;` to tests/shared/mod.rs, or delete tests/shared/job.rs if it is not used"
        ],
    );
    told(Target::test(&root, "other"), expect![""]);
    told(
        Target::test(&root, "main"),
        expect![
            "tests/suite/jobs/mod.rs:1:33: add `mod jobs;` to tests/suite/mod.rs, or delete tests/suite/jobs/mod.rs if it is not used"
        ],
    );
    told(
        Target::bench(&root, "speed"),
        expect![
            "benches/speed/job.rs:1:33: add `mod job;` to benches/speed/main.rs, or delete benches/speed/job.rs if it is not used"
        ],
    );
}

/// It is not known what else such a crate declares.
#[test]
fn models_of_a_crate_that_cargo_does_not_list() {
    let root = package("unlisted_crate", &[("src/lib.rs", USER)]);
    let models = registered(&["app::User", "billing::Invoice", "billing::Line"]);
    let findings = found(&options(), &Target::library(root), &models);
    expect![[r#"
        relata: 1 warning in 3 models from 2 crates

        warning[unread_source]: the source of crate `billing`, which registers 2 models, is not read
          = note: cargo does not list a package with crate `billing` for this program, so what else it declares is not checked

        for more information: cargo relata explain unread_source
    "#]].assert_eq(&findings.to_string());
}

/// Cargo's output has the folder in brackets.
#[test]
fn a_folder_with_brackets() {
    let root = package("brackets (copy)", &[("src/lib.rs", USER)]);
    let findings = found(
        &options(),
        &Target::library(root),
        &registered(&["app::User"]),
    );
    assert_eq!(findings.len(), 0, "{findings}");
}

/// The ids of packages follow from the path that is given.
#[test]
#[cfg(unix)]
fn a_folder_through_a_link() {
    let root = package("linked_folder", &[("src/lib.rs", USER)]);
    let link = root.with_file_name("link_to_folder");
    drop(std::fs::remove_file(&link));
    std::os::unix::fs::symlink(&root, &link).unwrap();
    let target = Target::library(link).features(["mail"]);
    let findings = found(&options(), &target, &registered(&["app::User"]));
    assert_eq!(findings.len(), 0, "{findings}");
}
