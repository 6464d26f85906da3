//! What sending costs.

use relata::Model;

use crate::invoice::Invoice;

/// The cost of one shipment, added to an invoice.
#[derive(Model)]
#[relata(table = "freight_charges")]
pub struct FreightCharge {
    /// The charge.
    pub id: i64,
    /// The invoice that it is part of.
    #[relata(belongs_to(Invoice, inverse = freight_charges, on_delete = cascade))]
    pub invoice_id: i64,
    /// The shipment that it pays for.
    #[relata(unique, belongs_to("shipping::shipment::Shipment", inverse = freight_charge))]
    pub shipment_id: i64,
    /// In cents.
    pub amount: i64,
}
