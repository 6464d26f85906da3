use relata::Model;

use crate::community::comment::Comment;
use crate::community::group::Group;

/// What a user wrote to a group.
#[derive(Model)]
#[relata(table = "posts")]
#[relata(has_many(comments: Comment, inverse = subject))]
pub struct Post {
    pub id: i64,
    #[relata(belongs_to(Group, inverse = posts, on_delete = cascade))]
    pub group_id: i64,
    #[relata(belongs_to("User", on_delete = set_null))]
    pub author_id: Option<i64>,
    pub text: String,
}
