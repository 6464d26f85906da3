//! What is to be known beyond a single item.

#[doc = include_str!("guide/linking.md")]
pub mod linking {}

#[doc = include_str!("guide/orms.md")]
pub mod orms {}

#[cfg(all(feature = "source", feature = "document"))]
#[doc = include_str!("guide/testing.md")]
pub mod testing {}

#[cfg(feature = "source")]
#[doc = include_str!("guide/source.md")]
pub mod source {}

#[doc = include_str!("guide/from_sqlalchemy.md")]
pub mod from_sqlalchemy {}

#[doc = include_str!("guide/from_django.md")]
pub mod from_django {}

#[doc = include_str!("guide/from_rails.md")]
pub mod from_rails {}

#[doc = include_str!("guide/editors.md")]
pub mod editors {}
