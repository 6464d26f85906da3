//! Crates that no code names: by whom each is to be named, in which file, and what is known where no line helps.

use expect_test::{Expect, expect};
use relata::options;
use relata::source::Target;
use serde_json::json;

use super::told::{found, registered};
use crate::packages::package;

const USER: &str = "#[derive(relata::Model)] struct User;";
const INVOICE: &str = "#[derive(relata::Model)] struct Invoice;";
const TEST: &str = "#[test] fn it() {}";
const RELATA: &str = "relata = { path = \"$RELATA\", default-features = false }";

/// A manifest, with what it has next to its name and relata.
fn manifest(name: &str, rest: &str) -> String {
    let head = format!("[package]\nname = \"{name}\"\nversion = \"1.0.0\"\nedition = \"2024\"");
    format!("{head}\n[dependencies]\n{RELATA}\n{rest}")
}

/// The package `app` with a model, the crate `billing` with another and one that lists it for `app`, all as they are
/// given or as they mostly are.
fn app(name: &str, rest: &str, files: &[(&str, &str)]) -> std::path::PathBuf {
    let root = format!("[workspace]\n{}", manifest("app", rest));
    let billing = manifest("billing", "");
    let most = [
        ("Cargo.toml", &*root),
        ("src/lib.rs", USER),
        ("tests/it.rs", TEST),
        ("billing/Cargo.toml", &*billing),
        ("billing/src/lib.rs", INVOICE),
    ];
    package(name, &[&most[..], files].concat())
}

fn told(target: &Target, models: &[&str], expected: &Expect) {
    expected.assert_eq(&found(&options(), target, &registered(models)).to_string());
}

const PAY: &str = "[features]\npay = [\"dep:billing\"]\n";
const OPTIONAL: &str = "billing = { path = \"../billing\", optional = true }\n";

