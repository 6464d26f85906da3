//! What has to hold for a model to be compiled, and whether it does.

use std::fmt::Write;

use expect_test::expect;
use relata::source::{Source, Target};

use super::packages::{library, models, package, read, underived};

/// In the order from the root to the derive.
#[test]
fn all_that_applies() {
    library(
        "applies",
        &[
            (
                "src/lib.rs",
                "#![cfg(not(windows))]\n#[cfg(feature = \"mail\")] mod a;",
            ),
            (
                "src/a.rs",
                r#"#![cfg(unix)]
                #[cfg(target_pointer_width = "64")]
                mod b {
                    #[cfg(all(
                        feature = "pdf",
                        debug_assertions,
                    ))]
                    fn f() {
                        #[cfg(true)]
                        #[cfg_attr(feature = "mail", derive(Debug, relata::Model), cfg(not(test)))]
                        #[cfg(feature = "mail")]
                        struct Deep;
                    }
                }"#,
            ),
        ],
        &expect![[r#"
            app::a::b::Deep src/a.rs:12:32 compiled if `not(windows)` and `feature = "mail"` and `unix` and `target_pointer_width = "64"` and `all(feature = "pdf", debug_assertions)` and `true` and `any(not(feature = "mail"), not(test))` and `feature = "mail"` and `feature = "mail"`: `all(feature = "pdf", debug_assertions)` is not active
        "#]],
    );
}

