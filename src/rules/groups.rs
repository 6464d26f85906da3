//! Groups items that share a key, directly or through other items.

use crate::sorted::sort;

/// Items to be grouped by shared keys.
pub(super) struct Groups<K, T> {
    /// Each key with the position of its item.
    keys: Vec<(K, usize)>,
    items: Vec<T>,
}

impl<K: Ord, T> Groups<K, T> {
    pub(super) fn new() -> Self {
        Groups {
            keys: Vec::new(),
            items: Vec::new(),
        }
    }

    /// Adds an item. It joins the group of every earlier item that shares one of the keys.
    pub(super) fn add(&mut self, keys: impl IntoIterator<Item = K>, item: T) {
        let at = self.items.len();
        self.keys.extend(keys.into_iter().map(|it| (it, at)));
        self.items.push(item);
    }

    /// Returns the groups, ordered by their first item. Each group keeps the insertion order.
    pub(super) fn into_groups(mut self) -> Vec<Vec<T>> {
        sort(&mut self.keys);
        let mut parts: Vec<usize> = (0..self.items.len()).collect();
        for pair in self.keys.windows(2) {
            if pair[0].0 == pair[1].0 {
                let (one, other) = (root(&mut parts, pair[0].1), root(&mut parts, pair[1].1));
                parts[one.max(other)] = one.min(other);
            }
        }
        let mut groups: Vec<Vec<T>> = parts.iter().map(|_| Vec::new()).collect();
        for (at, item) in self.items.into_iter().enumerate() {
            groups[root(&mut parts, at)].push(item);
        }
        groups.retain(|group| !group.is_empty());
        groups
    }
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
