//! The output formats of a verdict.

pub(crate) mod cargo;
pub(crate) mod coverage;
pub(crate) mod github;
pub(crate) mod human;
pub(crate) mod json;
pub(crate) mod sarif;

mod repository;
mod sources;
pub(crate) mod wording;

#[cfg(test)]
mod tests;
