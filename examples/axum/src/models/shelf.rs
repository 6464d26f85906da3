use relata::Model;
use sqlx::FromRow;

use super::Book;

#[derive(Clone, Debug, FromRow, Model)]
#[relata(table = "shelves", has_many(books: Book, inverse = shelf))]
pub struct Shelf {
    pub id: i64,
    #[relata(unique)]
    pub label: String,
}
