use chrono::{DateTime, NaiveDate, Utc};
use relata::Model;
use serde::Serialize;
use sqlx::FromRow;
use uuid::Uuid;

use super::{BookCopy, Member};

#[derive(Clone, Debug, FromRow, Serialize, Model)]
#[relata(table = "loans", has_one(fine: "Fine", inverse = loan))]
pub struct Loan {
    pub id: Uuid,
    #[relata(belongs_to(copy: BookCopy, inverse = loans, on_delete = restrict))]
    pub copy_id: Uuid,
    /// `Member.id` is a `MemberId` and counts as `i64` too.
    #[relata(belongs_to(Member, inverse = loans, on_delete = restrict))]
    pub member_id: i64,
    pub lent_at: DateTime<Utc>,
    pub due_on: NaiveDate,
    pub returned_at: Option<DateTime<Utc>>,
}
