//! A platform on which companies are valued, offered, and sold, with the communities, events, and invoices around that.
//!
//! It only declares its models.

#![allow(dead_code, reason = "the models are only declared, not queried")]
#![allow(
    unreachable_pub,
    reason = "in a crate that nobody uses, `pub` means within it"
)]

mod auth;
mod billing;
mod community;
mod deals;
mod document_generation;
mod event;
mod event_payments;
mod financial;
mod organizations;
mod valuation;
