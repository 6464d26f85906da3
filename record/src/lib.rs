//! What the derive of [relata](https://docs.rs/relata) and its library share. Use it through the crate `relata`.
//!
//! The public items are those that relata re-exports. Everything else is for relata's own crates and for generated code.
//! All versions of relata in a program use one version of this crate, so items are added here but never removed or changed.

#[doc(hidden)]
pub mod channels;
#[doc(hidden)]
pub mod common_type;
mod entry;
#[doc(hidden)]
pub mod flag;
mod kind;
#[doc(hidden)]
pub mod rules;
#[doc(hidden)]
pub mod similar;
#[doc(hidden)]
pub mod spelling;
#[doc(hidden)]
pub mod write;

#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;

#[doc(hidden)]
pub use entry::Entry;
pub use entry::Registered;
pub use kind::{Kind, OnDelete};

/// The platform that this was built for, as Cargo names it.
#[doc(hidden)]
pub const TARGET: &str = env!("TARGET");
