//! A model in a dynamic library.

#[cfg(feature = "platform")]
use platform as _;

#[derive(relata::Model)]
struct InLibrary {
    _id: i64,
}

pub fn called() -> &'static str {
    "called"
}
