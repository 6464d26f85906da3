//! Payments.

use relata::Model;

use crate::invoice::Invoice;

/// Money that came in for an invoice.
#[derive(Model)]
#[relata(table = "payments")]
pub struct Payment {
    /// The payment.
    pub id: i64,
    /// The invoice that it pays, in full or in part.
    #[relata(belongs_to(Invoice, inverse = payments, on_delete = restrict))]
    pub invoice_id: i64,
    /// In cents.
    pub amount: i64,
}
