//! A dependency of which a function is called.

#[derive(relata::Model)]
pub struct Used {
    pub id: i64,
}

pub fn called() -> &'static str {
    "called"
}
