//! The types that most fields have: a record writes each as one byte, and those that are called alike everywhere are
//! compared by it.
//!
//! In: a number that stands in a record, or a type as it is written. Out: the other, or the identity of the type.

use std::any::TypeId;

/// In the order of their numbers, from 1. The derive writes the same.
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

/// A number below this one is that of a type, and one from here on tells how long a text is.
pub(crate) const NUMBERS: u32 = 32;

/// What is written of the type of this number; 0 is none.
pub(super) fn written(number: u32) -> Option<&'static str> {
    match number.checked_sub(1) {
        None => Some(""),
        Some(at) => WRITTEN.get(at as usize).copied(),
    }
}

/// The number of a type that is written so.
pub(super) fn number(written: &str) -> Option<u32> {
    if written.is_empty() {
        return Some(0);
    }
    let mut numbered = (1..).zip(WRITTEN);
    numbered.find_map(|(number, known)| (known == written).then_some(number))
}

/// The type of this number, if it is the language's own: its name means no other.
pub(crate) fn primitive(number: u32) -> Option<TypeId> {
    Some(match number {
        1 => TypeId::of::<i8>(),
        2 => TypeId::of::<i16>(),
        3 => TypeId::of::<i32>(),
        4 => TypeId::of::<i64>(),
        5 => TypeId::of::<i128>(),
        6 => TypeId::of::<isize>(),
        7 => TypeId::of::<u8>(),
        8 => TypeId::of::<u16>(),
        9 => TypeId::of::<u32>(),
        10 => TypeId::of::<u64>(),
        11 => TypeId::of::<u128>(),
        12 => TypeId::of::<usize>(),
        13 => TypeId::of::<f32>(),
        14 => TypeId::of::<f64>(),
        15 => TypeId::of::<bool>(),
        16 => TypeId::of::<char>(),
        _ => return None,
    })
}

/// The type that is written so, if it is the language's own.
pub(crate) fn primitive_of(written: &str) -> Option<TypeId> {
    primitive(number(written)?)
}
