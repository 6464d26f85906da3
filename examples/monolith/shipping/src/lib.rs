//! How orders reach the customers.

pub mod parcel;
pub mod shipment;
