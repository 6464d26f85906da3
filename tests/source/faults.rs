//! What cannot be read, in each of the words for it.

use expect_test::{Expect, expect};
use relata::source::{Source, Target};

use super::packages::{MANIFEST, library, models, package, read};

/// The folder of the test is wherever the tests are built.
fn refused(target: &Target, root: &std::path::Path, expected: &Expect) {
    let error = Source::read(target).expect_err("it cannot be read");
    let text = error.to_string().replace(&root.display().to_string(), "…");
    expected.assert_eq(&text);
}

#[test]
fn cargo_fails() {
    let root = package(
        "cargo_fails",
        &[(
            "Cargo.toml",
            "[package]\nname = \"app\"\n[dependencies]\nx = 1\n",
        )],
    );
    let words = |target| Source::read(&target).unwrap_err().to_string();
    let invalid = words(Target::library(&root));
    assert!(
        invalid.starts_with("`cargo metadata` failed: ")
            && invalid.contains("Cargo.toml")
            && invalid.contains("expected a version string"),
        "{invalid}"
    );
    let absent = words(Target::library(root.join("absent")));
    assert!(
        absent.starts_with("`cargo metadata` failed: manifest path ")
            && absent.ends_with("does not exist"),
        "{absent}"
    );
}

/// Nothing is fetched, and who reads that knows what to do.
#[test]
fn a_package_that_is_not_here() {
    let manifest = format!("{MANIFEST}    relata-has-no-such-dependency = \"1\"\n");
    let root = package("not_here", &[("Cargo.toml", &manifest), ("src/lib.rs", "")]);
    let words = Source::read(&Target::library(&root))
        .unwrap_err()
        .to_string();
    assert!(
        words.contains("relata-has-no-such-dependency")
            && words.ends_with(
                "\nit ran with `--offline`; run `cargo fetch` to download what is missing"
            ),
        "{words}"
    );
}

#[test]
fn no_such_target() {
    let root = package("no_target", &[("src/main.rs", "fn main() {}")]);
    refused(
        &Target::library(&root),
        &root,
        &expect!["package `app` has no library"],
    );
    refused(
        &Target::doctest(&root),
        &root,
        &expect!["package `app` has no library"],
    );
    refused(
        &Target::binary(&root, "server"),
        &root,
        &expect!["package `app` has no binary `server`"],
    );
    refused(
        &Target::test(&root, "it"),
        &root,
        &expect!["package `app` has no test `it`"],
    );
    refused(
        &Target::example(&root, "it"),
        &root,
        &expect!["package `app` has no example `it`"],
    );
    refused(
        &Target::bench(&root, "it"),
        &root,
        &expect!["package `app` has no bench `it`"],
    );
}

#[test]
fn no_package() {
    let member = MANIFEST.replace("[workspace]", "");
    let files = [
        ("Cargo.toml", "[workspace]\nmembers = [\"app\"]\n"),
        ("app/Cargo.toml", &*member),
        ("app/src/lib.rs", ""),
    ];
    let root = package("no_package", &files);
    refused(
        &Target::library(&root),
        &root,
        &expect!["`…/Cargo.toml` is not the manifest of a package"],
    );
}

#[test]
fn a_file_that_does_not_parse() {
    let root = package(
        "no_parse",
        &[
            ("src/lib.rs", "mod a;"),
            ("src/a.rs", "#[cfg(unix)] mod b;"),
            ("src/a/b.rs", "\n  struct = 1;"),
        ],
    );
    refused(
        &Target::library(&root),
        &root,
        &expect!["src/a/b.rs:2:10: this does not parse: expected identifier"],
    );
}

/// Of what may not be compiled, nothing is certainly wrong.
#[test]
fn a_file_that_does_not_parse_and_may_not_have_to() {
    library(
        "may_not_parse",
        &[
            (
                "src/lib.rs",
                "#[cfg(feature = \"pdf\")] mod a; #[cfg(loom)] mod b; #[derive(relata::Model)] struct A;",
            ),
            ("src/a.rs", "struct = 1;"),
            ("src/b.rs", "derive {"),
            ("src/forgotten.rs", "derive {"),
            ("src/bin/other.rs", "derive {"),
        ],
        &expect![[r#"
            app::A src/lib.rs:1:84 compiled
        "#]],
    );
}

#[test]
fn a_file_that_is_not_text() {
    let root = package("no_text", &[("src/lib.rs", "mod a;"), ("src/a.rs", "")]);
    std::fs::write(root.join("src/a.rs"), [0xff, 0xfe]).unwrap();
    refused(
        &Target::library(&root),
        &root,
        &expect!["`src/a.rs` cannot be read: stream did not contain valid UTF-8"],
    );
}

/// As generated code has them; a thread with little room would end the process.
#[test]
fn expressions_in_expressions() {
    let deep = |n: usize| {
        format!(
            "fn f() -> i32 {{ {}1{} }}\n#[derive(relata::Model)] struct A;",
            "(".repeat(n),
            ")".repeat(n)
        )
    };
    let root = package("deep", &[("src/lib.rs", &deep(5_000))]);
    assert_eq!(
        models(&read(&Target::library(root))),
        "app::A src/lib.rs:2:33 compiled\n"
    );
}
