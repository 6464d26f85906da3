//! Who the customers are and where they live.

pub mod address;
pub mod user;
