//! A dependency that only `link!` names.

#[derive(relata::Model)]
pub struct Linked {
    pub id: i64,
}
