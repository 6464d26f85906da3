//! Values that are set once, without a lock: after a `fork`, a lock that another thread held is never released in the
//! child. Threads that need a value at the same time may each compute it; the first one counts.

use once_cell::race::OnceBox;

#[derive(Debug)]
pub(crate) struct Once<T>(OnceBox<T>);

impl<T> Once<T> {
    pub(crate) const fn new() -> Self {
        Once(OnceBox::new())
    }

    pub(crate) fn get(&self) -> Option<&T> {
        self.0.get()
    }

    pub(crate) fn get_or_init(&self, value: impl FnOnce() -> T) -> &T {
        self.0.get_or_init(|| Box::new(value()))
    }

    /// Sets the value, or returns it if there is one already.
    pub(crate) fn set(&self, value: Box<T>) -> Result<(), Box<T>> {
        self.0.set(value)
    }
}

impl<T> Default for Once<T> {
    fn default() -> Self {
        Once::new()
    }
}
