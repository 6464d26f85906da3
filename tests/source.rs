//! Small packages that are written here: which models are read, with their places and conditions.

#![cfg(all(feature = "source", not(miri)))]

#[cfg(all(feature = "document", feature = "executable"))]
mod cargo;

mod source {
    mod conditions;
    mod dependencies;
    mod derives;
    #[cfg(all(feature = "document", feature = "executable"))]
    mod examples;
    mod faults;
    mod filter;
    mod macros;
    mod models;
    mod modules;
    mod own;
    mod packages;
    mod pages;
    #[cfg(all(feature = "document", feature = "executable"))]
    mod random;
    mod robust;
    mod unreached;
}
