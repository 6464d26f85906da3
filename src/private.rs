//! What generated code names. Not public API.

pub use crate::testing::assert_registered;
#[cfg(feature = "document")]
pub use crate::testing::assert_unchanged;
#[cfg(feature = "source")]
pub use crate::testing::{Compiled, assert_complete};
#[cfg(feature = "source")]
pub use relata_macros::features;
pub use relata_macros::place;
pub use relata_record::__private::*;

/// The text of a type as it is, if a record can list it.
///
/// # Panics
///
/// While compiling, if it cannot.
pub const fn type_text(text: &'static str) -> &'static str {
    assert!(
        text.len() <= relata_record::facts::LONGEST_PATH,
        "the name of a type has more than 1,024 bytes"
    );
    text
}

/// The path as it is, if it is a full one.
///
/// # Panics
///
/// While compiling, if it is not.
pub const fn full_path(path: &'static str) -> &'static str {
    let bytes = path.as_bytes();
    let mut segments = 1;
    let mut length = 0;
    let mut i = 0;
    while i < bytes.len() {
        if bytes[i] == b':' {
            let is_separator = i + 1 < bytes.len() && bytes[i + 1] == b':';
            assert!(
                is_separator && length > 0,
                "an external model needs its full path: `krate::module::Name`"
            );
            segments += 1;
            length = 0;
            i += 2;
        } else {
            length += 1;
            i += 1;
        }
    }
    assert!(
        segments > 1 && length > 0,
        "an external model needs its full path: `krate::module::Name`"
    );
    path
}
