//! A lending library as a web service.
//!
//! `models` declares the tables, `database` opens the database, `seed` fills and empties it, and `service` answers requests.

pub mod database;
mod health;
pub mod models;
pub mod seed;
mod service;

pub use service::service;
