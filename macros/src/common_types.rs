//! The types that most fields have, which a record writes as one byte.
//!
//! relata reads the same list from here, by `common_types!`, so that what is written is what is read.

use proc_macro2::TokenStream;
use quote::quote;

/// In the order of their numbers, from 1; those of the language come first.
const WRITTEN: [&str; 24] = [
    "i8",
    "i16",
    "i32",
    "i64",
    "i128",
    "isize",
    "u8",
    "u16",
    "u32",
    "u64",
    "u128",
    "usize",
    "f32",
    "f64",
    "bool",
    "char",
    "String",
    "Vec<u8>",
    "Uuid",
    "DateTime<Utc>",
    "NaiveDateTime",
    "NaiveDate",
    "Decimal",
    "Value",
];

/// How many of them are the language's own.
const PRIMITIVES: usize = 16;

/// A number below this one is that of a type, and one from here on tells how long a text is.
pub(crate) const NUMBERS: usize = 32;

/// Whether this is what the language calls one of its own types.
pub(crate) fn is_primitive(written: &str) -> bool {
    WRITTEN[..PRIMITIVES].contains(&written)
}

/// The number of a type that is written so.
pub(crate) fn number_of(written: &str) -> Option<usize> {
    let at = WRITTEN.iter().position(|common| *common == written)?;
    Some(at + 1)
}

/// The list, and the number behind all of theirs.
pub(crate) fn list() -> TokenStream {
    let numbers = u32::try_from(NUMBERS).unwrap_or_default();
    let written = WRITTEN;
    quote!((&[#(#written),*], #numbers))
}
