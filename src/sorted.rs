//! Order, by one instance of the standard sort: it sorts positions, whatever stands there. A sort of its own for each type
//! was a fifth of what `init` added to a program.

use std::cmp::Ordering;

/// Puts items in order; equal ones stay as they are.
pub(crate) fn sort_by<T>(items: &mut [T], compare: impl Fn(&T, &T) -> Ordering) {
    let places = places(items.len(), &|one, other| {
        compare(&items[one], &items[other])
    });
    put(items, places);
}

/// Puts items in order.
pub(crate) fn sort<T: Ord>(items: &mut [T]) {
    sort_by(items, T::cmp);
}

/// Puts items in the order of their keys; those with equal keys stay as they are. A key must cost little: it is made for each
/// comparison.
pub(crate) fn sort_by_key<T, K: Ord>(items: &mut [T], key: impl Fn(&T) -> K) {
    sort_by(items, |one, other| key(one).cmp(&key(other)));
}

/// Puts each item in its place.
fn put<T>(items: &mut [T], mut places: Vec<u32>) {
    for at in 0..places.len() {
        while places[at] as usize != at {
            let to = places[at] as usize;
            items.swap(at, to);
            places.swap(at, to);
        }
    }
}

/// Items in order, each once.
pub(crate) fn distinct<T: Ord>(mut items: Vec<T>) -> Vec<T> {
    sort(&mut items);
    items.dedup();
    items
}

/// Things in groups, one for each key, in the order of the keys; in each they keep theirs.
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

/// Of items in order those that compare as equal.
pub(crate) fn equal<T>(items: &[T], compare: impl Fn(&T) -> Ordering) -> &[T] {
    let start = items.partition_point(|it| compare(it) == Ordering::Less);
    let end = items[start..].partition_point(|it| compare(it) == Ordering::Equal);
    &items[start..start + end]
}

/// The place in order of each of so many items.
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

/// Takes out the items whose key one before has.
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
