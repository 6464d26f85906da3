//! What is to be known beyond a single item.

#[doc = include_str!("guide/linking.md")]
pub mod linking {}

#[doc = include_str!("guide/orms.md")]
pub mod orms {}

#[cfg(all(feature = "source", feature = "document"))]
#[doc = include_str!("guide/testing.md")]
pub mod testing {}
