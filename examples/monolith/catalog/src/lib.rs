//! What is for sale.

pub mod category;
pub mod product;
