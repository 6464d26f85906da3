//! Const functions that write a record at compile time, from the facts in generated code. The derive has already written
//! what it knows, so most of a record is copied in one piece, after what only the compiler knows.

#![expect(
    clippy::cast_possible_truncation,
    reason = "const functions have no `try_from`; a text or a record of 4 GiB does not compile, and 6 bits fit a byte"
)]

use std::any::TypeId;

use crate::{common_type, flag, reader};

/// The version of the layout, which is the type of the note that contains a record.
pub const VERSION: u32 = 1;

/// The type of the note that follows a record and contains the ids of its types, as the compiler numbers them in one build.
pub const TYPES: u32 = 2;

/// The type of the note that contains the ids of the [known types](crate::common_type::KNOWN).
pub const KNOWN: u32 = 3;

/// The types of notes that later versions may write in addition to these.
pub const RESERVED: std::ops::RangeInclusive<u32> = 4..=15;

/// The owner of the notes. Its size keeps everything aligned to 8 bytes, as type ids are.
pub const OWNER: &[u8; 12] = b"relata\0\0\0\0\0\0";
/// The size of the owner.
pub const OWNER_SIZE: u32 = 12;

/// The mark before the notes of a static in WebAssembly, where a section of a static is custom or is merged into other data,
/// depending on the compiler: a reader searches the data for the mark.
pub const MARK: [u8; 16] = 0xf519_ccac_4388_5c67_74f7_34e5_aa7e_f2e9_u128.to_le_bytes();

/// The number of bytes that the size of a record is a multiple of.
pub const ALIGNMENT: usize = 8;

/// Maximum number of paths in a record. It bounds the time of a lookup for any input.
pub const MOST_PATHS: usize = 4096;
/// Maximum number of bytes of a path. It bounds the size of a record in which paths replace their numbers.
pub const LONGEST_PATH: usize = 1024;

/// What the derive and the compiler know about a model, in the order of the layout.
#[derive(Clone, Copy, Debug)]
pub struct Facts<'a> {
    /// `krate::module::Name`.
    pub path: &'a str,
    /// The file of the model.
    pub file: &'a str,
    /// The line and the column according to the compiler.
    pub at: [u32; 2],
    /// The line and the column according to the derive. The places of single tokens are valid if both agree. A link is at
    /// this place.
    pub seen: [u32; 2],
    /// The flags, except [`flag::MARKS_HOLD`].
    pub flags: u32,
    /// Whether each field that may be an `Option` is one.
    pub optional: &'a [bool],
    /// The paths of the types that relations name, by number; empty for a type that is not a model. For a link, the module
    /// that contains it. With [`flag::TABLE`], the last of them describe the table.
    pub targets: &'a [&'a str],
    /// The parts, already written by the derive.
    pub rest: &'a [u8],
}

// The compiler interprets the code below for every model. The cost of a function grows with its length, even if it does
// not run. A call of one of these functions costs as much as one byte copied by patterns, a call of `size_of_val` 3, of
// `copy_from_slice` 25, and of `split_at_mut` 45. So these functions are few and short, each is called for many numbers or
// texts, and the standard library copies only long runs.

const MORE: u32 = reader::MORE as u32;

/// Adds the number of bytes that a number takes.
macro_rules! add_number {
    ($size:ident, $number:expr) => {{
        let mut number: usize = $number;
        while number >= MORE as usize {
            number /= MORE as usize;
            $size += 1;
        }
        $size += 1;
    }};
}

/// Writes bytes to the start of `$rest`, and moves it behind them.
macro_rules! put_bytes {
    ($rest:ident, $($place:ident = $byte:expr),+) => {
        let [$($place,)+ behind @ ..] = $rest else {
            panic!("{}", SIZE);
        };
        $(*$place = $byte;)+
        $rest = behind;
    };
}

/// Writes one byte per named place at a time, while enough bytes are left.
macro_rules! put_while {
    ($rest:ident, $bytes:ident, $($place:ident: $byte:ident),+) => {
        while let &[$($byte,)+ ref others @ ..] = $bytes {
            put_bytes!($rest, $($place = $byte),+);
            $bytes = others;
        }
    };
}

macro_rules! put_number {
    ($rest:ident, $number:expr) => {{
        let mut number: u32 = $number;
        while number >= MORE {
            put_bytes!($rest, place = (number % MORE | MORE) as u8);
            number /= MORE;
        }
        put_bytes!($rest, place = number as u8);
    }};
}

/// The place of a model, or of the crate that a link names.
macro_rules! place {
    ($facts:ident) => {
        if $facts.flags & flag::LINK == 0 {
            $facts.at
        } else {
            $facts.seen
        }
    };
}

/// The header of an ELF note.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
struct Header {
    owner_size: u32,
    size: u32,
    kind: u32,
    owner: [u8; 12],
}

/// A record of `N` bytes as stored in a file, with the ids of `K` types: two ELF notes, or one if there are no types and `H`
/// is 0.
#[derive(Debug)]
#[repr(C)]
pub struct Note<const N: usize, const K: usize, const H: usize> {
    #[cfg(target_family = "wasm")]
    mark: [u8; MARK.len()],
    header: Header,
    /// The bytes of the record, padded with zeros to a multiple of 8.
    pub record: [u8; N],
    types_header: [Header; H],
    /// The ids.
    pub types: [TypeId; K],
}

