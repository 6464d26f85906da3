//! A music catalogue on SeaORM: its entities, and what is done with them.

pub mod entities;
pub mod store;
