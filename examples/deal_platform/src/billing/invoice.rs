use relata::Model;

use crate::billing::billing_account::BillingAccount;
use crate::financial::currency::Currency;

/// A bill. Its number is unique within its account.
#[derive(Model)]
#[relata(table = "invoices", unique(account_id, number))]
#[relata(has_many(lines: InvoiceLine, inverse = invoice))]
pub struct Invoice {
    pub id: i64,
    #[relata(belongs_to(BillingAccount, inverse = invoices, on_delete = restrict))]
    pub account_id: i64,
    pub number: String,
    #[relata(belongs_to(currency: Currency))]
    pub currency_code: String,
}

/// One item of a bill. It points at its bill by account and number, as the printed page does.
#[derive(Model)]
#[relata(table = "invoice_lines")]
#[relata(belongs_to(
    invoice: Invoice,
    inverse = lines,
    key(account_id, invoice_number),
    references(account_id, number),
    on_delete = cascade,
))]
pub struct InvoiceLine {
    pub id: i64,
    pub account_id: i64,
    pub invoice_number: String,
    pub text: String,
    pub amount: i64,
}
