//! A library that a C program links.

mod models {
    #[derive(relata::Model)]
    struct Embedded {
        _id: i64,
    }
}

/// How many models are registered.
#[unsafe(no_mangle)]
pub extern "C" fn registered() -> usize {
    relata::init().map_or(0, relata::Registry::len)
}
