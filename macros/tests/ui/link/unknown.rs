//! A crate that is no dependency.

relata::link!(relata, biling);

fn main() {}
