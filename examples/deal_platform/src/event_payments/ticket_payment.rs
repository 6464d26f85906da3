use relata::Model;

use crate::event::registration::Registration;
use crate::financial::currency::Currency;

/// The payment for one registration.
#[derive(Model)]
#[relata(table = "ticket_payments")]
pub struct TicketPayment {
    pub id: i64,
    #[relata(unique, belongs_to(Registration, inverse = payment, on_delete = restrict))]
    pub registration_id: i64,
    #[relata(belongs_to(currency: Currency))]
    pub currency_code: String,
    pub amount: i64,
}
