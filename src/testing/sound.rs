//! That nothing is denied.

use crate::findings::Findings;
use crate::rule::Level;

/// Panics with everything that is found if one of it is denied.
#[track_caller]
pub(super) fn assert_sound(findings: &Findings) {
    assert!(findings.count(Level::Deny) == 0, "{findings}");
}
