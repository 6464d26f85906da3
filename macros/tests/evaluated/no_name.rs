//! An external model that is not named by its full path.

relata::external!("auth::");

fn main() {}
