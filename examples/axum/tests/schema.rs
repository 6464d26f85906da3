//! The registry and a database, compared: they agree, and each way to differ is reported.
#![cfg(not(feature = "forgotten-module"))]

use std::fmt::Write as _;

use expect_test::{Expect, expect};
use lending::database;
use lending::schema::{self, sqlite};
use sqlx::SqlitePool;

/// The database of the service, and what its models say, after this was done to it.
async fn differences_after(sql: &'static str) -> String {
    let database = database::open("sqlite::memory:").await.unwrap();
    sqlx::raw_sql(sql).execute(&database).await.unwrap();
    let schema = sqlite::read(&database).await.unwrap();
    let mut text = String::new();
    for difference in schema::differences(relata::init().unwrap(), &schema) {
        writeln!(text, "{difference}").unwrap();
    }
    text
}

async fn told_after(sql: &'static str, expected: &Expect) {
    expected.assert_eq(&differences_after(sql).await);
}

#[tokio::test]
async fn they_agree() {
    told_after("", &expect![""]).await;
}

#[tokio::test]
async fn a_table_is_missing() {
    told_after(
        "DROP TABLE fines",
        &expect![[r#"
        the database has no table `fines`, which `Fine` stands for (src/models/fine.rs:23:12)
    "#]],
    )
    .await;
}

/// Neither are the keys that would point at it told.
#[tokio::test]
async fn a_table_that_others_need_is_missing() {
    told_after(
        "DROP TABLE fines; DROP TABLE loans; DROP TABLE copies",
        &expect![[r#"
            the database has no table `copies`, which `BookCopy` stands for (src/models/copy.rs:12:12)
            the database has no table `fines`, which `Fine` stands for (src/models/fine.rs:23:12)
            the database has no table `loans`, which `Loan` stands for (src/models/loan.rs:11:12)
        "#]],
    )
    .await;
}

#[tokio::test]
async fn a_key_is_not_enforced() {
    told_after(
        "DROP TABLE fines;
         CREATE TABLE fines (id INTEGER PRIMARY KEY, loan_id BLOB NOT NULL, amount TEXT NOT NULL)",
        &expect![[r#"
            relation `Fine.loan` is not enforced: the database has no foreign key from `fines(loan_id)` to `loans(id)` (src/models/fine.rs:26:9)
        "#]],
    )
    .await;
}

#[tokio::test]
async fn a_foreign_key_is_not_declared() {
    told_after(
        "CREATE TABLE branches (id INTEGER PRIMARY KEY);
         ALTER TABLE shelves ADD COLUMN branch_id INTEGER REFERENCES branches (id)",
        &expect![[r#"
            the database has a foreign key from `shelves(branch_id)` to `branches(id)`, which no relation declares
        "#]],
    )
    .await;
}

#[tokio::test]
async fn a_deletion_does_something_else() {
    told_after(
        "DROP TABLE fines;
         CREATE TABLE fines (id INTEGER PRIMARY KEY, loan_id BLOB NOT NULL REFERENCES loans (id))",
        &expect![[r#"
            `on_delete` of relation `Fine.loan` is `cascade`, but that of the foreign key `fines(loan_id)` is `no_action` (src/models/fine.rs:26:9)
        "#]],
    )
    .await;
}

#[tokio::test]
async fn a_key_is_over_other_columns() {
    told_after(
        "DROP TABLE fines;
         CREATE TABLE fines (id INTEGER PRIMARY KEY, loan BLOB REFERENCES loans (id))",
        &expect![[r#"
            the key of relation `Fine.loan` is from `fines(loan_id)` to `loans(id)`, but the foreign key is from `fines(loan)` to `loans(id)` (src/models/fine.rs:26:9)
        "#]],
    )
    .await;
    told_after(
        "DROP TABLE fines;
         CREATE TABLE fines (id INTEGER PRIMARY KEY, loan_id BLOB REFERENCES copies (id))",
        &expect![[r#"
            the key of relation `Fine.loan` is from `fines(loan_id)` to `loans(id)`, but the foreign key is from `fines(loan_id)` to `copies(id)` (src/models/fine.rs:26:9)
        "#]],
    )
    .await;
}

/// What SQLite leaves out and how it writes names is no difference.
#[tokio::test]
async fn a_foreign_key_may_name_no_column() {
    told_after(
        "DROP TABLE fines;
         CREATE TABLE fines (id INTEGER PRIMARY KEY, loan_id BLOB REFERENCES Loans ON DELETE CASCADE)",
        &expect![""],
    )
    .await;
}

/// As the README shows it.
#[tokio::test]
async fn each_difference_is_told() {
    let readme = include_str!("../README.md")
        .split_once("warns of each difference:\n\n")
        .unwrap()
        .1;
    let shown = readme.split_once("\n\n").unwrap().0;
    let shown: String = shown
        .lines()
        .map(|line| line.trim().to_owned() + "\n")
        .collect();
    let after = "DROP TABLE fines;
         DROP TABLE books;
         CREATE TABLE books (id INTEGER PRIMARY KEY, shelf_id INTEGER REFERENCES shelves ON DELETE CASCADE);
         DROP TABLE loans;
         CREATE TABLE loans (id BLOB PRIMARY KEY, member_id INTEGER,
             copy_id BLOB REFERENCES copies ON DELETE RESTRICT);
         DROP TABLE copies;
         CREATE TABLE copies (id BLOB PRIMARY KEY, book_id INTEGER REFERENCES authors);
         CREATE TABLE branches (id INTEGER PRIMARY KEY);
         ALTER TABLE shelves ADD COLUMN branch_id INTEGER REFERENCES branches";
    assert_eq!(differences_after(after).await, shown);
}

#[tokio::test]
async fn what_sqlite_says_is_read() {
    let database = SqlitePool::connect("sqlite::memory:").await.unwrap();
    let tables = "CREATE TABLE rooms (house INTEGER, number INTEGER, PRIMARY KEY (house, number));
        CREATE TABLE beds (
            number INTEGER, house INTEGER, next INTEGER REFERENCES nowhere ON DELETE SET DEFAULT,
            FOREIGN KEY (house, number) REFERENCES rooms ON DELETE RESTRICT
        )";
    sqlx::raw_sql(tables).execute(&database).await.unwrap();
    let schema = sqlite::read(&database).await.unwrap();
    expect![[r#"
        Schema {
            tables: {
                "beds",
                "rooms",
            },
            foreign_keys: [
                ForeignKey {
                    from: Columns {
                        table: "beds",
                        names: [
                            "house",
                            "number",
                        ],
                    },
                    to: Columns {
                        table: "rooms",
                        names: [
                            "house",
                            "number",
                        ],
                    },
                    on_delete: Restrict,
                },
                ForeignKey {
                    from: Columns {
                        table: "beds",
                        names: [
                            "next",
                        ],
                    },
                    to: Columns {
                        table: "nowhere",
                        names: [
                            "the primary key",
                        ],
                    },
                    on_delete: SetDefault,
                },
            ],
        }"#]]
    .assert_eq(&format!("{schema:#?}"));
}
