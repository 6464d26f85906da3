use relata::Model;

use crate::deals::deal::Deal;
use crate::financial::currency::Currency;

/// What someone would pay.
#[derive(Model)]
#[relata(table = "offers")]
pub struct Offer {
    pub id: i64,
    #[relata(belongs_to(Deal, inverse = offers, on_delete = cascade))]
    pub deal_id: i64,
    #[relata(belongs_to("Organization"))]
    pub bidder_id: i64,
    #[relata(belongs_to(currency: Currency))]
    pub currency_code: String,
    pub amount: i64,
}
