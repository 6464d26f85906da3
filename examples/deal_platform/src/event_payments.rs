//! What conferences cost and who has paid.

pub mod receipt_handler;
pub mod ticket_payment;
