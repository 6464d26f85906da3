//! The tables of the service in a PostgreSQL database, compared with the models.
//!
//! `LENDING_POSTGRES` says which database: `postgres://localhost/lending`. A schema in it is made anew.

use std::fmt::Write as _;

use expect_test::{Expect, expect};
use lending::schema::{self, postgres};
use sqlx::{AssertSqlSafe, PgPool};

/// What differs after this was done to the tables.
async fn told_after(sql: &'static str, name: &str, expected: &Expect) {
    let address =
        std::env::var("LENDING_POSTGRES").expect("`LENDING_POSTGRES` says which database");
    let database = PgPool::connect(&address).await.unwrap();
    // In one connection, which stays in the schema.
    let mut connection = database.acquire().await.unwrap();
    let tables = include_str!("../migrations/1_tables.sql")
        .replace("BLOB", "BYTEA")
        .replace(" STRICT", "");
    let sql = format!(
        "DROP SCHEMA IF EXISTS {name} CASCADE; CREATE SCHEMA {name}; SET search_path TO {name}; {tables} {sql}"
    );
    sqlx::raw_sql(AssertSqlSafe(sql))
        .execute(&mut *connection)
        .await
        .unwrap();
    let schema = postgres::read(&mut connection).await.unwrap();
    let mut text = String::new();
    for difference in schema::differences(relata::init().unwrap(), &schema) {
        writeln!(text, "{difference}").unwrap();
    }
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
        &expect![[r#"
            the database has no table `fines`, which `Fine` stands for (src/models/fine.rs:23:12)
            `on_delete` of relation `Book.shelf` is `set_null`, but that of the foreign key `books(shelf_id)` is `cascade` (src/models/book.rs:17:9)
            the key of relation `BookCopy.book` is from `copies(book_id)` to `books(id)`, but the foreign key is from `copies(book_id)` to `authors(id)` (src/models/copy.rs:15:9)
            relation `Loan.member` is not enforced: the database has no foreign key from `loans(member_id)` to `members(id)` (src/models/loan.rs:17:9)
            the database has a foreign key from `shelves(branch_id)` to `branches(id)`, which no relation declares
        "#]],
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
        &expect![[r#"
            the database has a foreign key from `pages(author_id, author)` to `authors(id, name)`, which no relation declares
            the database has a foreign key from `visits(book_id)` to `books(id)`, which no relation declares
        "#]],
    )
    .await;
}
