//! The types that most fields have: a record writes each as one byte, and those that are called alike everywhere are
//! compared by it.
//!
//! In: a number that stands in a record, or a type as it is written. Out: the other, or the identity of the type.

use std::any::TypeId;

/// What is written of each, in the order of their numbers from 1, as the derive has them; and a number: one below it is that
/// of a type, and one from there on tells how long a text is.
const COMMON: (&[&str], u32) = relata_macros::common_types!();

pub(crate) const NUMBERS: u32 = COMMON.1;

/// What is written of the type of this number; 0 is none.
pub(super) fn written(number: u32) -> Option<&'static str> {
    match number.checked_sub(1) {
        None => Some(""),
        Some(at) => COMMON.0.get(at as usize).copied(),
    }
}

/// The number of a type that is written so.
#[cfg(feature = "document")]
pub(super) fn number_of(written: &str) -> Option<u32> {
    if written.is_empty() {
        return Some(0);
    }
    let mut numbered = (1..).zip(COMMON.0);
    numbered.find_map(|(number, common)| (*common == written).then_some(number))
}

/// The type that the language calls so.
pub(crate) fn primitive_of(written: &str) -> Option<TypeId> {
    Some(match written {
        "i8" => TypeId::of::<i8>(),
        "i16" => TypeId::of::<i16>(),
        "i32" => TypeId::of::<i32>(),
        "i64" => TypeId::of::<i64>(),
        "i128" => TypeId::of::<i128>(),
        "isize" => TypeId::of::<isize>(),
        "u8" => TypeId::of::<u8>(),
        "u16" => TypeId::of::<u16>(),
        "u32" => TypeId::of::<u32>(),
        "u64" => TypeId::of::<u64>(),
        "u128" => TypeId::of::<u128>(),
        "usize" => TypeId::of::<usize>(),
        "f32" => TypeId::of::<f32>(),
        "f64" => TypeId::of::<f64>(),
        "bool" => TypeId::of::<bool>(),
        "char" => TypeId::of::<char>(),
        _ => return None,
    })
}
