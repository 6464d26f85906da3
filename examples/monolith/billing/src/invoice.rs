//! Invoices.

use relata::Model;

use crate::freight_charge::FreightCharge;
use crate::payment::Payment;

/// The bill for an order.
#[derive(Model)]
#[relata(table = "invoices")]
#[relata(has_many(payments: Payment, inverse = invoice))]
#[relata(has_many(freight_charges: FreightCharge, inverse = invoice))]
pub struct Invoice {
    /// The invoice.
    pub id: i64,
    /// The order that it asks the money for.
    #[relata(unique, belongs_to("Order", inverse = invoice, on_delete = restrict))]
    pub order_id: i64,
    /// In cents, without freight.
    pub amount: i64,
}
