//! The mistakes of an item, collected until the whole item is read.

use std::cell::RefCell;

use proc_macro2::Span;

use crate::level::Level;

/// The mistakes found so far. Dropping them without looking at them is a bug, and panics.
#[derive(Debug)]
pub struct Errors {
    found: RefCell<Vec<syn::Error>>,
    /// The levels that a misplaced argument may belong to.
    pub(crate) levels: &'static [&'static Level],
}

impl Errors {
    pub(crate) fn new(levels: &'static [&'static Level]) -> Self {
        let found = RefCell::default();
        Errors { found, levels }
    }

    /// Adds a mistake at a token.
    pub fn push(&self, at: Span, message: impl std::fmt::Display) {
        self.add(syn::Error::new(at, message));
    }

    /// Adds the mistakes of a parser.
    pub fn add(&self, error: syn::Error) {
        self.found.borrow_mut().extend(error);
    }

    /// Returns the number of mistakes so far.
    pub(crate) fn count(&self) -> usize {
        self.found.borrow().len()
    }

    /// Returns all mistakes, in the order in which they were found.
    #[must_use]
    pub fn finish(self) -> Vec<syn::Error> {
        let found = self.found.take();
        std::mem::forget(self);
        found
    }
}

impl Drop for Errors {
    fn drop(&mut self) {
        assert!(
            std::thread::panicking(),
            "the errors were not reported; this is a bug in relata"
        );
    }
}
