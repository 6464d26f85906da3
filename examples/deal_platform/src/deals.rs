//! Companies for sale, and what is offered for them.

pub mod deal;
pub mod offer;
