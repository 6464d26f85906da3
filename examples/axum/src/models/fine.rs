use relata::Model;
use rust_decimal::Decimal;
use sqlx::FromRow;
use uuid::Uuid;

use super::Loan;

/// An amount of money. SQLite has no exact decimal numbers, so it is stored as text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Amount(pub Decimal);

impl TryFrom<String> for Amount {
    type Error = rust_decimal::Error;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse().map(Amount)
    }
}

/// What a member owes for a loan that came back late.
#[derive(Clone, Debug, FromRow, Model)]
#[relata(table = "fines")]
pub struct Fine {
    pub id: i64,
    #[relata(unique, belongs_to(Loan, inverse = fine, on_delete = cascade))]
    pub loan_id: Uuid,
    #[sqlx(try_from = "String")]
    pub amount: Amount,
}
