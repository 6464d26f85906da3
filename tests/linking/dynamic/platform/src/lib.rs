//! relata in a dynamic library.

pub use relata;
