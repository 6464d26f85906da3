//! The service, started with a database that differs from its models: what it refuses, and what it warns about.
#![cfg(not(feature = "forgotten-module"))]

#[allow(dead_code, reason = "these tests send no requests")]
mod request;

use std::fs;
use std::path::Path;

use expect_test::{Expect, expect};
use lending::database;
use request::Running;

/// Starts the service with its database after this change. Returns its output: the report if it ends, or else its warnings.
async fn started_after(sql: &str, name: &str) -> String {
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.db"));
    // An earlier run may have left it.
    let _ = fs::remove_file(&file);
    let address = format!("sqlite:{}", file.display());
    let database = database::open(&address).await.unwrap();
    sqlx::raw_sql(sqlx::AssertSqlSafe(sql))
        .execute(&database)
        .await
        .unwrap();
    database.close().await;
    let text = match Running::start_on(&address) {
        Ok(service) => {
            let warnings = service.said.iter().filter_map(|it| it.split_once("WARN "));
            warnings.map(|(_, text)| text.to_owned() + "\n").collect()
        }
        Err(said) => said.split_once("Error: ").unwrap().1.to_owned(),
    };
    fs::remove_file(&file).unwrap();
    text
}

async fn told_after(sql: &str, name: &str, expected: &Expect) {
    expected.assert_eq(&started_after(sql, name).await);
}

#[tokio::test]
async fn they_agree() {
    told_after("", "agree", &expect![""]).await;
}

/// Two versions of the service run side by side while it is deployed.
#[tokio::test]
async fn a_database_may_be_ahead() {
    let more = "CREATE TABLE branches (id INTEGER PRIMARY KEY);
        ALTER TABLE books ADD COLUMN pages INTEGER";
    told_after(more, "ahead", &expect![""]).await;
}