/// They are there only in tests, whichever way these are written.
#[test]
fn in_functions_that_are_tests() {
    library(
        "test_functions",
        &[(
            "src/lib.rs",
            "#[test] fn a() { #[derive(relata::Model)] struct A; }
            #[tokio::test] async fn b() { #[derive(relata::Model)] struct B; }
            #[cfg_attr(unix, bench)] fn c() { #[derive(relata::Model)] struct C; }",
        )],
        &expect![[r#"
            app::A src/lib.rs:1:50 compiled if `test`: `test` is not active
            app::B src/lib.rs:2:75 compiled if `test`: `test` is not active
            app::C src/lib.rs:3:79 compiled if `any(not(unix), test)`: `any(not(unix), test)` is not active
        "#]],
    );
}

const PREDICATES: [&str; 43] = [
    "unix",
    "windows",
    "test",
    "doc",
    "doctest",
    "true",
    "false",
    "miri",
    "debug_assertions",
    "loom",
    "tokio_unstable",
    "target_os = \"linux\"",
    "target_os = \"macos\"",
    "target_family = \"unix\"",
    "target_family = \"wasm\"",
    "target_pointer_width = \"64\"",
    "target_pointer_width = \"32\"",
    "target_endian = \"little\"",
    "target_endian = \"big\"",
    "target_env = \"gnu\"",
    "target_env = \"musl\"",
    "target_vendor = \"pc\"",
    "target_has_atomic = \"64\"",
    "feature = \"mail\"",
    "feature = \"pdf\"",
    "feature = \"no-such\"",
    "not(unix)",
    "not(loom)",
    "not(feature = \"mail\")",
    "all()",
    "any()",
    "all(unix, loom)",
    "all(loom, windows)",
    "all(loom, feature = \"pdf\")",
    "all(unix, windows, feature = \"pdf\")",
    "any(unix, loom)",
    "any(loom, windows)",
    "any(windows, feature = \"pdf\")",
    "any(windows, all(unix, feature = \"pdf\"))",
    "not(any(windows, feature = \"pdf\"))",
    "r#true",
    "version(\"1.80\")",
    "target(os = \"linux\")",
];

/// A program compiled for another platform would say otherwise.
#[test]
#[cfg(all(
    target_os = "linux",
    target_env = "gnu",
    target_pointer_width = "64",
    target_endian = "little"
))]
fn each_predicate() {
    let mut text = String::new();
    for predicate in PREDICATES {
        writeln!(
            text,
            "#[cfg({predicate})] #[derive(relata::Model)] struct It;"
        )
        .unwrap();
    }
    let root = package("predicates", &[("src/lib.rs", &text)]);
    let source = read(&Target::library(root));
    let mut text = String::new();
    for model in source.models() {
        let standing = model.standing();
        writeln!(text, "{standing} {:?}", standing.is_compiled()).unwrap();
    }
    expect![[r#"
        compiled if `unix`: holds Some(true)
        compiled if `windows`: `windows` is not active Some(false)
        compiled if `test`: `test` is not active Some(false)
        compiled if `doc`: `doc` is not active Some(false)
        compiled if `doctest`: `doctest` is not active Some(false)
        compiled if `true`: holds Some(true)
        compiled if `false`: `false` is not active Some(false)
        compiled if `miri`: `miri` is not active Some(false)
        compiled if `debug_assertions`: `debug_assertions` is not known None
        compiled if `loom`: `loom` is not known None
        compiled if `tokio_unstable`: `tokio_unstable` is not known None
        compiled if `target_os = "linux"`: holds Some(true)
        compiled if `target_os = "macos"`: `target_os = "macos"` is not active Some(false)
        compiled if `target_family = "unix"`: holds Some(true)
        compiled if `target_family = "wasm"`: `target_family = "wasm"` is not active Some(false)
        compiled if `target_pointer_width = "64"`: holds Some(true)
        compiled if `target_pointer_width = "32"`: `target_pointer_width = "32"` is not active Some(false)
        compiled if `target_endian = "little"`: holds Some(true)
        compiled if `target_endian = "big"`: `target_endian = "big"` is not active Some(false)
        compiled if `target_env = "gnu"`: holds Some(true)
        compiled if `target_env = "musl"`: `target_env = "musl"` is not active Some(false)
        compiled if `target_vendor = "pc"`: `target_vendor = "pc"` is not known None
        compiled if `target_has_atomic = "64"`: `target_has_atomic = "64"` is not known None
        compiled if `feature = "mail"`: holds Some(true)
        compiled if `feature = "pdf"`: feature `pdf` is disabled Some(false)
        compiled if `feature = "no-such"`: feature `no-such` is disabled Some(false)
        compiled if `not(unix)`: `not(unix)` is not active Some(false)
        compiled if `not(loom)`: `not(loom)` is not known None
        compiled if `not(feature = "mail")`: `not(feature = "mail")` is not active Some(false)
        compiled if `all()`: holds Some(true)
        compiled if `any()`: `any()` is not active Some(false)
        compiled if `all(unix, loom)`: `all(unix, loom)` is not known None
        compiled if `all(loom, windows)`: `all(loom, windows)` is not active Some(false)
        compiled if `all(loom, feature = "pdf")`: `all(loom, feature = "pdf")` is not active Some(false)
        compiled if `all(unix, windows, feature = "pdf")`: `all(unix, windows, feature = "pdf")` is not active Some(false)
        compiled if `any(unix, loom)`: holds Some(true)
        compiled if `any(loom, windows)`: `any(loom, windows)` is not known None
        compiled if `any(windows, feature = "pdf")`: feature `pdf` is disabled Some(false)
        compiled if `any(windows, all(unix, feature = "pdf"))`: feature `pdf` is disabled Some(false)
        compiled if `not(any(windows, feature = "pdf"))`: holds Some(true)
        compiled if `r#true`: `r#true` is not known None
        compiled if `version("1.80")`: `version("1.80")` is not known None
        compiled if `target(os = "linux")`: `target(os = "linux")` is not known None
    "#]].assert_eq(&text);
}

/// `cfg_attr` around what decides whether it is a model, and two ways to one.
#[test]
fn conditional_attributes() {
    library(
        "conditional",
        &[(
            "src/lib.rs",
            r#"
            #[cfg_attr(unix, derive(relata::Model))] struct OnUnix;
            #[cfg_attr(windows, derive(relata::Model))] struct OnWindows;
            #[cfg_attr(unix, cfg_attr(feature = "pdf", derive(relata::Model)))] struct Nested;
            #[cfg_attr(unix, derive(relata::Model))] #[cfg_attr(windows, derive(relata::Model))] struct Either;
            #[cfg_attr(unix, derive(relata::Model))] #[derive(relata::Model)] struct Always;
            #[derive(relata::Model)] #[relata(skip)] struct Skipped;
            #[derive(relata::Model)] #[relata(table = "t", skip)] struct SkippedToo;
            #[derive(relata::Model)] #[cfg_attr(windows, relata(skip))] struct SkippedOnWindows;
            #[derive(relata::Model)] #[cfg_attr(unix, relata(skip))] struct SkippedOnUnix;
            #[derive(relata::Model)] #[relata(key(skip), name = "Called", has_many(skip: A))] struct NotSkipped;
            #[derive(relata::Model)] #[cfg_attr(windows, relata(name = "W"))] #[cfg_attr(unix, relata(name = "U"))] struct N;
            "#,
        )],
        &expect![[r#"
            app::OnUnix src/lib.rs:2:61 compiled if `unix`: holds
            app::OnWindows src/lib.rs:3:64 compiled if `windows`: `windows` is not active
            app::Nested src/lib.rs:4:88 compiled if `all(unix, feature = "pdf")`: feature `pdf` is disabled
            app::Either src/lib.rs:5:105 compiled if `any(unix, windows)`: holds
            app::Always src/lib.rs:6:86 compiled
            app::SkippedOnWindows src/lib.rs:9:80 compiled if `not(windows)`: holds
            app::SkippedOnUnix src/lib.rs:10:77 compiled if `not(unix)`: `not(unix)` is not active
            app::Called src/lib.rs:11:102 compiled
            app::U src/lib.rs:12:124 compiled
        "#]],
    );
}

/// Those that are given count for the package itself.
#[test]
fn features_that_are_given() {
    let root = package(
        "features",
        &[(
            "src/lib.rs",
            "#[cfg(feature = \"pdf\")] #[derive(relata::Model)] struct Pdf;\n#[cfg(feature = \"mail\")] #[derive(relata::Model)] struct Mail;",
        )],
    );
    let target = Target::library(root);
    let by_cargo = models(&read(&target));
    let given = models(&read(&target.features(["pdf"])));
    expect![[r#"
        app::Pdf src/lib.rs:1:57 compiled if `feature = "pdf"`: feature `pdf` is disabled
        app::Mail src/lib.rs:2:58 compiled if `feature = "mail"`: holds

        app::Pdf src/lib.rs:1:57 compiled if `feature = "pdf"`: holds
        app::Mail src/lib.rs:2:58 compiled if `feature = "mail"`: feature `mail` is disabled
    "#]]
    .assert_eq(&format!("{by_cargo}\n{given}"));
}

/// Cargo resolves them with its own flags.
#[test]
fn features_that_cargo_gets() {
    let root = package(
        "told_features",
        &[(
            "src/lib.rs",
            "#[cfg(feature = \"pdf\")] #[derive(relata::Model)] struct Pdf;\n#[cfg(feature = \"mail\")] #[derive(relata::Model)] struct Mail;",
        )],
    );
    let told = |options: &[&str]| {
        let target = Target::library(&root).cargo_options(options.iter().copied());
        models(&read(&target))
    };
    expect![[r#"
        app::Pdf src/lib.rs:1:57 compiled if `feature = "pdf"`: feature `pdf` is disabled
        app::Mail src/lib.rs:2:58 compiled if `feature = "mail"`: feature `mail` is disabled

        app::Pdf src/lib.rs:1:57 compiled if `feature = "pdf"`: holds
        app::Mail src/lib.rs:2:58 compiled if `feature = "mail"`: holds

        app::Pdf src/lib.rs:1:57 compiled if `feature = "pdf"`: holds
        app::Mail src/lib.rs:2:58 compiled if `feature = "mail"`: holds
    "#]]
    .assert_eq(
        &[
            told(&["--no-default-features"]),
            told(&["--features", "pdf"]),
            told(&["--all-features"]),
        ]
        .join("\n"),
    );
}

/// A dependency of another platform is not read, and a platform that is none is cargo's to say.
#[test]
fn a_platform_that_is_given() {
    let root = package(
        "platform",
        &[("src/lib.rs", "#[derive(relata::Model)] struct A;")],
    );
    let source = read(&Target::library(&root).platform("x86_64-pc-windows-gnu"));
    assert!(source.depends_on_relata());
    let error = Source::read(&Target::library(&root).platform("no-such-platform")).unwrap_err();
    let error = error.to_string();
    assert!(error.starts_with("`cargo metadata` failed: "), "{error}");
}

/// What is where a model was expected.
#[test]
fn without_the_derive() {
    let root = package(
        "underived",
        &[
            (
                "src/lib.rs",
                "mod a; struct Plain; enum E {} union U { a: u8 }\n#[derive(Debug)] struct Derived;\n#[derive(relata::Model)] struct Model;\n#[derive(relata::Model)] #[relata(skip)] struct Skipped;",
            ),
            ("src/a.rs", "fn f() { #[cfg(windows)] struct r#in; }"),
            ("src/forgotten.rs", "#[derive(Debug)] struct Forgotten;"),
        ],
    );
    expect![[r#"
        app::a::in src/a.rs:1:33 compiled if `windows`: `windows` is not active
        app::Plain src/lib.rs:1:15 compiled
        app::E src/lib.rs:1:27 compiled
        app::Derived src/lib.rs:2:25 compiled
    "#]]
    .assert_eq(&underived(&read(&Target::library(root))));
}
