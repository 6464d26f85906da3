use relata::Model;

use crate::auth::role::{Role, RoleGrant};
use crate::auth::session::Session;
use crate::community::group::Group;
use crate::community::membership::Membership;
use crate::organizations::organization::Organization;

/// Someone who can log in.
#[derive(Model)]
#[relata(table = "users")]
#[relata(has_many(sessions: Session, inverse = user))]
#[relata(has_many(role_grants: RoleGrant, inverse = user))]
#[relata(many_to_many(roles: Role, inverse = users, through = RoleGrant, via(user, role)))]
#[relata(has_many(memberships: Membership, inverse = user))]
#[relata(many_to_many(groups: Group, inverse = members, through = Membership))]
#[relata(has_many(registrations: "Registration", inverse = attendee))]
#[relata(has_many(documents: "GeneratedDocument", inverse = author))]
pub struct User {
    pub id: i64,
    #[relata(unique)]
    pub email: String,
    #[relata(belongs_to(Organization, inverse = users, on_delete = restrict))]
    pub organization_id: i64,
}