/// Another member of the workspace turns it on, which this test is built without.
#[test]
fn an_optional_dependency_that_another_package_turns_on() {
    let app = manifest("app", &format!("{OPTIONAL}{PAY}"));
    let server = manifest(
        "server",
        "app = { path = \"../app\", features = [\"pay\"] }",
    );
    let billing = manifest("billing", "");
    let workspace = "[workspace]\nresolver = \"3\"\nmembers = [\"app\", \"server\", \"billing\"]";
    let told = |library: &str, expected: &Expect| {
        let files = [
            ("Cargo.toml", workspace),
            ("app/Cargo.toml", &*app),
            ("app/src/lib.rs", library),
            ("app/tests/it.rs", TEST),
            ("server/Cargo.toml", &*server),
            ("server/src/lib.rs", ""),
            ("billing/Cargo.toml", &*billing),
            ("billing/src/lib.rs", INVOICE),
        ];
        let root = package("unnamed_workspace", &files);
        told(
            &Target::test(root.join("app"), "it"),
            &["app::User"],
            expected,
        );
    };
    told(
        &format!("#[cfg(feature = \"pay\")] use billing as _;\n{USER}"),
        &expect![[r#"
            relata: 1 warning in 1 model from 1 crate

            warning[missing_model]: model `Invoice` is declared behind the optional dependency `billing` of `app`, and not registered
              --> billing/src/lib.rs:1:33
              = note: `billing` is enabled when cargo builds the whole workspace; this program may have fewer features

            for more information: cargo relata explain missing_model
        "#]],
    );
    told(
        USER,
        &expect![[r#"
            relata: 1 warning in 1 model from 1 crate

            warning[missing_model]: model `Invoice` is declared behind the optional dependency `billing` of `app`, and not registered
              --> billing/src/lib.rs:1:33
              = note: `billing` is enabled when cargo builds the whole workspace; this program may have fewer features
              = note: the compiler does not link a crate that no code refers to, so its models are not registered
              = help: add `#[cfg(feature = "pay")] relata::link!(billing);` to app/src/lib.rs

            for more information: cargo relata explain missing_model
        "#]],
    );
}

/// Its own name is the feature then. Its tests have it in any case, so the line is for them.
#[test]
fn an_optional_dependency_by_its_own_name() {
    let rest =
        "billing = { path = \"billing\", optional = true }\n[features]\ndefault = [\"billing\"]\n";
    let root = app("unnamed_own_name", rest, &[]);
    let test = Target::test(root, "it");
    told(
        &test,
        &["app::User"],
        &expect![[r#"
            relata: 1 error in 1 model from 1 crate

            error[missing_model]: model `Invoice` is declared, but no code refers to crate `billing`
              --> billing/src/lib.rs:1:33
              = note: the compiler does not link a crate that no code refers to, so its models are not registered
              = help: add `#[cfg(feature = "billing")] relata::link!(billing);` to src/lib.rs

            for more information: cargo relata explain missing_model
        "#]],
    );
    let rest = format!("{rest}[dev-dependencies]\nbilling = {{ path = \"billing\" }}");
    let root = app("unnamed_own_name", &rest, &[]);
    let test = Target::test(&root, "it");
    told(
        &test,
        &["app::User"],
        &expect![[r#"
            relata: 1 error in 1 model from 1 crate

            error[missing_model]: model `Invoice` is declared, but no code refers to crate `billing`
              --> billing/src/lib.rs:1:33
              = note: the compiler does not link a crate that no code refers to, so its models are not registered
              = help: add `#[cfg(feature = "billing")] relata::link!(billing);` to src/lib.rs

            for more information: cargo relata explain missing_model
        "#]],
    );
    let library = Target::library(root);
    told(
        &library,
        &["app::User"],
        &expect![[r#"
            relata: 1 error in 1 model from 1 crate

            error[missing_model]: model `Invoice` is declared, but no code refers to crate `billing`
              --> billing/src/lib.rs:1:33
              = note: the compiler does not link a crate that no code refers to, so its models are not registered
              = help: add `#[cfg(feature = "billing")] relata::link!(billing);` to src/lib.rs

            for more information: cargo relata explain missing_model
        "#]],
    );
}

/// Where features are known, they decide.
#[test]
fn an_optional_dependency_that_is_known_to_be_on_or_off() {
    let rest = "bill-ing = { package = \"billing\", path = \"billing\", optional = true }\n[features]\ndefault = [\"pay\"]\npay = [\"dep:bill-ing\"]\nother = []";
    let root = app("unnamed_known", rest, &[]);
    let test = Target::test(root, "it");
    // It comes with the library, which is missing too.
    told(
        &test,
        &[],
        &expect![[r#"
            relata: 1 error in 0 models from 0 crates

            error[missing_model]: 2 models are declared, but no code refers to crate `app`
              --> billing/src/lib.rs:1:33
            note: model `User` is declared here
              --> src/lib.rs:1:33
              = note: the compiler does not link a crate that no code refers to, so its models are not registered
              = help: add `relata::link!(app);` to tests/it.rs

            for more information: cargo relata explain missing_model
        "#]],
    );
    told(
        &test,
        &["app::User"],
        &expect![[r#"
            relata: 1 error in 1 model from 1 crate

            error[missing_model]: model `Invoice` is declared, but no code refers to crate `billing`
              --> billing/src/lib.rs:1:33
              = note: the compiler does not link a crate that no code refers to, so its models are not registered
              = help: add `#[cfg(feature = "pay")] relata::link!(bill_ing as billing);` to src/lib.rs

            for more information: cargo relata explain missing_model
        "#]],
    );
    told(
        &test.clone().features(["pay"]),
        &["app::User"],
        &expect![[r#"
            relata: 1 error in 1 model from 1 crate

            error[missing_model]: model `Invoice` is declared, but no code refers to crate `billing`
              --> billing/src/lib.rs:1:33
              = note: the compiler does not link a crate that no code refers to, so its models are not registered
              = help: add `#[cfg(feature = "pay")] relata::link!(bill_ing as billing);` to src/lib.rs

            for more information: cargo relata explain missing_model
        "#]],
    );
    told(
        &test.features(["other"]),
        &["app::User"],
        &expect![[r#"
        relata: no findings in 1 model from 1 crate
    "#]],
    );
}

/// The crate that has the optional dependency is in the program, and what it names behind the feature is not.
#[test]
fn an_optional_dependency_further_down() {
    let billing = manifest(
        "billing",
        "audit = { path = \"../audit\", optional = true }\n[features]\ndefault = [\"x\"]\nx = [\"dep:audit\"]\nboth = [\"audit/more\"]",
    );
    let audit = manifest("audit", "[features]\nmore = []");
    let told = |billing_root: &str, expected: &Expect| {
        let files = [
            ("src/lib.rs", USER),
            ("billing/Cargo.toml", &*billing),
            ("billing/src/lib.rs", billing_root),
            ("audit/Cargo.toml", &*audit),
            ("audit/src/lib.rs", "#[derive(relata::Model)] struct Audit;"),
        ];
        let rest = "billing = { path = \"billing\" }";
        let root = app("unnamed_further_down", rest, &files);
        let models = ["app::User", "billing::Invoice"];
        told(&Target::test(root, "it"), &models, expected);
    };
    told(
        &format!("#[cfg(feature = \"x\")] relata::link!(audit);\n{INVOICE}"),
        &expect![[r#"
            relata: 1 error in 2 models from 2 crates

            error[missing_model]: model `Audit` is declared, but no code refers to crate `audit`
              --> audit/src/lib.rs:1:33
              = note: the compiler does not link a crate that no code refers to, so its models are not registered
              = help: add `#[cfg(any(feature = "both", feature = "x"))] relata::link!(audit);` to billing/src/lib.rs

            for more information: cargo relata explain missing_model
        "#]],
    );
    told(
        INVOICE,
        &expect![[r#"
            relata: 1 error in 2 models from 2 crates

            error[missing_model]: model `Audit` is declared, but no code refers to crate `audit`
              --> audit/src/lib.rs:1:33
              = note: the compiler does not link a crate that no code refers to, so its models are not registered
              = help: add `#[cfg(any(feature = "both", feature = "x"))] relata::link!(audit);` to billing/src/lib.rs

            for more information: cargo relata explain missing_model
        "#]],
    );
}

/// It is there only in tests on this platform, so a line in the library would not compile.
#[test]
fn a_dependency_of_another_platform_and_of_tests() {
    let rest = "[target.'cfg(not(any(unix, windows)))'.dependencies]\nbilling = { path = \"billing\" }\n[dev-dependencies]\nbilling = { path = \"billing\" }";
    let root = app("unnamed_platform_and_tests", rest, &[]);
    told(
        &Target::test(&root, "it"),
        &["app::User"],
        &expect![[r#"
            relata: 1 warning in 1 model from 1 crate

            warning[missing_model]: model `Invoice` is declared, but no code refers to crate `billing`
              --> billing/src/lib.rs:1:33
              = note: the compiler does not link a crate that no code refers to, so its models are not registered
              = help: add `relata::link!(billing);` to tests/it.rs

            for more information: cargo relata explain missing_model
        "#]],
    );
    let library = Target::library(&root).with_cfg_test(true);
    told(
        &library,
        &["app::User"],
        &expect![[r#"
            relata: 1 warning in 1 model from 1 crate

            warning[missing_model]: model `Invoice` is declared, but no code refers to crate `billing`
              --> billing/src/lib.rs:1:33
              = note: the compiler does not link a crate that no code refers to, so its models are not registered
              = help: add `#[cfg(test)] relata::link!(billing);` to src/lib.rs

            for more information: cargo relata explain missing_model
        "#]],
    );
    told(
        &Target::library(&root),
        &["app::User"],
        &expect![[r#"
        relata: no findings in 1 model from 1 crate
    "#]],
    );
}

/// In unit tests either of the two is enough.
#[test]
fn a_dependency_of_this_platform_and_of_tests() {
    let rest = "[target.'cfg(any(unix, windows))'.dependencies]\nbilling = { path = \"billing\" }\n[dev-dependencies]\nbilling = { path = \"billing\" }";
    let root = app("unnamed_this_platform_and_tests", rest, &[]);
    told(
        &Target::test(&root, "it"),
        &["app::User"],
        &expect![[r#"
            relata: 1 error in 1 model from 1 crate

            error[missing_model]: model `Invoice` is declared, but no code refers to crate `billing`
              --> billing/src/lib.rs:1:33
              = note: the compiler does not link a crate that no code refers to, so its models are not registered
              = help: add `#[cfg(any(unix, windows))] relata::link!(billing);` to src/lib.rs

            for more information: cargo relata explain missing_model
        "#]],
    );
    let library = Target::library(&root).with_cfg_test(true);
    told(
        &library,
        &["app::User"],
        &expect![[r#"
            relata: 1 error in 1 model from 1 crate

            error[missing_model]: model `Invoice` is declared, but no code refers to crate `billing`
              --> billing/src/lib.rs:1:33
              = note: the compiler does not link a crate that no code refers to, so its models are not registered
              = help: add `#[cfg(any(any(unix, windows), test))] relata::link!(billing);` to src/lib.rs

            for more information: cargo relata explain missing_model
        "#]],
    );
}

/// There is no `cfg` of that name, so there is no line.
#[test]
fn a_dependency_of_a_platform_by_its_name() {
    let rest = "[target.x86_64-unknown-linux-gnu.dependencies]\nbilling = { path = \"billing\" }";
    let root = app("unnamed_platform_by_name", rest, &[]);
    let target = Target::library(root).platform("x86_64-unknown-linux-gnu");
    told(
        &target,
        &["app::User"],
        &expect![[r#"
            relata: 1 error in 1 model from 1 crate

            error[missing_model]: model `Invoice` is declared, but no code refers to crate `billing`
              --> billing/src/lib.rs:1:33
              = note: the compiler does not link a crate that no code refers to, so its models are not registered
              = note: `app` depends on `billing` only for `x86_64-unknown-linux-gnu`

            for more information: cargo relata explain missing_model
        "#]],
    );
}

/// That of another platform is no dependency here.
#[test]
fn a_dependency_of_another_platform_by_its_name() {
    let rest = "[target.x86_64-unknown-redox.dependencies]\nbilling = { path = \"billing\" }\n[dev-dependencies]\nbilling = { path = \"billing\" }";
    let root = app("unnamed_other_by_name", rest, &[]);
    told(
        &Target::test(root, "it"),
        &["app::User"],
        &expect![[r#"
            relata: 1 warning in 1 model from 1 crate

            warning[missing_model]: model `Invoice` is declared, but no code refers to crate `billing`
              --> billing/src/lib.rs:1:33
              = note: the compiler does not link a crate that no code refers to, so its models are not registered
              = help: add `relata::link!(billing);` to tests/it.rs

            for more information: cargo relata explain missing_model
        "#]],
    );
}

/// Each line of a manifest is optional or not by itself.
#[test]
fn an_optional_dependency_of_this_platform() {
    let here = "[target.'cfg(any(unix, windows))'.dependencies]\nbilling = { path = \"billing\", optional = true }\n";
    let elsewhere = "[target.'cfg(all(not(unix), not(windows)))'.dependencies]\nbilling = { path = \"billing\" }\n";
    let rest = format!("[features]\ndefault = [\"billing\"]\n{here}{elsewhere}");
    let root = app("unnamed_optional_here", &rest, &[]);
    told(
        &Target::test(root, "it"),
        &["app::User"],
        &expect![[r#"
            relata: 1 error in 1 model from 1 crate

            error[missing_model]: model `Invoice` is declared, but no code refers to crate `billing`
              --> billing/src/lib.rs:1:33
              = note: the compiler does not link a crate that no code refers to, so its models are not registered
              = help: add `#[cfg(all(any(unix, windows), feature = "billing"))] relata::link!(billing);` to src/lib.rs

            for more information: cargo relata explain missing_model
        "#]],
    );
}

/// The crate between has no model, and is there by the optional dependency itself.
#[test]
fn behind_an_optional_dependency() {
    let between = manifest("between", "billing = { path = \"../billing\" }");
    let files = [
        ("between/Cargo.toml", &*between),
        ("between/src/lib.rs", ""),
    ];
    let rest =
        "between = { path = \"between\", optional = true }\n[features]\ndefault = [\"between\"]";
    let root = app("unnamed_behind_optional", rest, &files);
    told(
        &Target::test(root, "it"),
        &["app::User"],
        &expect![[r#"
            relata: 1 error in 1 model from 1 crate

            error[missing_model]: model `Invoice` is declared, but no code refers to crate `billing`
              --> billing/src/lib.rs:1:33
              = note: the compiler does not link a crate that no code refers to, so its models are not registered
              = help: add `relata::link!(billing);` to between/src/lib.rs, and check that code refers to `between`

            for more information: cargo relata explain missing_model
        "#]],
    );
}

/// `link!` can be said where relata is there whenever the crate is.
#[test]
fn with_relata_under_a_condition() {
    let told = |rest: &str, expected: &Expect| {
        let manifest = manifest("app", rest)
            .replace(&format!("[dependencies]\n{RELATA}\n"), "[dependencies]\n");
        let manifest = format!("[workspace]\n{manifest}").replace("$SAME", RELATA);
        let files = [("Cargo.toml", &*manifest), ("src/main.rs", "fn main() {}")];
        let root = app("unnamed_relata", "", &files);
        let main = Target::binary(root, "app").with_cfg_test(true);
        told(&main, &["app::User"], expected);
    };
    let billing = "billing = { path = \"billing\" }";
    told(
        &format!("[dev-dependencies]\n$SAME\n{billing}"),
        &expect![[r#"
            relata: 1 warning in 1 model from 1 crate

            warning[missing_model]: model `Invoice` is declared, but no code refers to crate `billing`
              --> billing/src/lib.rs:1:33
              = note: the compiler does not link a crate that no code refers to, so its models are not registered
              = help: add `#[cfg(test)] relata::link!(billing);` to src/main.rs

            for more information: cargo relata explain missing_model
        "#]],
    );
    told(
        &format!("{billing}\n[dev-dependencies]\n$SAME"),
        &expect![[r#"
            relata: 1 error in 1 model from 1 crate

            error[missing_model]: model `Invoice` is declared, but no code refers to crate `billing`
              --> billing/src/lib.rs:1:33
              = note: the compiler does not link a crate that no code refers to, so its models are not registered
              = help: add `use billing as _;` to src/lib.rs

            for more information: cargo relata explain missing_model
        "#]],
    );
    let optional = RELATA.replace(" }", ", optional = true }");
    told(
        &format!("{optional}\n{billing}\n[features]\ndefault = [\"relata\"]"),
        &expect![[r#"
            relata: 1 error in 1 model from 1 crate

            error[missing_model]: model `Invoice` is declared, but no code refers to crate `billing`
              --> billing/src/lib.rs:1:33
              = note: the compiler does not link a crate that no code refers to, so its models are not registered
              = help: add `use billing as _;` to src/lib.rs

            for more information: cargo relata explain missing_model
        "#]],
    );
    let both = OPTIONAL.replace("../", "");
    told(
        &format!(
            "{optional}\n{both}[features]\ndefault = [\"pay\"]\npay = [\"dep:relata\", \"dep:billing\"]"
        ),
        &expect![[r#"
            relata: 1 error in 1 model from 1 crate

            error[missing_model]: model `Invoice` is declared, but no code refers to crate `billing`
              --> billing/src/lib.rs:1:33
              = note: the compiler does not link a crate that no code refers to, so its models are not registered
              = help: add `#[cfg(feature = "pay")] relata::link!(billing);` to src/lib.rs

            for more information: cargo relata explain missing_model
        "#]],
    );
}

/// The library of the package is missing in the test, and never brings what only tests depend on.
#[test]
fn a_dependency_of_tests_next_to_the_library() {
    let rest = "[dev-dependencies]\nbilling = { path = \"billing\" }";
    let root = app("unnamed_beside_library", rest, &[]);
    told(
        &Target::test(root, "it"),
        &[],
        &expect![[r#"
            relata: 1 error and 1 warning in 0 models from 0 crates

            warning[missing_model]: model `Invoice` is declared, but no code refers to crate `billing`
              --> billing/src/lib.rs:1:33
              = note: the compiler does not link a crate that no code refers to, so its models are not registered
              = help: add `relata::link!(billing);` to tests/it.rs

            error[missing_model]: model `User` is declared, but no code refers to crate `app`
              --> src/lib.rs:1:33
              = note: the compiler does not link a crate that no code refers to, so its models are not registered
              = help: add `relata::link!(app);` to tests/it.rs

            for more information: cargo relata explain missing_model
        "#]],
    );
}

/// What depends on the package is a dependency of its tests; a doctest names the package itself.
#[test]
fn a_dependency_of_tests_that_depends_on_the_package() {
    let kit = manifest("kit", "app = { path = \"..\" }");
    let files = [
        ("kit/Cargo.toml", &*kit),
        ("kit/src/lib.rs", "#[derive(relata::Model)] struct Kit;"),
    ];
    let rest = "[dev-dependencies]\nkit = { path = \"kit\" }";
    let root = app("unnamed_cycle", rest, &files);
    told(
        &Target::doctest(&root),
        &[],
        &expect![[r#"
            relata: 1 error and 1 warning in 0 models from 0 crates

            warning[missing_model]: model `Kit` is declared, but no code refers to crate `kit`
              --> kit/src/lib.rs:1:33
              = note: the compiler does not link a crate that no code refers to, so its models are not registered
              = help: add `relata::link!(kit);` to the doctest

            error[missing_model]: model `User` is declared, but no code refers to crate `app`
              --> src/lib.rs:1:33
              = note: the compiler does not link a crate that no code refers to, so its models are not registered
              = help: add `relata::link!(app);` to the doctest

            for more information: cargo relata explain missing_model
        "#]],
    );
    told(
        &Target::test(&root, "it"),
        &["kit::Kit"],
        &expect![[r#"
            relata: 1 error in 1 model from 1 crate

            error[missing_model]: model `User` is declared, but no code refers to crate `app`
              --> src/lib.rs:1:33
              = note: the compiler does not link a crate that no code refers to, so its models are not registered
              = help: add `relata::link!(app);` to tests/it.rs

            for more information: cargo relata explain missing_model
        "#]],
    );
}

/// A file that is of both shows nothing of the library.
#[test]
fn a_program_that_shares_a_module_with_the_library() {
    let files = [
        ("src/lib.rs", "mod job; mod only;"),
        ("src/main.rs", "mod job; fn main() {}"),
        ("src/job.rs", "#[derive(relata::Model)] struct Job;"),
        ("src/only.rs", "#[derive(relata::Model)] struct Only;"),
    ];
    let root = app("unnamed_shared", "", &files);
    let main = Target::binary(&root, "app");
    let job = json!({ "path": "app::job::Job", "at": "src/job.rs:1:33" });
    expect![[r#"
        relata: 1 error in 1 model from 1 crate

        error[missing_model]: model `Only` is declared, but no code refers to crate `app`
          --> src/only.rs:1:33
          = note: the compiler does not link a crate that no code refers to, so its models are not registered
          = help: add `relata::link!(app);` to src/main.rs

        for more information: cargo relata explain missing_model
    "#]]
    .assert_eq(&found(&options(), &main, &json!([job])).to_string());
    let only = json!({ "path": "app::only::Only" });
    expect![[r#"
        relata: no findings in 2 models from 1 crate
    "#]]
    .assert_eq(&found(&options(), &main, &json!([job, only])).to_string());
}

/// What a test registers is not of the crate that it is called after.
#[test]
fn a_test_that_is_called_as_a_dependency() {
    let files = [(
        "tests/billing.rs",
        "#[derive(relata::Model)] struct InTest;",
    )];
    let rest = "billing = { path = \"billing\" }";
    let root = app("unnamed_called_alike", rest, &files);
    let target = Target::test(root, "billing");
    told(
        &target,
        &["app::User", "billing::InTest"],
        &expect![[r#"
            relata: 1 error in 2 models from 2 crates

            error[missing_model]: model `Invoice` is declared, but no code refers to crate `billing`
              --> billing/src/lib.rs:1:33
              = note: the compiler does not link a crate that no code refers to, so its models are not registered
              = help: add `relata::link!(billing);` to src/lib.rs

            for more information: cargo relata explain missing_model
        "#]],
    );
}

/// Neither a test nor a program can name it as it is.
#[test]
fn a_library_that_nothing_links() {
    let rest = "[lib]\ncrate-type = [\"cdylib\"]";
    let root = app("unnamed_cdylib", rest, &[]);
    told(
        &Target::test(&root, "it"),
        &[],
        &expect![[r#"
            relata: 1 error in 0 models from 0 crates

            error[missing_model]: model `User` is declared, but no code refers to crate `app`
              --> src/lib.rs:1:33
              = note: tests and programs can name a library only if it is an `rlib`
              = help: add `rlib` to the `crate-type` of `app`, and add `relata::link!(app);` to tests/it.rs

            for more information: cargo relata explain missing_model
        "#]],
    );
    let both = rest.replace("\"cdylib\"", "\"cdylib\", \"rlib\"");
    let root = app("unnamed_cdylib", &both, &[]);
    told(
        &Target::test(&root, "it"),
        &[],
        &expect![[r#"
            relata: 1 error in 0 models from 0 crates

            error[missing_model]: model `User` is declared, but no code refers to crate `app`
              --> src/lib.rs:1:33
              = note: the compiler does not link a crate that no code refers to, so its models are not registered
              = help: add `relata::link!(app);` to tests/it.rs

            for more information: cargo relata explain missing_model
        "#]],
    );
}

/// Nor can code name one of another package, whose models are then no part of any program.
#[test]
fn a_dependency_that_nothing_links() {
    let billing = manifest("billing", "[lib]\ncrate-type = [\"staticlib\"]");
    let files = [("billing/Cargo.toml", &*billing)];
    let rest = "billing = { path = \"billing\" }";
    let root = app("unnamed_staticlib", rest, &files);
    told(
        &Target::test(root, "it"),
        &["app::User"],
        &expect![[r#"
        relata: no findings in 1 model from 1 crate
    "#]],
    );
}

/// Those that are behind what only the compiler knows may not come with their crate.
#[test]
fn models_that_may_not_be_compiled() {
    let files = [(
        "billing/src/lib.rs",
        "#[derive(relata::Model)] struct Invoice;\n#[cfg(loom)] #[derive(relata::Model)] struct Loom;",
    )];
    let rest = "billing = { path = \"billing\" }";
    let root = app("unnamed_perhaps", rest, &files);
    told(
        &Target::test(root, "it"),
        &["app::User"],
        &expect![[r#"
            relata: 1 error and 1 warning in 1 model from 1 crate

            error[missing_model]: model `Invoice` is declared, but no code refers to crate `billing`
              --> billing/src/lib.rs:1:33
              = note: the compiler does not link a crate that no code refers to, so its models are not registered
              = help: add `relata::link!(billing);` to src/lib.rs

            warning[missing_model]: model `Loom` is declared behind `cfg(loom)`, and not registered
              --> billing/src/lib.rs:2:46
              = note: only the compiler knows whether `cfg(loom)` is active

            for more information: cargo relata explain missing_model
        "#]],
    );
}
