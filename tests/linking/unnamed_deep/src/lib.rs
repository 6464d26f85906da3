//! A dependency that the crate in the middle lists and does not name.

#[derive(relata::Model)]
pub struct UnnamedDeep {
    pub id: i64,
}
