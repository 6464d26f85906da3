//! Mistakes, gathered until the whole item was read. Forgetting to ask for the verdict is a bug that shows.

use std::cell::RefCell;

use proc_macro2::Span;

/// The mistakes found so far.
pub(crate) struct Errors(RefCell<Option<Vec<syn::Error>>>);

impl Errors {
    pub(crate) fn new() -> Self {
        Errors(RefCell::new(Some(Vec::new())))
    }

    /// Adds a mistake at a token.
    pub(crate) fn push(&self, at: Span, message: impl std::fmt::Display) {
        self.add(syn::Error::new(at, message));
    }

    /// Adds what a parser had to say.
    pub(crate) fn add(&self, error: syn::Error) {
        if let Some(errors) = self.0.borrow_mut().as_mut() {
            errors.extend(error);
        }
    }

    /// How many there are so far.
    pub(crate) fn count(&self) -> usize {
        self.0.borrow().as_ref().map_or(0, Vec::len)
    }

    /// All mistakes in one, in the order of the source, or none.
    pub(crate) fn finish(self) -> syn::Result<()> {
        let mut errors = self.0.borrow_mut().take().unwrap_or_default();
        errors.sort_by_key(|error| {
            let span = error.span().unwrap();
            (span.file(), span.line(), span.column())
        });
        let combined = errors.into_iter().reduce(|mut all, error| {
            all.combine(error);
            all
        });
        combined.map_or(Ok(()), Err)
    }
}

impl Drop for Errors {
    fn drop(&mut self) {
        assert!(
            std::thread::panicking() || self.0.borrow().is_none(),
            "nobody asked for the mistakes; this is a bug in relata"
        );
    }
}
