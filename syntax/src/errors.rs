//! Mistakes, collected until the whole item is read.

use std::cell::RefCell;

use proc_macro2::Span;

use crate::level::Level;

/// The mistakes found so far. To drop them without a look at them is a bug, and panics.
#[derive(Debug)]
pub struct Errors {
    found: RefCell<Option<Vec<syn::Error>>>,
    /// The places to which an argument that stands at the wrong one may belong.
    pub(crate) levels: &'static [&'static Level],
}

impl Errors {
    pub(crate) fn new(levels: &'static [&'static Level]) -> Self {
        let found = RefCell::new(Some(Vec::new()));
        Errors { found, levels }
    }

    /// Adds a mistake at a token.
    pub fn push(&self, at: Span, message: impl std::fmt::Display) {
        self.add(syn::Error::new(at, message));
    }

    /// Adds the mistakes of a parser.
    pub fn add(&self, error: syn::Error) {
        if let Some(found) = self.found.borrow_mut().as_mut() {
            found.extend(error);
        }
    }

    /// The number of mistakes so far.
    pub(crate) fn count(&self) -> usize {
        self.found.borrow().as_ref().map_or(0, Vec::len)
    }

    /// All mistakes, in the order in which they were found.
    #[must_use]
    pub fn finish(self) -> Vec<syn::Error> {
        self.found.borrow_mut().take().unwrap_or_default()
    }
}

impl Drop for Errors {
    fn drop(&mut self) {
        assert!(
            std::thread::panicking() || self.found.borrow().is_none(),
            "nobody asked for the mistakes; this is a bug in relata"
        );
    }
}
