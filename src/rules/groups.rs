//! Groups of items that have something in common, directly or by way of others, and the only item of a list. This module
//! must not know what the items are.

use std::collections::{BTreeMap, HashMap};
use std::hash::Hash;

/// Items in groups.
pub(super) struct Groups<K, T> {
    /// The group in which each thing was seen first.
    seen: HashMap<K, usize>,
    /// For each group the one that it became a part of, or itself. Each item starts a group.
    part_of: Vec<usize>,
    items: Vec<T>,
}

impl<K: Hash + Eq, T> Groups<K, T> {
    pub(super) fn new() -> Self {
        Groups {
            seen: HashMap::new(),
            part_of: Vec::new(),
            items: Vec::new(),
        }
    }

    /// Adds an item to all others that have one of these things too.
    pub(super) fn add(&mut self, things: impl IntoIterator<Item = K>, item: T) {
        let own = self.part_of.len();
        self.part_of.push(own);
        for thing in things {
            let other = *self.seen.entry(thing).or_insert(own);
            let (root, other) = (self.root(own), self.root(other));
            self.part_of[root.max(other)] = root.min(other);
        }
        self.items.push(item);
    }

    fn root(&mut self, group: usize) -> usize {
        let mut at = group;
        while self.part_of[at] != at {
            self.part_of[at] = self.part_of[self.part_of[at]];
            at = self.part_of[at];
        }
        at
    }

    /// The groups, each in the order in which its items came.
    pub(super) fn into_groups(mut self) -> Vec<Vec<T>> {
        let mut groups: BTreeMap<usize, Vec<T>> = BTreeMap::new();
        for (group, item) in std::mem::take(&mut self.items).into_iter().enumerate() {
            groups.entry(self.root(group)).or_default().push(item);
        }
        groups.into_values().collect()
    }
}

/// The item of a list that has no other.
pub(super) fn only<T>(mut items: impl Iterator<Item = T>) -> Option<T> {
    items.next().filter(|_| items.next().is_none())
}
