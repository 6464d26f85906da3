use relata::Model;
use sqlx::FromRow;

use super::{Author, Authorship, BookCopy, Shelf};

#[derive(Clone, Debug, FromRow, Model)]
#[relata(table = "books")]
#[relata(many_to_many(authors: Author, through = Authorship, inverse = books))]
#[relata(has_many(copies: BookCopy, inverse = book))]
pub struct Book {
    pub id: i64,
    pub title: String,
    #[relata(unique)]
    pub isbn: String,
    /// A book whose shelf is taken away has none for a while.
    #[relata(belongs_to(Shelf, inverse = books, on_delete = set_null))]
    pub shelf_id: Option<i64>,
}
