//! Packages outside this workspace, because they know relata by another name: each is built as its users build it, with
//! the features of this test, and run.

mod cargo;

use std::process::Command;

use expect_test::{Expect, expect};

use cargo::text;

const PROFILE: &str = if cfg!(debug_assertions) {
    "debug"
} else {
    "release"
};

/// Builds a fixture.
fn cargo_build(fixture: &str) -> Command {
    cargo_on("build", fixture)
}

/// What cargo does with a fixture, with the channels of this test.
fn cargo_on(action: &str, fixture: &str) -> Command {
    let folder = format!("tests/fixtures/{fixture}");
    let mut cargo = cargo::command(action, &folder);
    cargo.args(["--no-default-features", "--features"]);
    cargo.arg(cargo::channels().join(","));
    if PROFILE == "release" {
        cargo.arg("--release");
    }
    cargo
}

/// The whole output of a program of a fixture.
fn holds(fixture: &str, program: &str, expected: &Expect) {
    let built = cargo_build(fixture).status().expect("cargo is there");
    assert!(built.success(), "{fixture} does not compile");

    let executable = cargo::built()
        .join(PROFILE)
        .join(format!("{program}{}", std::env::consts::EXE_SUFFIX));
    let output = Command::new(executable)
        .output()
        .expect("cargo has made it");
    expected.assert_eq(&format!(
        "{}{}exits with {:?}\n",
        text(&output.stdout),
        text(&output.stderr),
        output.status.code()
    ));
}

