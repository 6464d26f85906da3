//! A dependency that the crate in the middle only links.

#[derive(relata::Model)]
pub struct LinkedDeep {
    pub id: i64,
}
