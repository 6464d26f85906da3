//! A list that keeps the memory of its items.

use std::ops::Deref;

/// A list whose items keep their memory, so that reading one record after the other asks for none.
#[derive(Clone, Debug)]
pub struct Pool<T> {
    items: Vec<T>,
    len: usize,
}

impl<T> Default for Pool<T> {
    fn default() -> Self {
        Pool {
            items: Vec::new(),
            len: 0,
        }
    }
}

impl<T: Default> Pool<T> {
    pub(crate) fn clear(&mut self) {
        self.len = 0;
    }

    /// Adds an item to be filled; it may hold what it held before.
    pub(crate) fn add(&mut self) -> &mut T {
        if self.len == self.items.len() {
            self.items.push(T::default());
        }
        self.len += 1;
        &mut self.items[self.len - 1]
    }

    pub(crate) fn remove_last(&mut self) {
        self.len -= 1;
    }
}

impl<T> Deref for Pool<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.items[..self.len]
    }
}

impl<T> FromIterator<T> for Pool<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        let items: Vec<T> = items.into_iter().collect();
        Pool {
            len: items.len(),
            items,
        }
    }
}
