//! A music catalogue on SeaORM: its entities, and what is done with them.

pub mod entities;
pub mod foreign_keys;
pub mod store;
