//! What the formats that are text have in common: models by crate, and names of a length that fits into a box.

use std::collections::BTreeMap;

use super::drawing::{Drawing, Node};
use crate::text::shown;

/// Longer names are cut.
const LONGEST: usize = 80;

/// The models of each crate; those of no known one come first, under no name.
pub(crate) fn by_crate(drawing: &Drawing) -> BTreeMap<&str, Vec<&Node>> {
    let mut groups: BTreeMap<&str, Vec<&Node>> = BTreeMap::new();
    for node in &drawing.models {
        groups.entry(&node.krate).or_default().push(node);
    }
    groups
}

/// A name without what cannot be seen, and not too long.
pub(crate) fn cut(name: &str) -> String {
    let name = shown(name);
    match name.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &name[..end]),
        None => name,
    }
}
