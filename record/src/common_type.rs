//! The types of most fields. A record stores each as one byte, and primitive types are compared by their type ids.

use std::any::TypeId;
use std::borrow::Cow;
use std::rc::Rc;
use std::sync::Arc;

use crate::Entry;

/// Numbers below this are common types. Any other number is this plus the length of a text.
pub const NUMBERS: u32 = 32;

/// The types that are [`String`] with or without an owner, the owned one first.
pub const TEXT: [TypeId; 7] = [
    TypeId::of::<String>(),
    TypeId::of::<str>(),
    TypeId::of::<&'static str>(),
    TypeId::of::<Cow<'static, str>>(),
    TypeId::of::<Box<str>>(),
    TypeId::of::<Rc<str>>(),
    TypeId::of::<Arc<str>>(),
];

/// The types that are a [`Vec`] of bytes with or without an owner, the owned one first.
pub const BYTES: [TypeId; 7] = [
    TypeId::of::<Vec<u8>>(),
    TypeId::of::<[u8]>(),
    TypeId::of::<&'static [u8]>(),
    TypeId::of::<Cow<'static, [u8]>>(),
    TypeId::of::<Box<[u8]>>(),
    TypeId::of::<Rc<[u8]>>(),
    TypeId::of::<Arc<[u8]>>(),
];

macro_rules! common_types {
    ($($primitive:ident)* ; $($other:literal)*) => {
        /// The number of ids of one type with which the known types begin.
        pub const OWN: usize = 2;

        /// The names of the primitive types.
        pub const PRIMITIVES: &[&str] = &[$(stringify!($primitive)),*];

        /// The common types, in the order of their numbers, which start at 1.
        const COMMON: &[&str] = &[$(stringify!($primitive),)* $($other),*];

        /// The types that a file lists: one type twice, which shows that equal types have equal ids there; the
        /// [`PRIMITIVES`]; and [`TEXT`] and [`BYTES`].
        pub const KNOWN: [TypeId; OWN + PRIMITIVES.len() + TEXT.len() + BYTES.len()] = {
            let own = TypeId::of::<Entry>();
            let primitives = [$(TypeId::of::<$primitive>()),*];
            let mut known = [own; OWN + PRIMITIVES.len() + TEXT.len() + BYTES.len()];
            let (_, rest) = known.split_at_mut(OWN);
            let (first, rest) = rest.split_at_mut(PRIMITIVES.len());
            first.copy_from_slice(&primitives);
            let (text, bytes) = rest.split_at_mut(TEXT.len());
            text.copy_from_slice(&TEXT);
            bytes.copy_from_slice(&BYTES);
            known
        };

        /// Returns the primitive type with this name.
        pub fn primitive_of(written: &str) -> Option<TypeId> {
            match written {
                $(stringify!($primitive) => Some(TypeId::of::<$primitive>()),)*
                _ => None,
            }
        }
    };
}

// Append only: existing programs contain these numbers.
common_types! {
    i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize f32 f64 bool char;
    "String" "Vec<u8>" "Uuid" "DateTime<Utc>" "NaiveDateTime" "NaiveDate" "Decimal" "Value"
}

/// Returns the text of a type number. The text of 0, an unknown type, is empty.
pub fn written(number: u32) -> Option<&'static str> {
    match number.checked_sub(1) {
        None => Some(""),
        Some(at) => COMMON.get(at as usize).copied(),
    }
}

/// Returns the number of the type with this text.
pub fn number_of(written: &str) -> Option<u32> {
    if written.is_empty() {
        return Some(0);
    }
    let mut numbered = (1..).zip(COMMON);
    numbered.find_map(|(number, common)| (*common == written).then_some(number))
}

/// Returns whether a primitive type has this name.
pub fn is_primitive(written: &str) -> bool {
    primitive_of(written).is_some()
}
