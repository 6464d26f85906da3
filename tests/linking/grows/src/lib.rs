//! The library.

#[derive(relata::Model)]
pub struct InLibrary;
