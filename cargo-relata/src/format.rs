//! How a verdict is told: one file for each format.

pub(crate) mod github;
pub(crate) mod human;
pub(crate) mod json;
pub(crate) mod sarif;

mod lines;
mod repository;
pub(crate) mod wording;

#[cfg(test)]
mod tests;
