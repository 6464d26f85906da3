//! Helpers of the text formats: models by crate, and names that fit into a box.

use std::collections::BTreeMap;

use super::drawing::{Drawing, Node};
use crate::text::printable;

/// Maximum number of characters of a name.
const LONGEST: usize = 80;

/// The models of each crate; models of unknown crates come first, with an empty crate name.
pub(crate) fn by_crate(drawing: &Drawing) -> BTreeMap<&str, Vec<&Node>> {
    let mut groups: BTreeMap<&str, Vec<&Node>> = BTreeMap::new();
    for node in &drawing.models {
        groups.entry(&node.krate).or_default().push(node);
    }
    groups
}

/// Escapes unprintable characters and cuts long names.
pub(crate) fn cut(name: &str) -> String {
    let name = printable(name);
    match name.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &name[..end]),
        None => name,
    }
}
