//! What was ordered.

pub mod order;
pub mod order_line;
