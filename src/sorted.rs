//! Sorting, with a single instance of the standard sort: it sorts positions instead of items. Separate instances for
//! each type made up a fifth of the code that `init` adds to a program.

use std::cmp::Ordering;
use std::ops::Range;

/// Sorts items. The sort is stable.
pub(crate) fn sort_by<T>(items: &mut [T], compare: impl Fn(&T, &T) -> Ordering) {
    sort_positions(items.len(), &mut Items { items, compare });
}

/// Items by position. Unlike a `dyn Fn`, a trait of its own has no function for each way to call it.
trait Positions {
    fn compare(&self, one: usize, other: usize) -> Ordering;
    fn swap(&mut self, one: usize, other: usize);
}

struct Items<'i, T, F> {
    items: &'i mut [T],
    compare: F,
}

impl<T, F: Fn(&T, &T) -> Ordering> Positions for Items<'_, T, F> {
    fn compare(&self, one: usize, other: usize) -> Ordering {
        (self.compare)(&self.items[one], &self.items[other])
    }

    fn swap(&mut self, one: usize, other: usize) {
        self.items.swap(one, other);
    }
}

fn sort_positions(len: usize, items: &mut dyn Positions) {
    let mut places = vec![0; len];
    for (place, item) in order(len, items).into_iter().enumerate() {
        places[item] = place;
    }
    for at in 0..len {
        while places[at] != at {
            let to = places[at];
            items.swap(at, to);
            places.swap(at, to);
        }
    }
}

/// Returns the positions in sorted order.
fn order(len: usize, items: &dyn Positions) -> Vec<usize> {
    let mut order: Vec<usize> = (0..len).collect();
    order.sort_by(|one, other| items.compare(*one, *other));
    order
}

/// Sorts items by their natural order.
pub(crate) fn sort<T: Ord>(items: &mut [T]) {
    sort_by(items, T::cmp);
}

/// Sorts items by key. The sort is stable. The key must be cheap, since it is computed for each comparison.
pub(crate) fn sort_by_key<T, K: Ord>(items: &mut [T], key: impl Fn(&T) -> K) {
    sort_by(items, |one, other| key(one).cmp(&key(other)));
}

/// Sorts items and removes duplicates.
pub(crate) fn distinct<T: Ord>(mut items: Vec<T>) -> Vec<T> {
    sort(&mut items);
    items.dedup();
    items
}

/// Groups items by key, sorted by key. Items of one group keep their order.
pub(crate) fn grouped<K: Ord, T>(mut pairs: Vec<(K, T)>) -> Vec<(K, Vec<T>)> {
    sort_by(&mut pairs, |(one, _), (other, _)| one.cmp(other));
    let mut groups: Vec<(K, Vec<T>)> = Vec::new();
    for (key, item) in pairs {
        match groups.last_mut() {
            Some((last, items)) if *last == key => items.push(item),
            _ => groups.push((key, vec![item])),
        }
    }
    groups
}

/// Returns the sorted items that compare as equal.
pub(crate) fn equal<T>(items: &[T], compare: impl Fn(&T) -> Ordering) -> &[T] {
    &items[equal_range(items, compare)]
}

/// Returns the range of sorted items that compare as equal.
pub(crate) fn equal_range<T>(items: &[T], compare: impl Fn(&T) -> Ordering) -> Range<usize> {
    let start = items.partition_point(|it| compare(it) == Ordering::Less);
    let end = items[start..].partition_point(|it| compare(it) == Ordering::Equal);
    start..start + end
}

/// Removes the items whose key an earlier item has. The others keep their order.
pub(crate) fn keep_first<T, K: Ord>(items: &mut Vec<T>, key: impl Fn(&T) -> K) {
    let compare = |one: &T, other: &T| key(one).cmp(&key(other));
    let mut is_repeated = repeated(items.len(), &Items { items, compare }).into_iter();
    items.retain(|_| is_repeated.next() == Some(false));
}

fn repeated(len: usize, items: &dyn Positions) -> Vec<bool> {
    let mut is_repeated = vec![false; len];
    for same in positions(len, items) {
        for at in &same[1..] {
            is_repeated[*at] = true;
        }
    }
    is_repeated
}

/// Returns the positions of equal items, group by group in sorted order.
pub(crate) fn equal_positions<K: Ord>(items: &mut [K]) -> Vec<Vec<usize>> {
    let compare = K::cmp;
    positions(items.len(), &Items { items, compare })
}

fn positions(len: usize, items: &dyn Positions) -> Vec<Vec<usize>> {
    let order = order(len, items);
    let groups = order.chunk_by(|one, other| items.compare(*one, *other).is_eq());
    groups.map(<[usize]>::to_vec).collect()
}
