use relata::Model;

use crate::auth::user::User;
use crate::billing::billing_account::BillingAccount;
use crate::deals::deal::Deal;
use crate::event::conference::Conference;

/// A company: it sells, buys, advises, or owns others that do.
#[derive(Model)]
#[relata(table = "organizations")]
#[relata(has_many(subsidiaries: Self, inverse = parent))]
#[relata(has_many(users: User, inverse = organization))]
#[relata(has_one(billing_account: BillingAccount, inverse = organization))]
#[relata(has_many(sales: Deal, inverse = seller))]
#[relata(has_many(purchases: Deal, inverse = buyer))]
#[relata(has_many(conferences: Conference, inverse = host))]
#[relata(has_many(ledger_accounts: "LedgerAccount", inverse = organization))]
#[relata(has_many(export_jobs: "DocumentExportJob", inverse = organization))]
pub struct Organization {
    pub id: i64,
    pub name: String,
    #[relata(belongs_to(Self, inverse = subsidiaries, on_delete = set_null))]
    pub parent_id: Option<i64>,
}
