use relata::Model;

use crate::community::comment::Comment;
use crate::event::registration::Registration;
use crate::organizations::organization::Organization;

/// A gathering that an organization hosts.
#[derive(Model)]
#[relata(table = "conferences")]
#[relata(has_many(registrations: Registration, inverse = conference))]
#[relata(has_many(comments: Comment, inverse = subject))]
pub struct Conference {
    pub id: i64,
    #[relata(belongs_to(Organization, inverse = conferences))]
    pub host_id: i64,
    pub title: String,
    pub starts_at: String,
}
