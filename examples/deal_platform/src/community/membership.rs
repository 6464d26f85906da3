use relata::Model;

use crate::auth::user::User;
use crate::community::group::Group;

/// That a user belongs to a group.
#[derive(Model)]
#[relata(table = "memberships", unique(group_id, user_id))]
pub struct Membership {
    pub id: i64,
    #[relata(belongs_to(Group, inverse = memberships, on_delete = cascade))]
    pub group_id: i64,
    #[relata(belongs_to(User, inverse = memberships, on_delete = cascade))]
    pub user_id: i64,
    pub joined_at: String,
}