/// The ids of the known types as stored next to the records.
#[derive(Debug)]
#[repr(C)]
pub struct Known {
    #[cfg(target_family = "wasm")]
    mark: [u8; MARK.len()],
    header: Header,
    /// The ids.
    pub types: [TypeId; common_type::KNOWN.len()],
}

impl Known {
    /// The note.
    pub const NOTE: Known = Known {
        #[cfg(target_family = "wasm")]
        mark: MARK,
        header: Header {
            owner_size: OWNER_SIZE,
            size: size_of_val(&common_type::KNOWN) as u32,
            kind: KNOWN,
            owner: *OWNER,
        },
        types: common_type::KNOWN,
    };
}

const SIZE: &str = "the size of a record is not what its facts say; this is a bug in relata";

/// Returns the number of bytes of the record of these facts, padded to a multiple of [`ALIGNMENT`].
pub const fn size(facts: &Facts<'_>) -> usize {
    let [line, column] = place!(facts);
    let (path, file) = (size_of_val(facts.path), size_of_val(facts.file));
    let (options, flags) = (size_of_val(facts.optional), facts.flags as usize);
    let mut targets = facts.targets;
    let mut size = path + file + options + size_of_val(facts.rest);
    let mut numbers: &[usize] = &[
        path,
        file,
        line as usize,
        column as usize,
        flags,
        options,
        targets.len(),
    ];
    while let [number, others @ ..] = numbers {
        add_number!(size, *number);
        numbers = others;
    }
    while let [target, others @ ..] = targets {
        let target = size_of_val(*target);
        size += target;
        add_number!(size, target);
        targets = others;
    }
    size.next_multiple_of(ALIGNMENT)
}

/// Returns the record of facts from a document.
pub fn record(facts: &Facts<'_>) -> Vec<u8> {
    let mut record = vec![0; size(facts)];
    write(&mut record, facts);
    record
}

/// Returns the note of these facts and types. `N` is the [`size`] of the facts, and `H` is 0 if there are no types.
///
/// # Panics
///
/// At compile time, if `N` is not their size, or if a record cannot list these paths.
pub const fn note<const N: usize, const K: usize, const H: usize>(
    facts: &Facts<'_>,
    types: [TypeId; K],
) -> Note<N, K, H> {
    // The listed paths are those of models too, so their own notes check their sizes.
    assert!(
        facts.targets.len() <= MOST_PATHS && size_of_val(facts.path) <= LONGEST_PATH,
        "the path of a model has more than 1,024 bytes, or its relations name more than 4,096 types"
    );
    let mut record = [0; N];
    write(&mut record, facts);
    Note {
        #[cfg(target_family = "wasm")]
        mark: MARK,
        header: Header {
            owner_size: OWNER_SIZE,
            size: N as u32,
            kind: VERSION,
            owner: *OWNER,
        },
        record,
        types_header: [Header {
            owner_size: OWNER_SIZE,
            size: (size_of::<TypeId>() * K) as u32,
            kind: TYPES,
            owner: *OWNER,
        }; H],
        types,
    }
}

/// Writes the facts one after the other. Only padding is left.
const fn write(record: &mut [u8], facts: &Facts<'_>) {
    let [line, column] = place!(facts);
    let [seen_line, seen_column] = facts.seen;
    let hold = line == seen_line && column == seen_column;
    let flags = facts.flags | if hold { flag::MARKS_HOLD } else { 0 };
    let rest = put_texts(record, &[facts.path, facts.file]);
    let mut rest = put_numbers(
        rest,
        &[line, column, flags, size_of_val(facts.optional) as u32],
    );
    let mut optional = facts.optional;
    while let [is_option, others @ ..] = optional {
        put_bytes!(rest, place = *is_option as u8);
        optional = others;
    }
    let rest = put_numbers(rest, &[facts.targets.len() as u32]);
    let mut rest = put_texts(rest, facts.targets);
    let mut padding = size_of_val(rest) - size_of_val(facts.rest);
    assert!(padding < ALIGNMENT, "{}", SIZE);
    while padding > 0
        && let [place @ .., _] = rest
    {
        rest = place;
        padding -= 1;
    }
    rest.copy_from_slice(facts.rest);
}

/// Writes numbers, and returns the slice after them.
const fn put_numbers<'r>(mut rest: &'r mut [u8], mut numbers: &[u32]) -> &'r mut [u8] {
    while let [number, others @ ..] = numbers {
        put_number!(rest, *number);
        numbers = others;
    }
    rest
}

/// Writes texts, each after its size, and returns the slice after them.
const fn put_texts<'r>(mut rest: &'r mut [u8], mut texts: &[&str]) -> &'r mut [u8] {
    while let [text, others @ ..] = texts {
        put_number!(rest, size_of_val(*text) as u32);
        let mut bytes = text.as_bytes();
        put_while!(rest, bytes, a: i, b: j, c: k, d: l, e: m, f: n, g: o, h: p);
        put_while!(rest, bytes, a: i, b: j);
        put_while!(rest, bytes, a: i);
        texts = others;
    }
    rest
}
