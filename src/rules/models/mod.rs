//! Rules about models themselves, independent of what their relations point at.

mod crate_linked_twice;
mod duplicate_model;
pub(super) mod duplicate_table;
pub(super) mod isolated_model;
mod unread_relations;

use super::verdict::Verdict;

pub(super) fn check(verdict: &mut Verdict<'_>) {
    duplicate_model::check(verdict);
    unread_relations::check(verdict);
}
