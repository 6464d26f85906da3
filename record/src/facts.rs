//! Writing a record while the program is compiled: const functions over what generated code states. The derive writes all it
//! knows itself, so most of a record is copied in one piece; before it comes what only the compiler knows.

#![expect(
    clippy::cast_possible_truncation,
    reason = "const functions have no `try_from`; a text or a record of 4 GiB does not compile, and 6 bits fit a byte"
)]

use crate::flag;

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
    /// Those that the derive saw: the places of single tokens hold if they are the same.
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

// The compiler interprets what follows for every model, and a call costs it as much as a dozen bytes that are copied by
// patterns. So these are macros, and calls are for long runs alone.

/// How many bytes a number takes.
macro_rules! number_size {
    ($number:expr) => {{
        let number = $number;
        1 + (number >= 1 << 6) as usize
            + (number >= 1 << 12) as usize
            + (number >= 1 << 18) as usize
            + (number >= 1 << 24) as usize
            + (number >= 1 << 30) as usize
    }};
}

/// How many bytes a text or a list of this size takes, its size included.
macro_rules! text_size {
    ($size:expr) => {{
        let size = $size;
        number_size!(size) + size
    }};
}

/// Writes a byte to the first of these places, which are then those behind it.
macro_rules! put_byte {
    ($rest:ident, $byte:expr) => {{
        let [place, behind @ ..] = $rest else {
            panic!("{}", SIZE);
        };
        *place = $byte;
        $rest = behind;
    }};
}

macro_rules! put_number {
    ($rest:ident, $number:expr) => {{
        let mut number: u32 = $number;
        while number >= 1 << 6 {
            put_byte!($rest, number as u8 & 0x3f | 0x40);
            number >>= 6;
        }
        put_byte!($rest, number as u8);
    }};
}

macro_rules! put_text {
    ($rest:ident, $text:expr) => {{
        let text: &str = $text;
        put_number!($rest, size_of_val(text) as u32);
        let mut bytes = text.as_bytes();
        while let &[a, b, c, d, e, f, g, h, ref others @ ..] = bytes {
            let [i, j, k, l, m, n, o, p, behind @ ..] = $rest else {
                panic!("{}", SIZE);
            };
            *i = a;
            *j = b;
            *k = c;
            *l = d;
            *m = e;
            *n = f;
            *o = g;
            *p = h;
            $rest = behind;
            bytes = others;
        }
        while let [byte, others @ ..] = bytes {
            put_byte!($rest, *byte);
            bytes = others;
        }
    }};
}

/// These places without the last ones.
macro_rules! match_place {
    ($rest:ident, $($last:tt),+) => {
        match $rest {
            [place @ .., $($last),+] => place,
            _ => panic!("{}", SIZE),
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
    let [line, column] = facts.at;
    let path = size_of_val(facts.path);
    let mut targets = facts.targets;
    let mut size = text_size!(path) + text_size!(size_of_val(facts.file));
    size += number_size!(line) + number_size!(column) + number_size!(facts.flags);
    size += text_size!(facts.optional.len()) + number_size!(targets.len());
    while let [target, others @ ..] = targets {
        size += text_size!(size_of_val(*target));
        targets = others;
    }
    (size + facts.rest.len()).next_multiple_of(4)
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
    let [line, column] = facts.at;
    let [seen_line, seen_column] = facts.seen;
    let hold = line == seen_line && column == seen_column;
    let flags = facts.flags | if hold { flag::MARKS_HOLD } else { 0 };
    let mut rest = record;
    put_text!(rest, facts.path);
    put_text!(rest, facts.file);
    put_number!(rest, line);
    put_number!(rest, column);
    put_number!(rest, flags);
    let mut optional = facts.optional;
    put_number!(rest, optional.len() as u32);
    while let [is_option, others @ ..] = optional {
        put_byte!(rest, *is_option as u8);
        optional = others;
    }
    let mut targets = facts.targets;
    put_number!(rest, targets.len() as u32);
    while let [target, others @ ..] = targets {
        put_text!(rest, *target);
        targets = others;
    }
    let place = match rest.len() - facts.rest.len() {
        0 => rest,
        1 => match_place!(rest, _),
        2 => match_place!(rest, _, _),
        3 => match_place!(rest, _, _, _),
        _ => panic!("{}", SIZE),
    };
    place.copy_from_slice(facts.rest);
}
