//! The icons of rows.

use std::fmt::Write;

use super::super::picture::Icon;
use super::markup::n;

impl Icon {
    /// The class, the path around 0, and what it means.
    pub(crate) fn parts(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Icon::Key => (
                "key",
                "M-6 0a2.7 2.7 0 1 0 5.4 0a2.7 2.7 0 1 0 -5.4 0M-.6 0H6M3.2 0v3M5.6 0v3",
                "primary key",
            ),
            Icon::Foreign => ("foreign", "M-5.5 0H4.5M1 -3.5L4.5 0L1 3.5", "foreign key"),
            Icon::Relation => (
                "relation",
                "M-5.5 0H0M.5 0a2.4 2.4 0 1 0 4.8 0a2.4 2.4 0 1 0 -4.8 0",
                "relation without a column here",
            ),
            Icon::Unique => ("unique", "M-3.5 -4v4.2a3.5 3.5 0 0 0 7 0v-4.2", "unique"),
            Icon::Broken => ("broken", "M-4 -4L4 4M-4 4L4 -4", "has a finding"),
            Icon::Added => ("added", "M-4.5 0H4.5M0 -4.5V4.5", "added"),
            Icon::Removed => ("removed", "M-4.5 0H4.5", "removed"),
            Icon::Changed => (
                "changed",
                "M-5 1.5C-3 -3.5 -1 -1.5 0 0S3 3.5 5 -1.5",
                "changed",
            ),
        }
    }
}

pub(crate) fn icon(text: &mut String, icon: Icon, x: f64, y: f64) {
    let (class, path, _) = icon.parts();
    // Writing to a string never fails.
    let _ = write!(
        text,
        "<path class=\"icon {class}\" transform=\"translate({} {})\" d=\"{path}\"/>",
        n(x),
        n(y)
    );
}
