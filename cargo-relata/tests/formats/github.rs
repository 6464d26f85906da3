//! Annotations for GitHub Actions.

use std::fs;
use std::path::Path;

use expect_test::{Expect, expect};

use crate::documents::{HOSTILE, INVALID, VALID, check, folder};
use crate::run;

#[test]
fn no_findings() {
    let output = check(&folder("github-valid", VALID), "github");
    expect![[r#"
        $ cargo relata check models.json --message-format github
        `models.json`: no findings in 1 model from 1 crate
        coverage: 1 model, no relation is declared; nothing was compared
        exit 0
    "#]]
    .assert_eq(&output.to_string());
}

/// Errors come first, since GitHub shows only a few annotations of a step.
#[test]
fn errors_before_warnings() {
    let folder = folder("github-invalid", INVALID);
    let output = run::output(
        &folder,
        &["models.json", "--format", "github", "-W", "key_type"],
    );
    expect![[r#"
        $ cargo relata models.json --format github -W key_type
        ::error title=relata%3A missing_target::relation `Shop.owner` points at `Person`, but no model has that name%0Anote: 3 models are registered, from 2 crates: `billing` and `crm`%0Anote: this finding is in `models.json`%0Ahelp: check the spelling of `Person`; if it is correct, check that `Person` derives `relata::Model`, that a `mod` item declares its file, that no disabled feature excludes it, and that the program refers to its crate, for example with `relata::link!`
        ::error file=src/invoice.rs,line=7,col=10,title=relata%3A missing_target::relation `Invoice.rows` points at `Invoce`, but no model has that name%0Anote: 3 models are registered, from 2 crates: `billing` and `crm`%0Ahelp: check the spelling of `Invoce`; if it is correct, check that `Invoce` derives `relata::Model`, that a `mod` item declares its file, that no disabled feature excludes it, and that the program refers to its crate, for example with `relata::link!`
        ::warning file=src/invoice.rs,line=2,col=10,title=relata%3A key_type::key field `Invoice.customer_id` is `i32`, but it references `Customer.id`, which is `i64`%0Anote: `Invoice.customer_id` is the key of `Invoice.customer`%0Anote: `Invoice.customer_id` is declared here (src/invoice.rs:5:5)%0Anote: `Customer.id` is declared here (src/größe und, mehr/customer.rs:2:8)%0Anote: different widths: 32 bits and 64 bits%0Ahelp: change the type of `Invoice.customer_id` to `i64`
        `models.json`: 2 errors and 1 warning in 3 models from 2 crates
        coverage: 3 models, 3 relations; 1 key compared, 2 targets not known
        exit 1
    "#]].assert_eq(&output.to_string());
}

#[test]
fn a_hostile_document_is_one_annotation() {
    let output = check(&folder("github-hostile", HOSTILE), "github");
    expect![[r#"
        $ cargo relata check models.json --message-format github
        ::error file=C%253A/%3A%2C%250A\u{a}\u{202e}\u{1b}[31m ö.rs,line=2,col=8,title=relata%3A missing_target::relation `Model<'"&`%250A,:\u{a}\u{202e}].[x](https://example.org)\u{a}::error::` points at `b:%25:\u{d}\u{9b}{0}`, but no model has that name%0Anote: 1 model is registered, from 1 crate: `a`%0Anote: `b:%25:\u{d}\u{9b}{0}` is not the path of a Rust type, so no derive can register it
        `models.json`: 1 error in 1 model from 1 crate
        coverage: 1 model, 1 relation; 0 keys compared, 1 target not known
        exit 1
    "#]].assert_eq(&output.to_string());
    assert_eq!(output.stdout.lines().count(), 3);
}

/// A finding for each kind of path.
const PATHS: &str = r#"{ "format": "relata/1", "models": [{ "path": "a::A", "relations": [
    { "name": "one", "kind": "refers_to", "targets": ["X"], "at": "src/../a b.rs:1:1" },
    { "name": "two", "kind": "refers_to", "targets": ["Y"], "at": "..\\shared\\ö.rs:1:1" },
    { "name": "three", "kind": "refers_to", "targets": ["Z"], "at": "/elsewhere/c.rs:1:1" }
] }] }"#;

/// The files of the findings if the check runs in `backend`.
fn files(folder: &Path, variables: &[(&str, &Path)], expected: &Expect) {
    let arguments = ["../models.json", "--message-format", "github"];
    let output = run::output_with(&folder.join("backend"), &arguments, variables);
    let files = output.stdout.split("file=").skip(1);
    let files: Vec<&str> = files.map(|it| it.split(",line=").next().unwrap()).collect();
    let folder = folder.display().to_string();
    expected.assert_eq(&(files.join("\n") + "\n").replace(&folder, "[FOLDER]"));
}

#[test]
fn files_are_named_from_the_root_of_the_repository() {
    let folder = folder("github-paths", PATHS);
    let (checkout, elsewhere) = ("GITHUB_WORKSPACE", folder.join("elsewhere"));
    fs::create_dir(folder.join("backend")).unwrap();
    fs::create_dir(&elsewhere).unwrap();
    // Without a repository: from the current folder.
    files(
        &folder,
        &[],
        &expect![[r#"
        [FOLDER]/shared/ö.rs
        /elsewhere/c.rs
        a b.rs
    "#]],
    );
    // In the checkout that GitHub names.
    files(
        &folder,
        &[(checkout, &folder)],
        &expect![[r#"
        shared/ö.rs
        /elsewhere/c.rs
        backend/a b.rs
    "#]],
    );
    // Outside of the checkout.
    files(
        &folder,
        &[(checkout, &elsewhere)],
        &expect![[r#"
        [FOLDER]/shared/ö.rs
        /elsewhere/c.rs
        a b.rs
    "#]],
    );
    // In a repository with a `.git` file, as in a linked work tree.
    fs::write(folder.join(".git"), "").unwrap();
    files(
        &folder,
        &[],
        &expect![[r#"
        shared/ö.rs
        /elsewhere/c.rs
        backend/a b.rs
    "#]],
    );
    // In a repository inside of the checkout.
    fs::create_dir(folder.join("backend/.git")).unwrap();
    files(
        &folder,
        &[(checkout, &folder)],
        &expect![[r#"
        [FOLDER]/shared/ö.rs
        /elsewhere/c.rs
        a b.rs
    "#]],
    );
}
