//! The tables of the service in a PostgreSQL database, compared with the models.
//!
//! `LENDING_POSTGRES` says which server: `postgres://localhost/postgres`. Databases `lending_…` in it are made anew.

use expect_test::{Expect, expect};
use relata::{Level, Rule};
use relata_sql::CheckError;
use sqlx::postgres::PgConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions, Executor};

relata::link!(lending);

/// The report after this change to the tables: the errors, or else the warnings.
async fn told_after(sql: &'static str, name: &str, expected: &Expect) {
    let address = std::env::var("LENDING_POSTGRES").expect("`LENDING_POSTGRES` says which server");
    let server: PgConnectOptions = address.parse().unwrap();
    let name = format!("lending_{name}");
    let mut first = server.connect().await.unwrap();
    for sql in ["DROP DATABASE IF EXISTS", "CREATE DATABASE"] {
        let sql = AssertSqlSafe(format!("{sql} {name}"));
        first.execute(sql).await.unwrap();
    }
    let mut database = server.database(&name).connect().await.unwrap();
    for sql in [include_str!("tables.sql"), sql] {
        sqlx::raw_sql(sql).execute(&mut database).await.unwrap();
    }
    let registry = relata::options()
        .level(Rule::UndeclaredForeignKey, Level::Warn)
        .init()
        .unwrap();
    let text = match relata_sql::check(registry, &mut database).await {
        Ok(findings) => findings.iter().map(|it| it.to_string() + "\n").collect(),
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
async fn errors_are_reported() {
    told_after(
        "DROP TABLE fines;
         ALTER TABLE copies DROP CONSTRAINT copies_book_id_fkey;
         ALTER TABLE copies ADD FOREIGN KEY (book_id) REFERENCES authors;
         ALTER TABLE loans ALTER COLUMN member_id TYPE INTEGER;
         ALTER TABLE members ALTER COLUMN name DROP NOT NULL;
         ALTER TABLE members RENAME COLUMN email TO mail",
        "errors",
        &expect![[r#"
            relata: 5 errors in 8 models from 1 crate

            error[foreign_key_elsewhere]: the key of `BookCopy.book` points at table `books`, but the foreign key `book_id` of `copies` refers to `authors`
              --> src/models/copy.rs:15:9
              = help: change the target of `BookCopy.book` to `Author`

            error[missing_table]: `Fine` uses the table `fines`, which is not in the schema
              --> src/models/fine.rs:23:12
              = note: the schema has 7 tables: `authors`, `authorships`, `books`, `copies`, `loans`, and 2 others

            error[column_type]: `Loan.member_id` is `i64`, but its column `loans.member_id` is `integer`
              --> src/models/loan.rs:17:9
              = note: `integer` is read into `i32`
              = note: different widths: 64 bits and 32 bits
              = help: change the type of `Loan.member_id` to `i32`

            error[column_null]: `Member.name` is not an `Option`, but its column `members.name` can be `NULL`
              --> src/models/member.rs:20:9
              = help: make `name` of `Member` an `Option`

            error[missing_column]: `Member.email` holds the column `email`, but table `members` has no such column
              --> src/models/member.rs:22:9
              = note: a column with a similar name exists: `mail`
              = help: replace `email` with `mail`

            for more information: cargo relata explain foreign_key_elsewhere
        "#]],
    )
    .await;
}

#[tokio::test]
#[ignore = "needs a PostgreSQL server"]
async fn warnings_are_reported() {
    told_after(
        "ALTER TABLE books DROP CONSTRAINT books_shelf_id_fkey;
         ALTER TABLE books ADD FOREIGN KEY (shelf_id) REFERENCES shelves ON DELETE CASCADE;
         ALTER TABLE books DROP CONSTRAINT books_isbn_key;
         ALTER TABLE loans DROP CONSTRAINT loans_member_id_fkey;
         ALTER TABLE authors ADD FOREIGN KEY (id) REFERENCES members",
        "warnings",
        &expect![[r#"
            warning[undeclared_foreign_key]: the foreign key `id` of table `authors` refers to `members`, but no relation declares it
              --> src/models/author.rs:10:9
              = help: add `#[relata(belongs_to(Member))]` to the field `id` of `Author`

            warning[not_unique]: `Book.isbn` is unique, but `isbn` of `books` is not
              --> src/models/book.rs:14:9
              = help: add a unique constraint: `UNIQUE (isbn)`

            warning[on_delete_differs]: `Book.shelf` has `on_delete = set_null`, but the foreign key `shelf_id` of `books` has `cascade`
              --> src/models/book.rs:17:9
              = note: the name of the foreign key is `books_shelf_id_fkey`
              = help: change `on_delete` of `Book.shelf` to `cascade`, or change the foreign key in a migration

            warning[missing_foreign_key]: the schema has no foreign key for `Loan.member`: `member_id` of `loans` does not refer to `members`
              --> src/models/loan.rs:17:9

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
        &expect![""],
    )
    .await;
}
