//! Guides to the whole of relata.
//!
//! - [linking]: how models are linked, how they are lost, and what prevents each loss
//! - [orms]: what is read of Diesel and SeaORM, and what to add
#![cfg_attr(feature = "source", doc = "- [source]: a check without a build")]
#![cfg_attr(feature = "source", doc = "- [testing]: a test that no model is lost")]
#![cfg_attr(
    feature = "schema",
    doc = "- [database]: the tables that the models need, at start-up and in CI"
)]
//! - [editors]: findings in the editor, before a commit and in CI
//!
//! For those who know another ORM: [SQLAlchemy](from_sqlalchemy), [Django](from_django), [Rails](from_rails),
//! [Hibernate and JPA](from_hibernate), [Prisma](from_prisma).

#[doc = include_str!("guide/linking.md")]
pub mod linking {}

#[doc = include_str!("guide/orms.md")]
pub mod orms {}

#[cfg(feature = "source")]
#[doc = include_str!("guide/testing.md")]
pub mod testing {}

#[cfg(feature = "source")]
#[doc = include_str!("guide/source.md")]
pub mod source {}

#[cfg(feature = "schema")]
#[doc = include_str!("guide/database.md")]
pub mod database {}

#[doc = include_str!("guide/editors.md")]
pub mod editors {}

#[doc = include_str!("guide/from_sqlalchemy.md")]
pub mod from_sqlalchemy {}

#[doc = include_str!("guide/from_django.md")]
pub mod from_django {}

#[doc = include_str!("guide/from_rails.md")]
pub mod from_rails {}

#[doc = include_str!("guide/from_hibernate.md")]
pub mod from_hibernate {}

#[doc = include_str!("guide/from_prisma.md")]
pub mod from_prisma {}
