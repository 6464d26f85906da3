//! Writing a record while the program is compiled: const functions over what generated code states. The derive writes all it
//! knows itself, so most of a record is copied in one piece; before it comes what only the compiler knows.

#![expect(
    clippy::cast_possible_truncation,
    reason = "const functions have no `try_from`; a text or a record of 4 GiB does not compile, and 6 bits fit a byte"
)]

use crate::{flag, reader};

/// The version of the layout, which is the type of the note a record is in.
pub const VERSION: u32 = 1;

/// The types of notes that later versions may write beside records.
pub const RESERVED: std::ops::RangeInclusive<u32> = 2..=15;

/// The owner of the notes that records are in.
pub const OWNER: &[u8; 7] = b"relata\0";
/// The size of the owner.
pub const OWNER_SIZE: u32 = 7;

/// Maximum number of paths in a record: looking one up takes a bounded time whatever the bytes are.
pub const MOST_PATHS: usize = 4096;
/// Maximum number of bytes of a path: a record with the paths in place of their numbers is not much longer.
pub const LONGEST_PATH: usize = 1024;

/// What the derive and the compiler know of a model, in the order of the layout.
#[derive(Clone, Copy, Debug)]
pub struct Facts<'a> {
    /// `krate::module::Name`.
    pub path: &'a str,
    /// The file that it is in.
    pub file: &'a str,
    /// The line and the column as the compiler knows them.
    pub at: [u32; 2],
    /// Those that the macro saw: the places of single tokens hold if they are the same. A link is at this place.
    pub seen: [u32; 2],
    /// The other flags.
    pub flags: u32,
    /// Whether each field that may be an `Option` is one.
    pub optional: &'a [bool],
    /// The paths of the types that relations name, by their numbers; empty where a type is not a model. For a link, the
    /// module that it is in.
    pub targets: &'a [&'a str],
    /// The parts, which the derive has written already.
    pub rest: &'a [u8],
}

// The compiler interprets what follows for every model. A function costs it by its length, run or not; a call of one of these
// as much as a byte that is copied by patterns, of `size_of_val` 3, of `copy_from_slice` 25, of `split_at_mut` 45. So these are
// few and short, each is called for many numbers or texts, and long runs alone are copied by the library.

const MORE: u32 = reader::MORE as u32;

/// Adds how many bytes a number takes.
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

/// Writes bytes to the first of these places, which are then those behind them.
macro_rules! put_bytes {
    ($rest:ident, $($place:ident = $byte:expr),+) => {
        let [$($place,)+ behind @ ..] = $rest else {
            panic!("{}", SIZE);
        };
        $(*$place = $byte;)+
        $rest = behind;
    };
}

/// Writes as many bytes at a time as places are named, while there are so many.
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

/// A record as it stands in its section: the header of an ELF note, and the bytes.
#[derive(Debug)]
#[repr(C, align(4))]
pub struct Note<const N: usize> {
    owner_size: u32,
    record_size: u32,
    version: u32,
    owner: [u8; 8],
    /// The bytes of the record, padded with zeros to a multiple of 4.
    pub record: [u8; N],
}

const SIZE: &str = "the size of a record is not what its facts say; this is a bug in relata";

/// The number of bytes of the record of these facts, padded to a multiple of 4 as a note must be.
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
    size.next_multiple_of(4)
}

/// The record of these facts, which a document states.
pub fn record(facts: &Facts<'_>) -> Vec<u8> {
    let mut record = vec![0; size(facts)];
    write(&mut record, facts);
    record
}

/// The note of these facts; `N` is their [`size`].
///
/// # Panics
///
/// While compiling, if `N` is not, or if a record cannot list these paths.
pub const fn note<const N: usize>(facts: &Facts<'_>) -> Note<N> {
    // Those that are listed are paths of models too.
    assert!(
        facts.targets.len() <= MOST_PATHS && size_of_val(facts.path) <= LONGEST_PATH,
        "the path of a model has more than 1,024 bytes, or its relations name more than 4,096 types"
    );
    let mut record = [0; N];
    write(&mut record, facts);
    Note {
        owner_size: OWNER_SIZE,
        record_size: N as u32,
        version: VERSION,
        owner: *b"relata\0\0",
        record,
    }
}

/// Writes one after the other. Nothing but padding is left.
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
    assert!(padding < 4, "{}", SIZE);
    while padding > 0
        && let [place @ .., _] = rest
    {
        rest = place;
        padding -= 1;
    }
    rest.copy_from_slice(facts.rest);
}

/// Writes numbers, and gives the places behind them.
const fn put_numbers<'r>(mut rest: &'r mut [u8], mut numbers: &[u32]) -> &'r mut [u8] {
    while let [number, others @ ..] = numbers {
        put_number!(rest, *number);
        numbers = others;
    }
    rest
}

/// Writes texts, each behind its size, and gives the places behind them.
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
