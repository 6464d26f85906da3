use chrono::NaiveDate;
use relata::Model;
use serde_json::Value;
use sqlx::FromRow;
use uuid::Uuid;

use super::{Book, Loan};

/// One of several copies of a book: what is lent.
#[derive(Clone, Debug, FromRow, Model)]
#[relata(table = "copies", has_many(loans: Loan, inverse = copy))]
pub struct BookCopy {
    pub id: Uuid,
    #[relata(belongs_to(Book, inverse = copies, on_delete = cascade))]
    pub book_id: i64,
    pub bought_on: NaiveDate,
    /// Remarks without a column: stains, a missing map.
    pub condition: Value,
}
