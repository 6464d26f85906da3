//! What is to be known beyond a single item.

#[doc = include_str!("guide/linking.md")]
pub mod linking {}
