//! The program, started with a database that differs from its models: what it refuses, and what it warns about.

use std::fs;
use std::path::Path;
use std::process::Command;

use diesel::connection::SimpleConnection;
use expect_test::{Expect, expect};
use tracker::store;

/// What the program prints about its database after this change.
fn told_after(sql: &str, name: &str, expected: &Expect) {
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.db"));
    // An earlier run may have left it.
    let _ = fs::remove_file(&file);
    let mut database = store::open(file.to_str().unwrap()).unwrap();
    database.batch_execute("PRAGMA foreign_keys = OFF").unwrap();
    database.batch_execute(sql).unwrap();
    drop(database);
    let output = Command::new(env!("CARGO_BIN_EXE_tracker"))
        .arg(&file)
        .output()
        .unwrap();
    fs::remove_file(&file).unwrap();
    let printed = String::from_utf8(output.stdout).unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    let before = printed.split("issues\n").next().unwrap();
    expected.assert_eq(&(before.to_owned() + &said));
}

#[test]
fn a_table_is_missing() {
    told_after(
        "DROP TABLE issue_labels",
        "table",
        &expect![[r#"
        Error: relata: 1 error in 8 models from 1 crate

        error[missing_table]: `IssueLabel` uses the table `issue_labels`, which is not in the schema
          --> src/labels.rs:28:12
          = note: the schema has 8 tables: `__diesel_schema_migrations`, `accounts`, `comments`, `issues`, `labels`, and 3 others

        for more information: cargo relata explain missing_table

    "#]],
    );
}

#[test]
fn a_column_is_missing() {
    told_after(
        "ALTER TABLE comments RENAME COLUMN written_by TO author_id",
        "column",
        &expect![[r#"
            Error: relata: 1 error in 8 models from 1 crate

            error[missing_column]: `Comment.author_id` holds the column `written_by`, but table `comments` has no such column
              --> src/issues.rs:33:9
              = note: `comments` has 4 columns: `id`, `issue_id`, `author_id`, and `body`

            for more information: cargo relata explain missing_column

        "#]],
    );
}

/// The table of labels of issues, made anew with these columns.
fn issue_labels(columns: &str) -> String {
    format!(
        "DROP TABLE issue_labels;
        CREATE TABLE issue_labels ({columns}, PRIMARY KEY (issue_id, label_id))"
    )
}

#[test]
fn a_key_is_not_enforced() {
    let columns = "issue_id INTEGER NOT NULL, label_id INTEGER NOT NULL REFERENCES labels";
    told_after(
        &issue_labels(columns),
        "key",
        &expect![[r#"
        8 models, warnings about the database: 1
        warning[missing_foreign_key]: the schema has no foreign key for `IssueLabel.issue`: `issue_id` of `issue_labels` does not refer to `issues`
          --> src/labels.rs:27:10

    "#]],
    );
}

#[test]
fn a_key_refers_to_another_table() {
    let columns = "issue_id INTEGER NOT NULL REFERENCES projects, label_id INTEGER NOT NULL REFERENCES labels";
    told_after(
        &issue_labels(columns),
        "elsewhere",
        &expect![[r#"
        Error: relata: 1 error in 8 models from 1 crate

        error[foreign_key_elsewhere]: the key of `IssueLabel.issue` points at table `issues`, but the foreign key `issue_id` of `issue_labels` refers to `projects`
          --> src/labels.rs:27:10
          = help: change the target of `IssueLabel.issue` to `Project`

        for more information: cargo relata explain foreign_key_elsewhere

    "#]],
    );
}

#[test]
fn a_foreign_key_is_not_declared() {
    told_after(
        "DROP TABLE teams;
        CREATE TABLE teams (
            id INTEGER PRIMARY KEY NOT NULL REFERENCES accounts (id),
            name TEXT NOT NULL
        );",
        "undeclared",
        &expect![[r#"
            8 models, warnings about the database: 1
            warning[undeclared_foreign_key]: the foreign key `id` of table `teams` refers to `accounts`, but no relation declares it
              --> src/people.rs:27:9
              = help: add `#[relata(belongs_to(Account))]` to the field `id` of `Team`

        "#]],
    );
}