/// `integrity = { package = "relata" }` and `#[relata(crate = integrity)]`.
#[test]
fn a_dependency_with_another_name() {
    holds(
        "renamed",
        "renamed",
        &expect![[r#"
        renamed::Note at src/main.rs:37:8
          renamed::Note.author at src/main.rs:29:48 leads to [renamed::User at src/main.rs:10:12]
        renamed::User at src/main.rs:10:12
          renamed::User.posts at src/main.rs:9:19 leads to [renamed::blog::Post at src/main.rs:17:16]
          renamed::User.notes at src/main.rs:9:66 leads to [renamed::Note at src/main.rs:37:8]
        renamed::blog::Post at src/main.rs:17:16
          renamed::blog::Post.author at src/main.rs:20:13 leads to [renamed::User at src/main.rs:10:12]
        exits with Some(0)
    "#]],
    );
}

/// An application that knows relata by a crate that re-exports it, and a macro of that crate that derives.
#[test]
fn a_crate_that_re_exports_relata() {
    holds(
        "platform",
        "app",
        &expect![[r#"
            app::Address at app/src/main.rs:38:12
            app::Invoice at app/src/main.rs:12:12
              app::Invoice.lines at app/src/main.rs:11:45 leads to [app::Line at app/src/main.rs:21:16]
              app::Invoice.customer at app/src/main.rs:15:9 leads to [platform::Customer at platform/src/lib.rs:8:12]
            app::Line at app/src/main.rs:21:16
              app::Line.product at app/src/main.rs:20:41 leads to [app::catalog::Product at app/src/main.rs:30:27]
              app::Line.invoice at app/src/main.rs:23:13 leads to [app::Invoice at app/src/main.rs:12:12]
            app::Office at app/src/main.rs:52:1
              app::Office.theirs at app/src/main.rs:52:1 leads to [platform::Address at platform/src/lib.rs:28:12]
              app::Office.own at app/src/main.rs:52:1 leads to [app::Address at app/src/main.rs:38:12]
            app::catalog::Product at app/src/main.rs:30:27
              app::catalog::Product.similar at app/src/main.rs:29:28 leads to [app::catalog::Product at app/src/main.rs:30:27]
            platform::Address at platform/src/lib.rs:28:12
            platform::Customer at platform/src/lib.rs:8:12
              platform::Customer.invoices at platform/src/lib.rs:7:19 leads to [app::Invoice at app/src/main.rs:12:12]
            exits with Some(0)
        "#]],
    );
}

/// `link!` of the package's own library in its `main.rs`, and the report of a program without it.
#[test]
fn a_package_and_its_own_library() {
    holds(
        "own_library",
        "own_library",
        &expect![[r#"
        own_library::Author
        own_library::Book
        exits with Some(0)
    "#]],
    );
    holds(
        "own_library",
        "forgetful",
        &expect![[r#"
            Error: relata: 1 error in 0 models from 0 crates

            error[empty_registry]: no models are registered in this program
              = note: the compiler does not link a crate that no code refers to, so its models are not registered
              = help: refer to each crate that has models in the crate root of the program, as in `relata::link!(models);`

            for more information: cargo relata explain empty_registry

            exits with Some(1)
        "#]],
    );
}

/// The same in tests, examples and doctests.
#[test]
fn the_tests_of_a_package_and_its_own_library() {
    let mut tests = cargo_on("test", "own_library");
    let output = tests.args(["--tests", "--examples"]).output();
    let output = output.expect("cargo is there");
    assert!(output.status.success(), "{}", text(&output.stdout));
    let ran = text(&output.stdout).matches("1 passed").count();
    assert_eq!(ran, 3, "{}", text(&output.stdout));

    let output = cargo_on("test", "own_library").arg("--doc").output();
    let output = output.expect("cargo is there");
    assert!(output.status.success(), "{}", text(&output.stdout));
    assert!(text(&output.stdout).contains("2 passed"));
}

/// Each model points at that of its own version, and relata warns that there are two.
#[test]
fn two_versions_of_a_crate_of_models() {
    holds(
        "linked_twice",
        "linked_twice",
        &expect![[r#"
            relata: 1 warning in 4 models from 1 crate

            warning[crate_linked_twice]: `models::Customer` is linked from versions 1.0.0 and 2.0.0 of package `models`
              --> models-1/src/lib.rs:5:12
            note: version 2.0.0 is declared here
              --> models-2/src/lib.rs:5:12
              = note: the same applies to 1 more model of `models`: `models::Order`
              = note: within `models`, a relation to `models::Customer` resolves to the model of the same version; from any other package it resolves to version 1.0.0
              = help: run `cargo tree --duplicates` to see which packages depend on each version of `models`, and make them require the same version

            for more information: cargo relata explain crate_linked_twice
            1 leads to Some("1.0.0")
            2 leads to Some("2.0.0")
            exits with Some(0)
        "#]],
    );
}

/// They share one relata-record, and each has the models of both.
#[test]
fn two_versions_of_relata() {
    holds(
        "two_versions",
        "two_versions",
        &expect![[r#"
            orders leads to ["two_versions::Order"]
            customer leads to ["crm::Customer"]
            orders leads to ["two_versions::Order"]
            customer leads to ["crm::Customer"]
            exits with Some(0)
        "#]],
    );
}

/// A program with two of them would have two registries, each with a part of the models: cargo refuses it.
#[test]
fn two_major_versions_of_relata_record() {
    let output = cargo_build("two_records").output();
    let output = output.expect("cargo is there");
    assert!(!output.status.success());
    let told = text(&output.stderr);
    let expected = "package `relata-record` links to the native library `relata`, but it conflicts with a previous package which links to `relata` as well";
    assert!(told.contains(expected), "{told}");
}

/// One error for each model, at the model, however much of the derive's code needs relata.
#[test]
fn a_dependency_whose_other_name_is_unknown() {
    let mut cargo = cargo_build("renamed");
    cargo.args(["--bin", "misnamed", "--features", "misnamed"]);
    let output = cargo.output().expect("cargo is there");
    let told = text(&output.stderr);
    // The rest is the compiler's own explanation.
    let told = told
        .lines()
        .filter(|line| line.starts_with("error") || line.trim_start().starts_with("-->"));
    expect![[r#"
        error[E0432]: unresolved import `integrety`
          --> src/misnamed.rs:10:18
        error[E0433]: cannot find `relata` in the crate root
         --> src/misnamed.rs:5:8
        error: could not compile `renamed` (bin "misnamed") due to 2 previous errors"#]]
    .assert_eq(&told.collect::<Vec<_>>().join("\n"));
}
