//! Customers.

use relata::Model;

use crate::address::Address;

/// Someone who buys.
#[derive(Model)]
#[relata(table = "users")]
#[relata(has_many(addresses: Address, inverse = user))]
#[relata(has_many(orders: "ordering::order::Order", inverse = customer))]
pub struct User {
    pub id: i64,
    #[relata(unique)]
    pub email: String,
}
