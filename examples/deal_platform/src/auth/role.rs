use relata::Model;

use crate::auth::user::User;

/// What its holders may do.
#[derive(Model)]
#[relata(table = "roles")]
#[relata(has_many(grants: RoleGrant, inverse = role))]
#[relata(many_to_many(users: User, inverse = roles, through = RoleGrant, via(role, user)))]
pub struct Role {
    pub id: i64,
    #[relata(unique)]
    pub name: String,
}

/// That a user holds a role. It points at users twice, so the relations through it say which of the two they mean.
#[derive(Model)]
#[relata(table = "role_grants", key(user_id, role_id))]
pub struct RoleGrant {
    #[relata(belongs_to(User, inverse = role_grants, on_delete = cascade))]
    pub user_id: i64,
    #[relata(belongs_to(Role, inverse = grants, on_delete = cascade))]
    pub role_id: i64,
    #[relata(belongs_to(granted_by: User, on_delete = set_null))]
    pub granted_by_id: Option<i64>,
    pub granted_at: String,
}
