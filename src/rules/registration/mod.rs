//! Rules about the registry as a whole: channels, crates and models that must have arrived, and allows that match nothing.

mod declared_models;
mod empty_registry;
mod missing_crate;
mod missing_model;
mod registration_unavailable;
mod unused_allow;

use super::verdict::Verdict;

pub(super) use declared_models::report as report_declared;
pub(super) use missing_crate::{Absent, check as absent_crates, report as report_crate};
pub(super) use missing_model::{check as absent_models, report as report_model};
pub(super) use registration_unavailable::check as check_channels;
pub(super) use unused_allow::check as check_allows;

pub(super) fn check(verdict: &mut Verdict<'_>) {
    empty_registry::check(verdict);
    missing_model::orphans(verdict);
}
