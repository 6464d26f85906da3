//! A library that a C program links, with a crate of models in it.

relata::link!(linked);

/// Prints what is found, and gives how many models are registered.
#[unsafe(no_mangle)]
pub extern "C" fn registered() -> usize {
    print!("{}", relata::check());
    relata::init().map_or(0, relata::Registry::len)
}
