//! A dependency that only `extern crate` names.

#[derive(relata::Model)]
pub struct WithExtern {
    pub id: i64,
}
