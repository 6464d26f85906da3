//! The code shared by the derive of [relata](https://docs.rs/relata) and its library. Use it through the crate `relata`.
//!
//! Only the items that relata re-exports are public API. Everything else is for relata's own crates and for generated code.
//! All versions of relata in a program use one version of this crate, so items are added but never removed or changed: a
//! struct with public fields is built with `..Default::default()`, or never gets more fields.

mod allow;
#[doc(hidden)]
pub mod channels;
#[doc(hidden)]
pub mod common_type;
#[doc(hidden)]
pub mod diesel;
mod entry;
#[doc(hidden)]
pub mod facts;
mod field;
#[doc(hidden)]
pub mod flag;
mod kind;
mod reader;
#[doc(hidden)]
pub mod record;
#[doc(hidden)]
pub mod relation;
#[doc(hidden)]
pub mod rules;
#[doc(hidden)]
pub mod similar;
#[doc(hidden)]
pub mod spelling;
mod writer;

#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;

#[doc(hidden)]
pub use allow::Allow;
#[doc(hidden)]
pub use entry::Entry;
pub use entry::Registered;
#[doc(hidden)]
pub use field::Field;
pub use kind::{Kind, OnDelete, Orm};
#[doc(hidden)]
pub use reader::{End, Mark, Reader};
#[doc(hidden)]
pub use record::{Head, Record};
#[doc(hidden)]
pub use relation::{Named, Relation, Target};

/// The target triple that this crate was built for.
#[doc(hidden)]
pub const TARGET: &str = env!("TARGET");
