//! Rules about the registry as a whole: channels, expected crates and models, and unused allows.

#[cfg(feature = "source")]
pub(super) mod declared_models;
mod empty_registry;
pub(super) mod missing_crate;
pub(super) mod missing_model;
pub(super) mod registration_unavailable;
#[cfg(feature = "source")]
mod unread_source;
pub(super) mod unused_allow;

use super::verdict::Verdict;

pub(super) fn check(verdict: &mut Verdict<'_>) {
    empty_registry::check(verdict);
    missing_model::orphans(verdict);
    missing_model::externals(verdict);
    #[cfg(feature = "source")]
    unread_source::check(verdict);
}
