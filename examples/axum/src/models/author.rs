use relata::Model;
use sqlx::FromRow;

use super::Book;

#[derive(Clone, Debug, FromRow, Model)]
#[relata(table = "authors")]
#[relata(many_to_many(books: Book, through = Authorship, inverse = authors))]
pub struct Author {
    pub id: i64,
    pub name: String,
}

#[derive(Clone, Debug, FromRow, Model)]
#[relata(table = "authorships", key(book_id, author_id))]
pub struct Authorship {
    #[relata(belongs_to(Book, on_delete = cascade))]
    pub book_id: i64,
    #[relata(belongs_to(Author, on_delete = restrict))]
    pub author_id: i64,
}
