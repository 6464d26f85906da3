use relata::Model;

use crate::auth::user::User;

/// One login of a user, until it expires or is revoked.
#[derive(Model)]
#[relata(table = "sessions")]
pub struct Session {
    #[relata(key)]
    pub token: String,
    #[relata(belongs_to(User, inverse = sessions, on_delete = cascade))]
    pub user_id: i64,
    pub expires_at: String,
    pub revoked: bool,
}
