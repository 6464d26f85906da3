//! The tables of the service in a PostgreSQL database, compared with the models.
//!
//! `LENDING_POSTGRES` says which database: `postgres://localhost/lending`. A schema in it is made anew.

use expect_test::{Expect, expect};
use relata::{Level, Rule};
use relata_sql::CheckError;
use sqlx::{AssertSqlSafe, PgPool};

/// The report after this change to the tables: the errors, or else the warnings.
async fn told_after(sql: &'static str, name: &str, expected: &Expect) {
    let address =
        std::env::var("LENDING_POSTGRES").expect("`LENDING_POSTGRES` says which database");
    let database = PgPool::connect(&address).await.unwrap();
    // In one connection, which stays in the schema.
    let mut connection = database.acquire().await.unwrap();
    let tables = include_str!("tables.sql");
    let sql = format!(
        "DROP SCHEMA IF EXISTS {name} CASCADE; CREATE SCHEMA {name}; SET search_path TO {name}; {tables} {sql}"
    );
    sqlx::raw_sql(AssertSqlSafe(sql))
        .execute(&mut *connection)
        .await
        .unwrap();
    let registry = relata::options()
        .level(Rule::UndeclaredForeignKey, Level::Warn)
        .init()
        .unwrap();
    let text = match relata_sql::check(registry, &mut *connection).await {
        Ok(findings) => findings.iter().map(|it| format!("{it}\n")).collect(),
        Err(CheckError::Differs(report)) => report.to_string(),
        Err(error) => panic!("{error}"),
    };
    expected.assert_eq(&text);
}

#[tokio::test]
#[ignore = "needs a PostgreSQL server"]
async fn they_agree() {
    told_after("", "agree", &expect![""]).await;
}

#[tokio::test]
#[ignore = "needs a PostgreSQL server"]
async fn each_difference_is_told() {
    told_after(
        "DROP TABLE fines;
         ALTER TABLE books DROP CONSTRAINT books_shelf_id_fkey;
         ALTER TABLE books ADD FOREIGN KEY (shelf_id) REFERENCES shelves ON DELETE CASCADE;
         ALTER TABLE loans DROP CONSTRAINT loans_member_id_fkey;
         ALTER TABLE copies DROP CONSTRAINT copies_book_id_fkey;
         ALTER TABLE copies ADD FOREIGN KEY (book_id) REFERENCES authors;
         CREATE TABLE branches (id INTEGER PRIMARY KEY);
         ALTER TABLE shelves ADD COLUMN branch_id INTEGER REFERENCES branches",
        "differ",
        &expect![""],
    )
    .await;
}

/// Constraints of one name on two tables, a key of two columns, and what refers to a unique index.
#[tokio::test]
#[ignore = "needs a PostgreSQL server"]
async fn what_is_hard_to_read_is_read() {
    told_after(
        "ALTER TABLE copies RENAME CONSTRAINT copies_book_id_fkey TO book;
         ALTER TABLE authorships RENAME CONSTRAINT authorships_book_id_fkey TO book;
         CREATE UNIQUE INDEX by_name ON authors (name, id);
         CREATE TABLE pages (
             author_id INTEGER, author TEXT,
             FOREIGN KEY (author_id, author) REFERENCES authors (id, name)
         );
         CREATE TABLE visits (page INTEGER, book_id INTEGER REFERENCES books) PARTITION BY LIST (page);
         CREATE TABLE visits_1 PARTITION OF visits FOR VALUES IN (1)",
        "hard",
        &expect![""],
    )
    .await;
}
