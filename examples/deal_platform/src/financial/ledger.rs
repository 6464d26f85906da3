use relata::Model;

use crate::billing::invoice::Invoice;
use crate::event_payments::ticket_payment::TicketPayment;
use crate::financial::currency::Currency;

/// An account in an organization's books.
#[derive(Model)]
#[relata(table = "ledger_accounts")]
#[relata(has_many(entries: LedgerEntry, inverse = account))]
pub struct LedgerAccount {
    pub id: i64,
    #[relata(belongs_to("Organization", inverse = ledger_accounts))]
    pub organization_id: i64,
    #[relata(belongs_to(currency: Currency))]
    pub currency_code: String,
    pub title: String,
}

/// One line in an account, and what it was booked for.
#[derive(Model)]
#[relata(table = "ledger_entries")]
pub struct LedgerEntry {
    pub id: i64,
    #[relata(belongs_to(LedgerAccount, inverse = entries, on_delete = restrict))]
    pub account_id: i64,
    #[relata(belongs_to(any(Invoice, TicketPayment), tag = source_type))]
    pub source_id: i64,
    pub source_type: String,
    pub amount: i64,
}
