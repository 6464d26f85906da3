//! What customers owe and what they have paid.

#![forbid(unsafe_code)]
#![deny(
    warnings,
    missing_docs,
    unused_qualifications,
    single_use_lifetimes,
    elided_lifetimes_in_paths,
    clippy::pedantic
)]

pub mod freight_charge;
pub mod invoice;
pub mod payment;
