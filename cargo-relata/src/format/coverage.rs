//! What was compared, and what could not be compared, as text.

use std::fmt::Write;

use crate::verdict::{CheckedSystem, Verdict};

/// The last lines of a text: one for each system.
pub(crate) fn lines(verdict: &Verdict) -> String {
    let mut text = String::new();
    for CheckedSystem {
        label, findings, ..
    } in &verdict.systems
    {
        let of = match &*verdict.systems {
            [_] => String::new(),
            _ => format!(" of {label}"),
        };
        // Writing to a string never fails.
        let _ = writeln!(text, "coverage{of}: {}", findings.coverage());
    }
    text
}
