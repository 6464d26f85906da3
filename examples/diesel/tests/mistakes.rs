//! The reports for models that Diesel accepts and that do not fit together.

#![allow(dead_code, reason = "nothing reads the fields")]

use diesel::prelude::*;
use expect_test::expect;

/// The whole report on these models.
fn report(models: &relata::registry::Models) -> String {
    relata::options()
        .init_isolated(models)
        .unwrap_err()
        .to_string()
}

diesel::table! {
    authors (id) {
        id -> BigInt,
    }
}
diesel::table! {
    books (id) {
        id -> BigInt,
        author_id -> Integer,
    }
}

/// The key has another type than what it points at.
mod key {
    use super::*;

    #[derive(Identifiable, Queryable, relata::Model)]
    #[diesel(table_name = authors)]
    pub(super) struct Author {
        id: i64,
    }

    #[derive(Associations, Identifiable, Queryable, relata::Model)]
    #[diesel(table_name = books, belongs_to(Author))]
    pub(super) struct Book {
        id: i64,
        author_id: i32,
    }
}

/// The other side names a relation that is not there.
mod inverse {
    use super::*;

    #[derive(Identifiable, Queryable, relata::Model)]
    #[diesel(table_name = authors)]
    #[relata(has_many(books: Book, inverse = writer))]
    pub(super) struct Author {
        id: i64,
    }

    #[derive(Associations, Identifiable, Queryable, relata::Model)]
    #[diesel(table_name = books)]
    #[diesel(belongs_to(Author, foreign_key = author_id))]
    pub(super) struct Book {
        id: i64,
        author_id: i64,
    }
}

/// `Author` is not a model: it lacks the derive.
mod unregistered {
    use super::*;

    #[derive(Identifiable, Queryable)]
    #[diesel(table_name = authors)]
    pub(super) struct Author {
        id: i64,
    }

    #[derive(Associations, Identifiable, Queryable, relata::Model)]
    #[diesel(table_name = books, belongs_to(Author))]
    pub(super) struct Book {
        id: i64,
        author_id: i64,
    }
}

#[test]
fn a_key_of_another_type() {
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[key_type]: key field `Book.author_id` is `i32`, but it references `Author.id`, which is `i64`
          --> tests/mistakes.rs:39:34
        note: `Book.author_id` is declared here
          --> tests/mistakes.rs:42:9
        note: `Author.id` is declared here
          --> tests/mistakes.rs:35:9
          = note: `Book.author_id` is the key of `Book.author`
          = note: different widths: 32 bits and 64 bits
          = help: change the type of `Book.author_id` to `i64`

        for more information: cargo relata explain key_type
    "#]].assert_eq(&report(&relata::models![key::Author, key::Book]));
}

#[test]
fn an_inverse_that_is_not_there() {
    expect![[r#"
        relata: 1 error in 2 models from 1 crate

        error[missing_inverse]: `Book` has no relation `writer`, which `Author.books` names as its inverse
          --> tests/mistakes.rs:52:46
        note: `Book` is declared here
          --> tests/mistakes.rs:60:23
          = note: `Book` has 1 relation to `Author`: `author`
          = help: write `inverse = author`

        for more information: cargo relata explain missing_inverse
    "#]]
    .assert_eq(&report(&relata::models![inverse::Author, inverse::Book]));
}

#[test]
fn a_target_that_is_no_model() {
    expect![[r#"
        relata: 1 error in 1 model from 1 crate

        error[missing_target]: relation `Book.author` points at the type `Author`, which is not a model
          --> tests/mistakes.rs:77:45
          = help: add `relata::Model` to the derives of `Author`

        for more information: cargo relata explain missing_target
    "#]].assert_eq(&report(&relata::models![unregistered::Book]));
}
