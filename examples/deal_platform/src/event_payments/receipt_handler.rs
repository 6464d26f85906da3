use relata::Model;

use crate::event_payments::ticket_payment::TicketPayment;

/// Sends the receipt of a payment as soon as its document has been exported.
///
/// It has no table: it is registered so that what it listens to is known to exist.
#[derive(Model)]
#[relata(refers_to(payment: TicketPayment))]
#[relata(refers_to(finished_job: "DocumentExportJob"))]
pub struct ReceiptHandler;
