//! A dependency of a dependency, of which a function is called.

#[derive(relata::Model)]
pub struct Deep {
    pub id: i64,
}

pub fn called() -> &'static str {
    "called"
}
