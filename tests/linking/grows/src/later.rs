//! A module that the library and the program have in one of the builds. Nothing uses it.

#[derive(relata::Model)]
struct Later;
