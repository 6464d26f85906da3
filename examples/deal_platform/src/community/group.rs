use relata::Model;

use crate::auth::user::User;
use crate::community::membership::Membership;
use crate::community::post::Post;

/// A circle of users with a common interest.
#[derive(Model)]
#[relata(table = "groups")]
#[relata(has_many(memberships: Membership, inverse = group))]
#[relata(many_to_many(members: User, inverse = groups, through = Membership))]
#[relata(has_many(posts: Post, inverse = group))]
pub struct Group {
    pub id: i64,
    pub title: String,
    pub invitation_only: bool,
}
