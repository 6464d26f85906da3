use relata::Model;

use crate::billing::invoice::Invoice;
use crate::billing::subscription::Subscription;
use crate::organizations::organization::Organization;

/// Where an organization's invoices go.
#[derive(Model)]
#[relata(table = "billing_accounts")]
#[relata(has_many(subscriptions: Subscription, inverse = account))]
#[relata(has_many(invoices: Invoice, inverse = account))]
pub struct BillingAccount {
    pub id: i64,
    #[relata(unique, belongs_to(Organization, inverse = billing_account))]
    pub organization_id: i64,
    pub email: String,
}
