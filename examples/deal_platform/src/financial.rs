//! The books: accounts, entries, and the currencies they are kept in.

pub mod currency;
pub mod ledger;
