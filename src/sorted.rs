//! Sorting, with a single instance of the standard sort: it sorts positions instead of items. Separate instances for
//! each type made up a fifth of the code that `init` adds to a program.

use std::cmp::Ordering;
use std::ops::Range;

/// Sorts items. The sort is stable.
pub(crate) fn sort_by<T>(items: &mut [T], compare: impl Fn(&T, &T) -> Ordering) {
    let places = places(items.len(), &|one, other| {
        compare(&items[one], &items[other])
    });
    put(items, places);
}

/// Sorts items by their natural order.
pub(crate) fn sort<T: Ord>(items: &mut [T]) {
    sort_by(items, T::cmp);
}

/// Sorts items by key. The sort is stable. The key must be cheap, since it is computed for each comparison.
pub(crate) fn sort_by_key<T, K: Ord>(items: &mut [T], key: impl Fn(&T) -> K) {
    sort_by(items, |one, other| key(one).cmp(&key(other)));
}

/// Moves each item to its place.
fn put<T>(items: &mut [T], mut places: Vec<u32>) {
    for at in 0..places.len() {
        while places[at] as usize != at {
            let to = places[at] as usize;
            items.swap(at, to);
            places.swap(at, to);
        }
    }
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

/// Returns the place of each item in sorted order.
fn places(len: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<u32> {
    let mut places = vec![0; len];
    for (place, item) in (0..).zip(order(len, compare)) {
        places[item] = place;
    }
    places
}

fn order(len: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut order: Vec<usize> = (0..len).collect();
    order.sort_by(|one, other| compare(*one, *other));
    order
}

/// Removes and returns the items whose key an earlier item has.
pub(crate) fn take_repeated<T, K: Ord>(items: &mut Vec<T>, key: impl Fn(&T) -> K) -> Vec<T> {
    let keys: Vec<K> = items.iter().map(key).collect();
    let is_repeated = repeated(keys.len(), &|one, other| keys[one].cmp(&keys[other]));
    let mut taken = Vec::new();
    for (item, is_repeated) in std::mem::take(items).into_iter().zip(is_repeated) {
        let list = if is_repeated { &mut taken } else { &mut *items };
        list.push(item);
    }
    taken
}

fn repeated(len: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<bool> {
    let mut is_repeated = vec![false; len];
    for pair in order(len, compare).windows(2) {
        is_repeated[pair[1]] = compare(pair[0], pair[1]).is_eq();
    }
    is_repeated
}
