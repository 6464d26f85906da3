use relata::Model;

use crate::auth::user::User;
use crate::event::conference::Conference;
use crate::event_payments::ticket_payment::TicketPayment;

/// A place at a conference, taken by a user.
#[derive(Model)]
#[relata(table = "registrations", unique(conference_id, attendee_id))]
#[relata(has_one(payment: TicketPayment, inverse = registration))]
pub struct Registration {
    pub id: i64,
    #[relata(belongs_to(Conference, inverse = registrations, on_delete = cascade))]
    pub conference_id: i64,
    #[relata(belongs_to(User, inverse = registrations))]
    pub attendee_id: i64,
    pub confirmed: bool,
}
