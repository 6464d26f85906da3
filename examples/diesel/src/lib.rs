//! An issue tracker on Diesel: its models, and what is done with them.

#[cfg(feature = "database")]
pub mod issues;
pub mod labels;
#[cfg(feature = "database")]
pub mod people;
#[cfg(feature = "database")]
pub mod projects;
#[cfg(feature = "database")]
pub mod schema;
#[cfg(feature = "database")]
pub mod store;
