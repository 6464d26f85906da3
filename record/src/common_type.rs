//! The types that most fields have. A record writes each as one byte, and primitive types are compared by their type ids.

use std::any::TypeId;

/// A number below this is a common type; from this on, it is the length of a text.
pub const NUMBERS: u32 = 32;

macro_rules! common_types {
    ($($primitive:ident)* ; $($other:literal)*) => {
        /// In the order of their numbers, from 1.
        const COMMON: &[&str] = &[$(stringify!($primitive),)* $($other),*];

        /// The primitive type of this name.
        pub fn primitive_of(written: &str) -> Option<TypeId> {
            match written {
                $(stringify!($primitive) => Some(TypeId::of::<$primitive>()),)*
                _ => None,
            }
        }
    };
}

// Only append: finished programs hold these numbers.
common_types! {
    i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize f32 f64 bool char;
    "String" "Vec<u8>" "Uuid" "DateTime<Utc>" "NaiveDateTime" "NaiveDate" "Decimal" "Value"
}

/// The text of a type number; that of 0, an unknown type, is empty.
pub fn written(number: u32) -> Option<&'static str> {
    match number.checked_sub(1) {
        None => Some(""),
        Some(at) => COMMON.get(at as usize).copied(),
    }
}

/// The number of a type that is written so.
pub fn number_of(written: &str) -> Option<u32> {
    if written.is_empty() {
        return Some(0);
    }
    let mut numbered = (1..).zip(COMMON);
    numbered.find_map(|(number, common)| (*common == written).then_some(number))
}

/// Whether a primitive type has this name.
pub fn is_primitive(written: &str) -> bool {
    primitive_of(written).is_some()
}
