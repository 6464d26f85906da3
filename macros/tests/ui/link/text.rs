//! The name of a crate as a text.

relata::link!("billing");

fn main() {}
