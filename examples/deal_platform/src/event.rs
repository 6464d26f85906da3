//! Conferences, and who comes to them.

pub mod conference;
pub mod registration;