#[tokio::test]
async fn a_table_is_missing() {
    told_after("DROP TABLE fines", "table", &expect![[r#"
        relata: 1 error in 8 models from 1 crate

        error[missing_table]: `Fine` uses the table `fines`, which is not in the schema
          --> src/models/fine.rs:23:12
          = note: the schema has 8 tables: `_sqlx_migrations`, `authors`, `authorships`, `books`, `copies`, and 3 others

        for more information: cargo relata explain missing_table
    "#]]).await;
}

/// The keys that would point at it are not reported.
#[tokio::test]
async fn a_table_that_others_need_is_missing() {
    let dropped = "DROP TABLE fines; DROP TABLE loans; DROP TABLE copies";
    told_after(dropped, "tables", &expect![[r#"
        relata: 3 errors in 8 models from 1 crate

        error[missing_table]: `BookCopy` uses the table `copies`, which is not in the schema
          --> src/models/copy.rs:12:12
          = note: the schema has 6 tables: `_sqlx_migrations`, `authors`, `authorships`, `books`, `members`, and 1 other

        error[missing_table]: `Fine` uses the table `fines`, which is not in the schema
          --> src/models/fine.rs:23:12
          = note: the schema has 6 tables: `_sqlx_migrations`, `authors`, `authorships`, `books`, `members`, and 1 other

        error[missing_table]: `Loan` uses the table `loans`, which is not in the schema
          --> src/models/loan.rs:11:12
          = note: the schema has 6 tables: `_sqlx_migrations`, `authors`, `authorships`, `books`, `members`, and 1 other

        for more information: cargo relata explain missing_table
    "#]]).await;
}

#[tokio::test]
async fn a_column_is_missing() {
    told_after(
        "ALTER TABLE members RENAME COLUMN email TO mail",
        "column",
        &expect![[r#"
            relata: 1 error in 8 models from 1 crate

            error[missing_column]: `Member.email` holds the column `email`, but table `members` has no such column
              --> src/models/member.rs:22:9
              = note: a column with a similar name exists: `mail`
              = help: replace `email` with `mail`

            for more information: cargo relata explain missing_column
        "#]],
    )
    .await;
}

#[tokio::test]
async fn a_column_may_be_null() {
    told_after(
        "DROP TABLE authors; CREATE TABLE authors (id INTEGER NOT NULL PRIMARY KEY, name TEXT)",
        "null",
        &expect![[r#"
            relata: 1 error in 8 models from 1 crate

            error[column_null]: `Author.name` is not an `Option`, but its column `authors.name` can be `NULL`
              --> src/models/author.rs:11:9
              = help: make `name` of `Author` an `Option`

            for more information: cargo relata explain column_null
        "#]],
    )
    .await;
}

/// The table of fines, made anew with these columns.
fn fines(columns: &str) -> String {
    format!("DROP TABLE fines; CREATE TABLE fines ({columns})")
}

/// The same with this instead of the foreign key.
fn fines_by(key: &str) -> String {
    fines(&format!(
        "id INTEGER NOT NULL PRIMARY KEY, loan_id BLOB NOT NULL UNIQUE {key}, amount TEXT NOT NULL"
    ))
}

#[tokio::test]
async fn a_key_is_not_enforced() {
    told_after(&fines_by(""), "key", &expect![[r#"
        relata.check_schema: relata: the schema has no foreign key for `Fine.loan`: `loan_id` of `fines` does not refer to `loans` rule="missing_foreign_key" subject="Fine.loan" place=src/models/fine.rs:26:9
    "#]]).await;
}

#[tokio::test]
async fn a_foreign_key_is_not_declared() {
    told_after(
        &fines("id INTEGER NOT NULL PRIMARY KEY, loan_id BLOB NOT NULL UNIQUE REFERENCES loans (id) ON DELETE CASCADE, amount TEXT NOT NULL REFERENCES members (email)"),
        "undeclared",
        &expect![[r#"
            relata.check_schema: relata: the foreign key `amount` of table `fines` refers to `members`, but no relation declares it rule="undeclared_foreign_key" subject="Fine.amount" place=src/models/fine.rs:28:9 help="add `#[relata(belongs_to(Member))]` to the field `amount` of `Fine`"
        "#]],
    )
    .await;
    // One whose column no model has is none: the database is ahead.
    told_after(
        "CREATE TABLE branches (id INTEGER PRIMARY KEY);
         ALTER TABLE shelves ADD COLUMN branch_id INTEGER REFERENCES branches (id);
         ALTER TABLE loans ADD COLUMN lent_by INTEGER REFERENCES members (id)",
        "branches",
        &expect![""],
    )
    .await;
}

#[tokio::test]
async fn a_deletion_does_something_else() {
    told_after(
        &fines_by("REFERENCES loans (id)"),
        "deletion",
        &expect![[r#"
            relata.check_schema: relata: `Fine.loan` has `on_delete = cascade`, but the foreign key `loan_id` of `fines` has `no_action` rule="on_delete_differs" subject="Fine.loan" place=src/models/fine.rs:26:9 help="change `on_delete` of `Fine.loan` to `no_action`, or change the foreign key in a migration"
        "#]],
    )
    .await;
}

#[tokio::test]
async fn a_key_is_over_other_columns() {
    told_after(
        &fines("id INTEGER NOT NULL PRIMARY KEY, loan BLOB NOT NULL UNIQUE REFERENCES loans (id) ON DELETE CASCADE, amount TEXT NOT NULL"),
        "other_column",
        &expect![[r#"
            relata: 1 error in 8 models from 1 crate

            error[missing_column]: `Fine.loan_id` holds the column `loan_id`, but table `fines` has no such column
              --> src/models/fine.rs:26:9
              = note: `fines` has 3 columns: `id`, `loan`, and `amount`

            for more information: cargo relata explain missing_column
        "#]],
    )
    .await;
    told_after(
        &fines_by("REFERENCES copies (id) ON DELETE CASCADE"),
        "other_table",
        &expect![[r#"
            relata: 1 error in 8 models from 1 crate

            error[foreign_key_elsewhere]: the key of `Fine.loan` points at table `loans`, but the foreign key `loan_id` of `fines` refers to `copies`
              --> src/models/fine.rs:26:9
              = help: change the target of `Fine.loan` to `BookCopy`

            for more information: cargo relata explain foreign_key_elsewhere
        "#]],
    )
    .await;
}

#[tokio::test]
async fn what_is_unique_is_not() {
    told_after(
        &fines("id INTEGER NOT NULL PRIMARY KEY, loan_id BLOB NOT NULL REFERENCES loans (id) ON DELETE CASCADE, amount TEXT NOT NULL"),
        "unique",
        &expect![[r#"
            relata.check_schema: relata: `Fine.loan_id` is unique, but `loan_id` of `fines` is not rule="not_unique" subject="Fine.loan_id" place=src/models/fine.rs:26:9 help="add a unique constraint: `UNIQUE (loan_id)`"
        "#]],
    )
    .await;
}

/// Omitted columns of a foreign key, and names in other letters, are not differences in SQLite.
#[tokio::test]
async fn a_foreign_key_may_name_no_column() {
    told_after(
        &fines_by("REFERENCES Loans ON DELETE CASCADE"),
        "no_column",
        &expect![""],
    )
    .await;
}

/// As the README shows it.
#[tokio::test]
async fn the_readme_shows_a_report() {
    let shown = include_str!("../README.md")
        .split_once("    relata: ")
        .unwrap()
        .1;
    let shown = shown.split_once("\n\nWarnings").unwrap().0;
    let shown = format!("    relata: {shown}\n");
    let shown: String = shown
        .lines()
        .map(|line| line.strip_prefix("    ").unwrap_or(line).to_owned() + "\n")
        .collect();
    let after = "DROP TABLE fines;
         ALTER TABLE members RENAME COLUMN email TO mail;
         DROP TABLE copies;
         CREATE TABLE copies (id BLOB NOT NULL PRIMARY KEY, book_id INTEGER NOT NULL REFERENCES authors ON DELETE CASCADE,
             bought_on TEXT NOT NULL, condition TEXT NOT NULL)";
    assert_eq!(
        started_after(after, "readme").await.trim_end(),
        shown.trim_end()
    );
}
