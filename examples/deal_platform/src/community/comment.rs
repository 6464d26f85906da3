use relata::Model;

use crate::community::post::Post;
use crate::deals::deal::Deal;
use crate::event::conference::Conference;

/// A remark on a post, a deal, or a conference, or an answer to another remark.
#[derive(Model)]
#[relata(table = "comments")]
#[relata(has_many(replies: Self, inverse = parent))]
pub struct Comment {
    pub id: i64,
    #[relata(belongs_to(any(Post, Deal, Conference), tag = subject_type, inverse = comments))]
    pub subject_id: i64,
    pub subject_type: String,
    #[relata(belongs_to(Self, inverse = replies, on_delete = cascade))]
    pub parent_id: Option<i64>,
    #[relata(belongs_to("User", on_delete = set_null))]
    pub author_id: Option<i64>,
    pub text: String,
}
