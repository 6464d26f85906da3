//! The assertions for tests, and their messages when they fail.

#![cfg(feature = "document")]
#![allow(clippy::pedantic, reason = "tests are plain before they are polished")]

use std::fs;
use std::panic::{UnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::Command;

use expect_test::expect;
use relata::Model;

#[derive(Model)]
#[relata(has_many(jobs: "DocumentExportJob", inverse = user))]
struct User {
    _id: i64,
}

#[derive(Model)]
#[relata(belongs_to(user: User, key = _user_id, inverse = jobs))]
#[relata(refers_to(author: "Author"))]
struct DocumentExportJob {
    _id: i64,
    _user_id: i64,
}

/// The message of an assertion.
fn said(assertion: impl FnOnce() + UnwindSafe) -> String {
    let panic = catch_unwind(assertion).expect_err("the assertion holds");
    *panic.downcast::<String>().expect("it says something")
}

#[test]
fn names_and_types_that_are_registered() {
    relata::assert_registered!(User);
    relata::assert_registered!("User", DocumentExportJob, "testing::DocumentExportJob",);
}

#[test]
fn a_name_that_is_not() {
    let said = said(|| relata::assert_registered!(User, "DocumentExportJobs", "Author"));
    expect![[r#"
        relata: 2 errors in 2 models from 1 crate

        error[missing_model]: model `Author` is expected, but no model has that name
          --> tests/testing.rs:42:24
          = note: 2 models are registered, from 1 crate: `testing`
          = help: check the spelling of `Author`; if it is correct, check that `Author` derives `relata::Model`, that a `mod` item declares its file, that no disabled feature excludes it, and that the program refers to its crate, for example with `relata::link!`

        error[missing_model]: model `DocumentExportJobs` is expected, but no model has that name
          --> tests/testing.rs:42:24
        note: a model with a similar name exists: `testing::DocumentExportJob`
          --> tests/testing.rs:23:8
          = help: write `DocumentExportJob`

        for more information: cargo relata explain missing_model
    "#]].assert_eq(&said);
}

/// A document in a file of its own, which the last run may have left.
fn document(name: &str, text: Option<&str>) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    match text {
        Some(text) => fs::write(&path, text).unwrap(),
        None => drop(fs::remove_file(&path)),
    }
    path
}

/// The message of an assertion about this document, without the folder of this test.
fn said_of(path: &Path) -> String {
    let said = said(|| relata::assert_unchanged!(path));
    said.replace(env!("CARGO_TARGET_TMPDIR"), "tmp")
}

/// Writes the document, as after a change of a model.
fn update(path: &Path) {
    let output = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "written_anew", "--ignored"])
        .env("RELATA_UPDATE", "1")
        .env("DOCUMENT", path)
        .output();
    assert!(output.unwrap().status.success());
}

#[test]
#[ignore = "`update` runs it"]
fn written_anew() {
    let path = std::env::var_os("DOCUMENT").expect("`update` says where");
    relata::assert_unchanged!(&path);
}

#[test]
fn a_document_that_is_written() {
    let path = document("written.json", None);
    update(&path);
    relata::assert_unchanged!(&path);
    let text = fs::read_to_string(&path).unwrap();
    assert!(
        !text.contains("\"at\"") && !text.contains("\"version\""),
        "{text}"
    );
    // Nothing else is left next to it.
    let left = fs::read_dir(path.parent().unwrap()).unwrap();
    let left = left.filter(|it| {
        it.as_ref()
            .unwrap()
            .file_name()
            .to_str()
            .unwrap()
            .starts_with("written.json")
    });
    assert_eq!(left.count(), 1);
}

#[test]
fn a_document_that_is_not_there() {
    expect![[r#"
        `tmp/absent.json` cannot be read: No such file or directory (os error 2)
        set `RELATA_UPDATE=1` in the environment to let this test write the file"#]]
    .assert_eq(&said_of(&document("absent.json", None)));
}

#[test]
fn a_text_that_is_no_document() {
    let path = document(
        "broken.json",
        Some("{ \"format\": \"relata/1\", \"models\": ["),
    );
    expect![[r#"
        `tmp/broken.json` is not a relata document: line 1, column 35: EOF while parsing a list
        set `RELATA_UPDATE=1` in the environment to let this test write the file"#]]
    .assert_eq(&said_of(&path));
}

#[test]
fn a_document_that_differs() {
    let path = document(
        "different.json",
        Some(
            r#"{ "format": "relata/1", "models": [
                { "path": "testing::User", "package": "relata", "key": ["_id"],
                  "fields": [ { "name": "_id", "type": "i32", "optional": true } ],
                  "relations": [
                    { "name": "jobs", "kind": "has_one", "targets": ["DocumentExportJob"] },
                    { "name": "posts", "kind": "has_many", "targets": ["Post"] } ] },
                { "path": "testing::Post", "package": "relata" } ] }"#,
        ),
    );
    expect![[r#"
        `tmp/different.json` differs from what this program registers:
        + model `testing::DocumentExportJob` was added
        - model `testing::Post` was removed
        ~ model `testing::User`: field `_id`: `optional` changed from `true` to not set
        ~ model `testing::User`: field `_id`: `type` changed from `i32` to `i64`
        ~ model `testing::User`: relation `jobs`: `inverse` changed from not set to `user`
        ~ model `testing::User`: relation `jobs`: `kind` changed from `has_one` to `has_many`
        - model `testing::User`: relation `posts` was removed
        ~ model `testing::User`: `key` changed from `_id` to not set
        set `RELATA_UPDATE=1` in the environment to let this test write the file"#]]
    .assert_eq(&said_of(&path));
    update(&path);
    relata::assert_unchanged!(&path);
}
