use relata::Model;

use crate::billing::billing_account::BillingAccount;
use crate::financial::currency::Currency;

/// A service that is paid for every month.
#[derive(Model)]
#[relata(table = "subscriptions")]
pub struct Subscription {
    pub id: i64,
    #[relata(belongs_to(BillingAccount, inverse = subscriptions, on_delete = cascade))]
    pub account_id: i64,
    #[relata(belongs_to(currency: Currency))]
    pub currency_code: String,
    pub monthly_price: i64,
}
