//! A dependency with dependencies of its own.

relata::link!(linked_deep);
#[cfg(feature = "mended")]
relata::link!(unnamed_deep);

#[derive(relata::Model)]
struct Middle {
    _id: i64,
}

pub fn called() -> &'static str {
    deep::called()
}
