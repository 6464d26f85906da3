//! What a company is worth.

pub mod valuation_report;
pub mod valuation_request;
