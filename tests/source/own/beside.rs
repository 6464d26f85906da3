//! Reached from a file that is included.

#[derive(super::Model)]
pub(super) struct Beside;
