//! Orders.

use relata::Model;

use crate::order_line::OrderLine;

/// What a customer wants, as it was when they pressed the button.
#[derive(Model)]
#[relata(table = "orders")]
#[relata(has_many(lines: OrderLine, inverse = order))]
#[relata(has_one(invoice: "billing::invoice::Invoice", inverse = order))]
#[relata(has_many(shipments: "shipping::shipment::Shipment", inverse = order))]
pub struct Order {
    pub id: i64,
    #[relata(belongs_to("identity::user::User", inverse = orders, on_delete = restrict))]
    pub customer_id: i64,
    pub placed_at: String,
}
