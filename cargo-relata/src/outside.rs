//! Crates whose models are registered elsewhere.

use std::collections::BTreeSet;

use crate::name::{crate_name, first_segment, is_qualified};

#[derive(Clone, Debug, Default)]
pub(crate) struct Outside {
    crates: BTreeSet<String>,
}

impl Outside {
    pub(crate) fn new<'n>(names: impl IntoIterator<Item = &'n String>) -> Self {
        Outside {
            crates: names.into_iter().map(|it| crate_name(it)).collect(),
        }
    }

    /// Whether a name starts with one of these crates.
    pub(crate) fn has(&self, written: &str) -> bool {
        is_qualified(written) && self.crates.contains(&crate_name(first_segment(written)))
    }
}
