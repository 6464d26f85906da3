//! No crate.

relata::link!();

fn main() {}
