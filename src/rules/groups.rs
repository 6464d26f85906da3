//! Groups of items that have something in common, directly or by way of others, and the only item of a list. This module
//! must not know what the items are.

use crate::sorted::sort;

/// Items in groups.
pub(super) struct Groups<K, T> {
    /// What each item has, with the position of the item.
    things: Vec<(K, usize)>,
    items: Vec<T>,
}

impl<K: Ord, T> Groups<K, T> {
    pub(super) fn new() -> Self {
        Groups {
            things: Vec::new(),
            items: Vec::new(),
        }
    }

    /// Adds an item to all others that have one of these things too.
    pub(super) fn add(&mut self, things: impl IntoIterator<Item = K>, item: T) {
        let at = self.items.len();
        self.things.extend(things.into_iter().map(|it| (it, at)));
        self.items.push(item);
    }

    /// The groups by their first item, each in the order in which its items came.
    pub(super) fn into_groups(mut self) -> Vec<Vec<T>> {
        sort(&mut self.things);
        let mut parts: Vec<usize> = (0..self.items.len()).collect();
        for pair in self.things.windows(2) {
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

/// The first item of the group that an item is in. For each item there is one before it in the same group, or itself.
fn root(parts: &mut [usize], mut at: usize) -> usize {
    while parts[at] != at {
        parts[at] = parts[parts[at]];
        at = parts[at];
    }
    at
}

/// The item of a list that has no other.
pub(super) fn only<T>(mut items: impl Iterator<Item = T>) -> Option<T> {
    items.next().filter(|_| items.next().is_none())
}
