//! Every cause, on its own and with others.

use expect_test::{Expect, expect};
use relata::document::Document;
use relata::source::Target;
use relata::{Findings, Options, Records, options};
use serde_json::{Value, json};

use crate::packages::{package, read};

const MODEL: &str = "#[derive(relata::Model)]\npub struct Job;\n";

/// Models of which only the path is known.
pub(super) fn registered(paths: &[&str]) -> Value {
    paths.iter().map(|path| json!({ "path": path })).collect()
}

/// What is found of a target, where these models are registered.
pub(super) fn found(options: &Options, target: &Target, models: &Value) -> Findings {
    let document = json!({ "format": "relata/1", "models": models });
    let document = Document::parse(&document.to_string()).unwrap();
    options.check_source(&[Records::of_document(&document)], &read(target))
}

/// The same of the library of a package that is written to a folder of this name.
pub(super) fn library(name: &str, files: &[(&str, &str)], models: Value, expected: &Expect) {
    let target = Target::library(package(name, files)).with_cfg_test(true);
    expected.assert_eq(&found(&options(), &target, &models).to_string());
}

#[test]
fn no_mod() {
    library(
        "told_no_mod",
        &[
            ("src/lib.rs", "mod user;"),
            ("src/user.rs", MODEL),
            ("src/job.rs", MODEL),
        ],
        registered(&["app::user::Job"]),
        &expect![[r#"
            relata: 1 error in 1 model from 1 crate

            error[missing_model]: model `Job` is declared, but no `mod` declares its file
              --> src/job.rs:2:12
              = help: add `mod job;` to src/lib.rs, or delete src/job.rs if it is not used

            for more information: cargo relata explain missing_model
        "#]],
    );
}

#[test]
fn no_mod_for_several() {
    library(
        "told_no_mod_for_several",
        &[
            ("src/lib.rs", "mod user;"),
            ("src/user.rs", MODEL),
            (
                "src/jobs/mod.rs",
                "mod export; mod import; #[derive(relata::Model)] struct Job;",
            ),
            ("src/jobs/export.rs", MODEL),
            ("src/jobs/import.rs", MODEL),
        ],
        json!([
            { "path": "app::user::Job", "at": "src/user.rs:1:1", "relations": [
                { "name": "a", "kind": "refers_to", "targets": ["export::Job"], "at": "src/user.rs:1:20" },
                { "name": "b", "kind": "refers_to", "targets": ["app::jobs::import::Job"], "at": "src/user.rs:1:30" } ] }
        ]),
        &expect![[r#"
            relata: 1 error in 1 model from 1 crate

            error[missing_model]: 3 models are declared, but no `mod` declares their file
              --> src/jobs/export.rs:2:12
            note: model `Job` is declared here
              --> src/jobs/import.rs:2:12
            note: model `Job` is declared here
              --> src/jobs/mod.rs:1:57
              = note: 2 relations need these models: `Job.a` (src/user.rs:1:20) and `Job.b` (src/user.rs:1:30)
              = help: add `mod jobs;` to src/lib.rs

            for more information: cargo relata explain missing_model
        "#]],
    );
}

const WITH_BILLING: &str = r#"
    [workspace]
    members = ["billing"]
    [package]
    name = "app"
    version = "1.0.0"
    edition = "2024"
    [dependencies]
    orm = { package = "relata", path = "$RELATA" }
    bills = { package = "billing", path = "billing" }
"#;
const BILLING: &str = r#"
    [package]
    name = "billing"
    version = "2.0.0"
    edition = "2024"
    [features]
    audit = []
    [dependencies]
    relata = { path = "$RELATA" }
"#;
const INVOICES: &str =
    "#[derive(relata::Model)] struct Invoice; #[derive(relata::Model)] struct Payment;";

fn with_billing<'f>(more: &[(&'f str, &'f str)]) -> Vec<(&'f str, &'f str)> {
    let files = [
        ("Cargo.toml", WITH_BILLING),
        ("billing/Cargo.toml", BILLING),
    ];
    files.iter().chain(more).copied().collect()
}

#[test]
fn a_crate_that_no_code_names() {
    let files = [
        ("src/lib.rs", "#[derive(orm::Model)] struct User;"),
        ("billing/src/lib.rs", INVOICES),
    ];
    let told = expect![[r#"
        relata: 1 error in 1 model from 1 crate

        error[missing_model]: 2 models are declared, but no code refers to crate `billing`
          --> billing/src/lib.rs:1:33
        note: model `Payment` is declared here
          --> billing/src/lib.rs:1:74
          = note: the compiler does not link a crate that no code refers to, so its models are not registered
          = help: add `orm::link!(bills as billing);` to src/lib.rs

        for more information: cargo relata explain missing_model
    "#]];
    library(
        "told_crate",
        &with_billing(&files),
        registered(&["app::User"]),
        &told,
    );
    // What relates to it is reported with it, and by its path it may mean nothing else.
    let user = json!([{ "path": "app::User", "relations": [
        { "name": "invoice", "kind": "refers_to", "targets": ["billing::Invoice"], "at": "src/lib.rs:1:9" },
        { "name": "invoices", "kind": "refers_to", "targets": ["Invoice"], "at": "src/lib.rs:1:19" } ] }]);
    library(
        "told_crate",
        &with_billing(&files),
        user,
        &expect![[r#"
            relata: 1 error in 1 model from 1 crate

            error[missing_model]: 2 models are declared, but no code refers to crate `billing`
              --> billing/src/lib.rs:1:33
            note: model `Payment` is declared here
              --> billing/src/lib.rs:1:74
              = note: 2 relations need these models: `User.invoice` (src/lib.rs:1:9) and `User.invoices` (src/lib.rs:1:19)
              = note: the compiler does not link a crate that no code refers to, so its models are not registered
              = help: add `orm::link!(bills as billing);` to src/lib.rs

            for more information: cargo relata explain missing_model
        "#]],
    );
}

/// Nothing is registered: the test itself does not name the library of its package.
#[test]
fn a_test_that_names_nothing() {
    let files = [
        ("src/lib.rs", "#[derive(orm::Model)] struct User;"),
        ("tests/users.rs", "#[test] fn it() {}"),
        ("billing/src/lib.rs", INVOICES),
    ];
    let root = package("told_nothing", &with_billing(&files));
    let test = Target::test(&root, "users");
    expect![[r#"
        relata: 1 error in 0 models from 0 crates

        error[missing_model]: 3 models are declared, but no code refers to crate `app`
          --> billing/src/lib.rs:1:33
        note: model `Payment` is declared here
          --> billing/src/lib.rs:1:74
        note: model `User` is declared here
          --> src/lib.rs:1:30
          = note: the compiler does not link a crate that no code refers to, so its models are not registered
          = help: add `orm::link!(app);` to tests/users.rs

        for more information: cargo relata explain missing_model
    "#]]
    .assert_eq(&found(&options(), &test, &json!([])).to_string());
    // A doctest has no file to write it in.
    let doctest = Target::doctest(&root);
    let found = found(&options(), &doctest, &json!([]));
    let helps: Vec<_> = found.iter().map(|it| it.help().unwrap()).collect();
    assert_eq!(helps, ["add `orm::link!(app);` to the doctest"]);
}

#[test]
fn a_crate_that_a_crate_between_lists() {
    let between = r#"
        [package]
        name = "between"
        version = "1.0.0"
        edition = "2024"
        [dependencies]
        billing = { path = "../billing" }
    "#;
    let manifest = WITH_BILLING
        .replace(
            r#"bills = { package = "billing", path = "billing" }"#,
            r#"between = { path = "between" }"#,
        )
        .replace(r#"["billing"]"#, r#"["billing", "between"]"#);
    let files = [
        ("Cargo.toml", &*manifest),
        ("src/lib.rs", "#[derive(orm::Model)] struct User;"),
        ("billing/Cargo.toml", BILLING),
        ("billing/src/lib.rs", INVOICES),
        ("between/Cargo.toml", between),
        ("between/src/lib.rs", ""),
    ];
    library(
        "told_between",
        &files,
        registered(&["app::User"]),
        &expect![[r#"
            relata: 1 error in 1 model from 1 crate

            error[missing_model]: 2 models are declared, but no code refers to crate `billing`
              --> billing/src/lib.rs:1:33
            note: model `Payment` is declared here
              --> billing/src/lib.rs:1:74
              = note: the compiler does not link a crate that no code refers to, so its models are not registered
              = help: add `use billing as _;` to between/src/lib.rs, and check that code refers to `between`

            for more information: cargo relata explain missing_model
        "#]],
    );
}

#[test]
fn a_feature_that_is_off() {
    let files = [
        ("src/lib.rs", "#[derive(orm::Model)] struct User;"),
        (
            "billing/src/lib.rs",
            "#[derive(relata::Model)] struct Invoice;\n#[cfg(feature = \"audit\")] mod audit;",
        ),
        ("billing/src/audit.rs", MODEL),
    ];
    let root = package("told_feature", &with_billing(&files));
    let library = Target::library(&root);
    let models = registered(&["app::User", "billing::Invoice"]);
    expect![[r#"
        relata: 1 warning in 2 models from 2 crates

        warning[missing_model]: model `Job` is declared behind `cfg(feature = "audit")`, which is not active
          --> billing/src/audit.rs:2:12
          = help: enable the feature `audit` of `billing` in Cargo.toml

        for more information: cargo relata explain missing_model
    "#]].assert_eq(&found(&options(), &library, &models).to_string());
    let strict = found(&options().strict(), &library, &models).to_string();
    expect![[r#"
        relata: 1 error in 2 models from 2 crates

        error[missing_model]: model `Job` is declared behind `cfg(feature = "audit")`, which is not active
          --> billing/src/audit.rs:2:12
          = help: enable the feature `audit` of `billing` in Cargo.toml

        for more information: cargo relata explain missing_model
    "#]].assert_eq(&strict);
    // Then the program is not meant to be without it.
    let models = json!([
        { "path": "app::User", "relations": [{ "name": "job", "kind": "refers_to", "targets": ["audit::Job"], "at": "src/lib.rs:1:9" }] },
        { "path": "billing::Invoice" } ]);
    expect![[r#"
        relata: 1 error in 2 models from 2 crates

        error[missing_model]: model `Job` is declared behind `cfg(feature = "audit")`, which is not active
          --> billing/src/audit.rs:2:12
          = note: 1 relation needs this model: `User.job` (src/lib.rs:1:9)
          = help: enable the feature `audit` of `billing` in Cargo.toml

        for more information: cargo relata explain missing_model
    "#]].assert_eq(&found(&options(), &library, &models).to_string());
}

#[test]
fn another_condition() {
    library(
        "told_conditions",
        &[(
            "src/lib.rs",
            r#"
#[derive(relata::Model)] struct User;
#[cfg(loom)] #[derive(relata::Model)] struct Loom;
#[cfg_attr(not(any(unix, windows, target_family = "wasm")), derive(relata::Model))] struct Elsewhere;
#[cfg(feature = "mail")] #[derive(relata::Model)] struct Mail;
#[cfg(not(test))] #[derive(relata::Model)] struct Real;
"#,
        )],
        registered(&["app::User"]),
        &expect![[r#"
            relata: 1 error and 3 warnings in 1 model from 1 crate

            warning[missing_model]: model `Loom` is declared behind `cfg(loom)`, and not registered
              --> src/lib.rs:3:46
              = note: only the compiler knows whether `cfg(loom)` is active

            warning[missing_model]: model `Elsewhere` is declared behind `cfg(not(any(unix, windows, target_family = "wasm")))`, which is not active
              --> src/lib.rs:4:92

            error[missing_model]: model `Mail` of crate `app` is declared, but not registered
              --> src/lib.rs:5:58
              = note: the crate is linked and no `mod` item is missing: a macro removed the declaration, the linker dropped the registration, or the program is older than the source

            warning[missing_model]: model `Real` is declared behind `cfg(not(test))`, which is not active
              --> src/lib.rs:6:51

            for more information: cargo relata explain missing_model
        "#]],
    );
}

#[test]
fn for_the_tests_of_another_crate() {
    let files = [
        (
            "src/lib.rs",
            "#[derive(orm::Model)] struct User; #[cfg(test)] #[derive(orm::Model)] struct InTest;",
        ),
        (
            "billing/src/lib.rs",
            "#[derive(relata::Model)] struct Invoice;\n#[cfg(test)] mod tests { #[derive(relata::Model)] struct Probe; }",
        ),
    ];
    let root = package("told_tests", &with_billing(&files));
    let models = registered(&["app::User", "app::InTest", "billing::Invoice"]);
    let library = Target::library(&root).with_cfg_test(true);
    assert!(found(&options().strict(), &library, &models).is_empty());
    let user = json!({ "path": "app::User", "relations": [
        { "name": "probe", "kind": "refers_to", "targets": ["Probe"], "at": "src/lib.rs:1:9" } ] });
    let models = json!([user, { "path": "app::InTest" }, { "path": "billing::Invoice" }]);
    expect![[r#"
        relata: 1 error in 3 models from 2 crates

        error[missing_model]: model `Probe` is declared only for the tests of crate `billing`
          --> billing/src/lib.rs:2:58
          = note: 1 relation needs this model: `User.probe` (src/lib.rs:1:9)

        for more information: cargo relata explain missing_model
    "#]]
    .assert_eq(&found(&options(), &library, &models).to_string());
}

/// One of them is there, and by its line it is known which.
#[test]
fn several_of_one_path() {
    let files = [(
        "src/lib.rs",
        "#[cfg(unix)] #[derive(relata::Model)] struct File;\n#[cfg(not(unix))] #[derive(relata::Model)] struct File;\n\
         fn a() { #[derive(relata::Model)] struct Row; }\nfn b() { #[derive(relata::Model)] struct Row; }",
    )];
    let registered = json!([
        { "path": "app::File", "at": "src/lib.rs:1:46" }, { "path": "app::Row", "at": "src/lib.rs:4:42" } ]);
    library(
        "told_several",
        &files,
        registered,
        &expect![[r#"
            relata: 1 error in 2 models from 1 crate

            error[missing_model]: model `Row` of crate `app` is declared, but not registered
              --> src/lib.rs:3:42
              = note: the crate is linked and no `mod` item is missing: a macro removed the declaration, the linker dropped the registration, or the program is older than the source

            for more information: cargo relata explain missing_model
        "#]],
    );
}

/// For a crate that no code refers to, the compiled declaration counts; one whose models are all behind conditions
/// may be in the program.
#[test]
fn conditions_in_another_crate() {
    let told = |billing: &str, expected: &Expect| {
        let user = ("src/lib.rs", "#[derive(orm::Model)] struct User;");
        let files = [user, ("billing/src/lib.rs", billing)];
        library(
            "told_elsewhere",
            &with_billing(&files),
            registered(&["app::User"]),
            expected,
        );
    };
    let twins = "#[cfg(not(any(unix, windows)))] #[derive(relata::Model)] struct File;\n#[cfg(any(unix, windows))] #[derive(relata::Model)] struct File;";
    told(
        twins,
        &expect![[r#"
            relata: 1 error in 1 model from 1 crate

            error[missing_model]: model `File` is declared, but no code refers to crate `billing`
              --> billing/src/lib.rs:2:60
              = note: the compiler does not link a crate that no code refers to, so its models are not registered
              = help: add `orm::link!(bills as billing);` to src/lib.rs

            for more information: cargo relata explain missing_model
        "#]],
    );
    told(
        "#[cfg(loom)] #[derive(relata::Model)] struct Loom;",
        &expect![[r#"
            relata: 1 warning in 1 model from 1 crate

            warning[missing_model]: model `Loom` is declared behind `cfg(loom)`, and not registered
              --> billing/src/lib.rs:1:46
              = note: only the compiler knows whether `cfg(loom)` is active

            for more information: cargo relata explain missing_model
        "#]],
    );
}

#[test]
fn nothing_of_these() {
    library(
        "told_nothing_of_these",
        &[(
            "src/lib.rs",
            "#[derive(relata::Model)] struct User; #[derive(relata::Model)] struct Lost;",
        )],
        registered(&["app::User"]),
        &expect![[r#"
            relata: 1 error in 1 model from 1 crate

            error[missing_model]: model `Lost` of crate `app` is declared, but not registered
              --> src/lib.rs:1:71
              = note: the crate is linked and no `mod` item is missing: a macro removed the declaration, the linker dropped the registration, or the program is older than the source

            for more information: cargo relata explain missing_model
        "#]],
    );
}

/// By the struct that a name means. Other structs of that name do not.
#[test]
fn without_the_derive() {
    let post = |target: &str| {
        json!([{ "path": "app::Post", "relations": [
            { "name": "author", "kind": "belongs_to", "targets": [target], "at": "src/lib.rs:1:9" } ] }])
    };
    let files = [(
        "src/lib.rs",
        "#[derive(relata::Model)] struct Post; mod a { struct Author; struct Editor; } mod b { pub enum Author {} }",
    )];
    library(
        "told_underived",
        &files,
        post("Editor"),
        &expect![[r#"
            relata: 1 error in 1 model from 1 crate

            error[missing_target]: relation `Post.author` points at `Editor`, but no model has that name
              --> src/lib.rs:1:9
            note: `app::a::Editor` does not derive `relata::Model`
              --> src/lib.rs:1:69
              = help: add `relata::Model` to the derives of `Editor`

            for more information: cargo relata explain missing_target
        "#]],
    );
    library(
        "told_underived",
        &files,
        post("Author"),
        &expect![[r#"
            relata: 1 error in 1 model from 1 crate

            error[missing_target]: relation `Post.author` points at `Author`, but no model has that name
              --> src/lib.rs:1:9
            note: `app::a::Author` does not derive `relata::Model`
              --> src/lib.rs:1:54
            note: `app::b::Author` does not derive `relata::Model`
              --> src/lib.rs:1:96

            for more information: cargo relata explain missing_target
        "#]],
    );
    library(
        "told_underived",
        &files,
        post("Reader"),
        &expect![[r#"
            relata: 1 error in 1 model from 1 crate

            error[missing_target]: relation `Post.author` points at `Reader`, but no model has that name
              --> src/lib.rs:1:9
              = note: 1 model is registered, from 1 crate: `app`
              = help: check the spelling of `Reader`; if it is correct, check that `Reader` derives `relata::Model`, that a `mod` item declares its file, that no disabled feature excludes it, and that the program refers to its crate, for example with `relata::link!`

            for more information: cargo relata explain missing_target
        "#]],
    );
}

/// What someone expects is reported with it, and what is outside is not asked for.
#[test]
fn with_options() {
    let files = [
        ("src/lib.rs", "#[derive(orm::Model)] struct User;"),
        ("billing/src/lib.rs", INVOICES),
    ];
    let root = package("told_options", &with_billing(&files));
    let library = Target::library(&root);
    let models = registered(&["app::User"]);
    let expecting = options().expect_named("Payment");
    expect![[r#"
        relata: 1 error in 1 model from 1 crate

        error[missing_model]: 2 models are declared, but no code refers to crate `billing`
          --> billing/src/lib.rs:1:33
        note: model `Payment` is declared here
          --> billing/src/lib.rs:1:74
        note: model `Payment` is expected here
          --> tests/complete/told.rs:520:31
          = note: the compiler does not link a crate that no code refers to, so its models are not registered
          = help: add `orm::link!(bills as billing);` to src/lib.rs

        for more information: cargo relata explain missing_model
    "#]]
    .assert_eq(&found(&expecting, &library, &models).to_string());
    assert!(found(&options().outside("billing"), &library, &models).is_empty());
    let allowed = options().level(relata::Rule::MissingModel, relata::Level::Allow);
    assert!(found(&allowed, &library, &models).is_empty());
}

/// Its library has no model, so nothing shows whether the test names it. The line helps in the test in any case.
#[test]
fn a_test_next_to_a_library_without_models() {
    let files = [
        ("src/lib.rs", "orm::link!(bills);"),
        ("tests/users.rs", "#[test] fn it() {}"),
        ("billing/src/lib.rs", INVOICES),
    ];
    let root = package("told_beside", &with_billing(&files));
    let helps = |target: &Target| -> Vec<String> {
        let found = found(&options(), target, &json!([]));
        found
            .iter()
            .map(|it| it.help().unwrap().to_owned())
            .collect()
    };
    let line = "add `orm::link!(bills as billing);` to";
    let test = Target::test(&root, "users");
    assert_eq!(helps(&test), [format!("{line} tests/users.rs")]);
    let doctest = Target::doctest(&root);
    assert_eq!(helps(&doctest), [format!("{line} the doctest")]);
    let library = Target::library(&root);
    assert_eq!(helps(&library), [format!("{line} src/lib.rs")]);
}

/// One line names all that one file is to name.
#[test]
fn several_crates_that_no_code_names() {
    let manifest = WITH_BILLING
        .replace(r#"["billing"]"#, r#"["billing", "mail"]"#)
        .replace("bills =", "mail = { path = \"mail\" }\n    bills =");
    let mail = BILLING.replace("\"billing\"", "\"mail\"");
    let files = [
        ("Cargo.toml", &*manifest),
        ("src/lib.rs", "#[derive(orm::Model)] struct User;"),
        ("billing/Cargo.toml", BILLING),
        (
            "billing/src/lib.rs",
            "#[derive(relata::Model)] struct Invoice;",
        ),
        ("mail/Cargo.toml", &*mail),
        ("mail/src/lib.rs", "#[derive(relata::Model)] struct Letter;"),
    ];
    library(
        "told_crates",
        &files,
        registered(&["app::User"]),
        &expect![[r#"
            relata: 1 error in 1 model from 1 crate

            error[missing_model]: 2 models are declared, but no code refers to crates `billing` and `mail`
              --> billing/src/lib.rs:1:33
            note: model `Letter` is declared here
              --> mail/src/lib.rs:1:33
              = note: the compiler does not link a crate that no code refers to, so its models are not registered
              = help: add `orm::link!(bills as billing, mail);` to src/lib.rs

            for more information: cargo relata explain missing_model
        "#]],
    );
}

/// What only tests depend on need not be in each of them, but where it is, it is whole.
#[test]
fn dependencies_of_tests() {
    let manifest = WITH_BILLING.replace("bills =", "[dev-dependencies]\n    bills =");
    let files = [
        ("Cargo.toml", &*manifest),
        ("src/lib.rs", "#[derive(orm::Model)] struct User;"),
        ("tests/users.rs", "#[test] fn it() {}"),
        ("billing/Cargo.toml", BILLING),
        (
            "billing/src/lib.rs",
            "#[derive(relata::Model)] struct Invoice;",
        ),
        ("billing/src/job.rs", MODEL),
    ];
    let root = package("told_for_tests", &files);
    let user = registered(&["app::User"]);
    let test = Target::test(&root, "users");
    expect![[r#"
        relata: 1 error and 1 warning in 1 model from 1 crate

        error[missing_model]: model `Job` is declared, but no `mod` declares its file
          --> billing/src/job.rs:2:12
          = help: add `mod job;` to billing/src/lib.rs, or delete billing/src/job.rs if it is not used

        warning[missing_model]: model `Invoice` is declared, but no code refers to crate `billing`
          --> billing/src/lib.rs:1:33
          = note: the compiler does not link a crate that no code refers to, so its models are not registered
          = help: add `orm::link!(bills as billing);` to tests/users.rs

        for more information: cargo relata explain missing_model
    "#]]
    .assert_eq(&found(&options(), &test, &user).to_string());
    let needing = json!([{ "path": "app::User", "relations": [
        { "name": "invoice", "kind": "refers_to", "targets": ["billing::Invoice"], "at": "src/lib.rs:1:9" } ] }]);
    let unit_tests = Target::library(&root).with_cfg_test(true);
    let named = |found: &Findings| {
        let named = found.iter().find(|it| it.headline().contains("refers to"));
        named.map(|it| format!("{:?} {}", it.level(), it.help().unwrap()))
    };
    assert_eq!(
        named(&found(&options(), &unit_tests, &needing)).unwrap(),
        "Deny add `#[cfg(test)] orm::link!(bills as billing);` to src/lib.rs"
    );
    let linked = registered(&["app::User", "billing::Invoice"]);
    let whole = found(&options(), &test, &linked);
    assert_eq!(
        whole
            .iter()
            .map(|it| it.help().unwrap())
            .collect::<Vec<_>>(),
        ["add `mod job;` to billing/src/lib.rs, or delete billing/src/job.rs if it is not used"]
    );
    // A program is built without them.
    let library = Target::library(&root);
    assert!(found(&options().strict(), &library, &user).is_empty());
}

#[test]
fn a_feature_that_no_manifest_has() {
    library(
        "told_no_feature",
        &[(
            "src/lib.rs",
            "#[derive(relata::Model)] struct User;\n#[cfg(feature = \"mial\")] #[derive(relata::Model)] struct Mail;",
        )],
        registered(&["app::User"]),
        &expect![[r#"
            relata: 1 warning in 1 model from 1 crate

            warning[missing_model]: model `Mail` is declared behind `cfg(feature = "mial")`, which is not active
              --> src/lib.rs:2:58
              = help: add `mial` to the `[features]` of `app`, which has no such feature, or remove the condition

            for more information: cargo relata explain missing_model
        "#]],
    );
}

/// Whether a macro gives what is in its call, only the compiler knows.
#[test]
fn a_module_in_the_call_of_a_macro() {
    let root = "#[derive(relata::Model)] struct User;\ncfg_if::cfg_if! { if #[cfg(unix)] { #[allow(unused)] #[path = \"unix_jobs.rs\"] mod jobs; } else { mod other; } }";
    library(
        "told_macro",
        &[
            ("src/lib.rs", root),
            ("src/unix_jobs.rs", MODEL),
            ("src/other.rs", MODEL),
        ],
        registered(&["app::User", "app::jobs::Job"]),
        &expect![[r#"
            relata: 1 warning in 2 models from 1 crate

            warning[missing_model]: model `Job` is declared behind `cfg_if!`, and not registered
              --> src/other.rs:2:12
              = note: only the compiler knows what `cfg_if!` expands to

            for more information: cargo relata explain missing_model
        "#]],
    );
}
