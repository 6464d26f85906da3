//! A lending library as a web service.
//!
//! `models` declares the tables, `database` opens the database, `seed` fills and empties it, `schema` compares it with the models,
//! and `service` answers requests.

pub mod database;
mod health;
pub mod models;
pub mod schema;
pub mod seed;
mod service;

pub use service::service;
