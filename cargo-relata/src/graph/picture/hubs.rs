//! The models that many others point at.

use std::collections::BTreeMap;

use super::super::drawing::Drawing;

/// The models that many others point at, with the number of edges. The selected model is none.
pub(crate) fn hubs(drawing: &Drawing) -> BTreeMap<usize, usize> {
    let mut incoming: BTreeMap<usize, usize> = BTreeMap::new();
    for edge in drawing.edges.iter().filter(|it| it.from != it.to) {
        *incoming.entry(edge.to).or_default() += 1;
    }
    let whole = drawing.whole.unwrap_or(drawing.models.len());
    let least = (whole / 20).max(12);
    incoming.retain(|id, count| *count >= least && drawing.focus != Some(*id));
    incoming
}

pub(crate) fn by_count(hubs: BTreeMap<usize, usize>) -> Vec<(usize, usize)> {
    let mut hubs: Vec<(usize, usize)> = hubs.into_iter().collect();
    hubs.sort_by_key(|(id, count)| (std::cmp::Reverse(*count), *id));
    hubs
}
