use chrono::{DateTime, Utc};
use relata::Model;
use serde::{Deserialize, Serialize};
use sqlx::FromRow;

use super::Loan;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, sqlx::Type)]
#[serde(transparent)]
#[sqlx(transparent)]
pub struct MemberId(pub i64);

#[derive(Clone, Debug, FromRow, Model)]
#[relata(table = "members")]
#[relata(has_many(loans: Loan, inverse = member))]
#[relata(has_many(sponsored: Self, inverse = sponsor))]
pub struct Member {
    #[relata(as = i64)]
    pub id: MemberId,
    pub name: String,
    #[relata(unique)]
    pub email: String,
    /// Who has vouched for this member.
    #[relata(belongs_to(Self, inverse = sponsored, on_delete = set_null))]
    pub sponsor_id: Option<MemberId>,
    pub joined_at: DateTime<Utc>,
}
