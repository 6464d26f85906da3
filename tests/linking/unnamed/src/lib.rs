//! A dependency that is in `Cargo.toml` and nowhere else.

#[derive(relata::Model)]
pub struct Unnamed {
    pub id: i64,
}
