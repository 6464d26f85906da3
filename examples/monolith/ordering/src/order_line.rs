//! The lines of an order.

use relata::Model;

use crate::order::Order;

/// One product of an order, and how many of it.
#[derive(Model)]
#[relata(table = "order_lines")]
pub struct OrderLine {
    pub id: i64,
    #[relata(belongs_to(Order, inverse = lines, on_delete = cascade))]
    pub order_id: i64,
    #[relata(belongs_to(product: "catalog::product::Product", inverse = order_lines))]
    pub product_number: String,
    #[relata(belongs_to("shipping::parcel::Parcel", inverse = lines, on_delete = set_null))]
    pub parcel_id: Option<i64>,
    pub quantity: i32,
}
