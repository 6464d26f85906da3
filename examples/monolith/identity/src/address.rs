//! Addresses of customers.

use relata::Model;

use crate::user::User;

/// Where a customer receives parcels.
#[derive(Model)]
#[relata(table = "addresses")]
#[relata(has_many(shipments: "shipping::shipment::Shipment", inverse = address))]
pub struct Address {
    pub id: i64,
    #[relata(belongs_to(User, inverse = addresses, on_delete = cascade))]
    pub user_id: i64,
    pub street: String,
    pub town: String,
}
