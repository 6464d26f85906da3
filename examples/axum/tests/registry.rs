//! That the registry is whole, and what is in it.
#![cfg(not(feature = "forgotten-module"))]

use expect_test::expect;
use lending::models::{Author, Authorship, Book, BookCopy, Loan, Member, Shelf};

relata::link!(lending);

#[test]
fn every_model_is_registered() {
    relata::assert_complete!();
}

#[test]
fn it_is_reviewed() {
    relata::assert_unchanged!("relata.json");
}

/// Else its rows would neither be reset nor compared with the database.
#[test]
fn every_model_says_its_table() {
    let registry = relata::init().unwrap();
    let silent = registry.models().find(|model| model.table().is_none());
    assert_eq!(silent, None);
}

#[test]
fn a_row_comes_after_those_that_it_needs() {
    let registry = relata::init().unwrap();
    let order = lending::seed::tables(registry).join(" ");
    expect!["authors members shelves books authorships copies loans fines"].assert_eq(&order);
}

/// `tests/forgotten.rs` has the same from the service itself.
#[test]
fn a_model_that_is_missing_is_reported() {
    let models = relata::models![Author, Authorship, Book, BookCopy, Loan, Member, Shelf];
    let report = relata::options().init_isolated(&models).unwrap_err();
    expect![[r#"
        relata: 1 error in 7 models from 1 crate

        error[missing_target]: relation `Loan.fine` points at `Fine`, but no model has that name
          --> src/models/loan.rs:10:41
          = note: 7 models are registered, from 1 crate: `lending`
          = help: add `Fine` to the checked `relata::models![…]`

        for more information: cargo relata explain missing_target
    "#]]
    .assert_eq(&report.to_string());
}
