//! The crates whose models live elsewhere, and what of a written name is theirs.

use std::collections::BTreeSet;

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

    /// Whether a name begins with one of them.
    pub(crate) fn has(&self, written: &str) -> bool {
        is_qualified(written) && self.crates.contains(&crate_name(first_segment(written)))
    }
}

pub(crate) fn is_qualified(name: &str) -> bool {
    name.trim_start_matches("::").contains("::")
}

/// The crate, of a full path.
pub(crate) fn first_segment(path: &str) -> &str {
    let path = path.strip_prefix("::").unwrap_or(path);
    let first = path.split("::").next().unwrap_or_default();
    first.strip_prefix("r#").unwrap_or(first)
}

/// A package may be called with hyphens, its crate is not.
pub(crate) fn crate_name(name: &str) -> String {
    name.replace('-', "_")
}
