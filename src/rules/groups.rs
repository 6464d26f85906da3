//! Groups items that share a key, directly or through other items.

use crate::sorted::equal_positions;

/// Items to be grouped by shared keys. An item is the number of items before it.
pub(super) struct Groups<K> {
    keys: Vec<K>,
    /// The item of each key.
    items: Vec<usize>,
    count: usize,
}

impl<K: Ord> Groups<K> {
    pub(super) fn new() -> Self {
        Groups {
            keys: Vec::new(),
            items: Vec::new(),
            count: 0,
        }
    }

    /// Adds the next item. It joins the group of every earlier item that shares one of the keys.
    pub(super) fn add(&mut self, keys: Vec<K>) {
        self.keys.extend(keys);
        self.items.resize(self.keys.len(), self.count);
        self.count += 1;
    }

    /// Returns the groups, ordered by their first item. Each group keeps the insertion order.
    pub(super) fn into_groups(mut self) -> Vec<Vec<usize>> {
        joined(self.count, &self.items, &equal_positions(&mut self.keys))
    }
}

/// Joins the items of equal keys.
fn joined(count: usize, items: &[usize], equal_keys: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let mut parts: Vec<usize> = (0..count).collect();
    for pair in equal_keys.iter().flat_map(|keys| keys.windows(2)) {
        let one = root(&mut parts, items[pair[0]]);
        let other = root(&mut parts, items[pair[1]]);
        parts[one.max(other)] = one.min(other);
    }
    let mut groups = vec![Vec::new(); count];
    for item in 0..count {
        groups[root(&mut parts, item)].push(item);
    }
    groups.retain(|group| !group.is_empty());
    groups
}

/// Returns the first item of the group of an item. Each item points at an earlier item of its group, or at itself.
fn root(parts: &mut [usize], mut at: usize) -> usize {
    while parts[at] != at {
        parts[at] = parts[parts[at]];
        at = parts[at];
    }
    at
}

/// Returns the only item, or none if there are several.
pub(super) fn only<T>(mut items: impl Iterator<Item = T>) -> Option<T> {
    items.next().filter(|_| items.next().is_none())
}
