//! Writing a record while the program is compiled: const functions over the facts that generated code states.
//!
//! The derive encodes everything it knows itself, so most of a record arrives as one run of finished bytes; before it stands
//! what the compiler alone knows: paths, lines, and whether a type that may be an `Option` is one.

#![expect(
    clippy::cast_possible_truncation,
    reason = "const functions have no `try_from`; a text or a record of 4 GiB does not compile, and 7 bits fit a byte"
)]

use super::{OWNER_SIZE, VERSION, flag, paths};

/// What the derive and the compiler know of a model, in the order of the layout.
#[derive(Debug)]
pub struct Facts {
    /// `krate::module::Name`.
    pub path: &'static str,
    /// The file that it stands in.
    pub file: &'static str,
    /// The line and the column as the compiler knows them.
    pub at: [u32; 2],
    /// Those that the derive saw: the places of single tokens hold if they are the same.
    pub seen: [u32; 2],
    /// The flags beside that.
    pub flags: u32,
    /// Whether each field that may be an `Option` is one.
    pub optional: &'static [bool],
    /// The paths of the types that relations name, by their numbers; empty where a type is no model. Of a link, the module
    /// that it stands in.
    pub targets: &'static [&'static str],
    /// The rest, which the derive has encoded already.
    pub rest: &'static [u8],
}

/// A record as it stands in its section: the header of an ELF note, and the bytes.
#[derive(Debug)]
#[repr(C, align(4))]
pub struct Note<const N: usize> {
    owner_size: u32,
    record_size: u32,
    version: u32,
    owner: [u8; 8],
    record: [u8; N],
}

impl<const N: usize> Note<N> {
    /// The bytes of the record, padded with zeros to a multiple of 4.
    pub const fn record(&self) -> &[u8] {
        &self.record
    }
}

const SIZE: &str = "the size of a record is not what its facts say; this is a bug in relata";

/// How many bytes the record of these facts takes, padded to a multiple of 4 as a note must be.
///
/// # Panics
///
/// While compiling, if a record cannot list these paths.
pub const fn size(facts: &Facts) -> usize {
    let [line, column] = facts.at;
    let mut size = text_size(facts.path) + text_size(facts.file);
    size += number_size(line) + number_size(column) + number_size(facts.flags);
    size += number_size(facts.optional.len() as u32) + facts.optional.len();
    let mut targets = facts.targets;
    // Those that are listed are paths of models too.
    assert!(
        targets.len() <= paths::MOST && facts.path.len() <= paths::LONGEST,
        "the path of a model has more than 1,024 bytes, or its relations name more than 4,096 types"
    );
    size += number_size(targets.len() as u32);
    while let [target, others @ ..] = targets {
        size += text_size(target);
        targets = others;
    }
    (size + facts.rest.len()).next_multiple_of(4)
}

/// The record of these facts; `N` is their [`size`].
///
/// # Panics
///
/// While compiling, if `N` is not.
pub const fn note<const N: usize>(facts: &Facts) -> Note<N> {
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

const fn text_size(text: &str) -> usize {
    let len = text.len();
    if len < 0x80 {
        1 + len
    } else {
        number_size(len as u32) + len
    }
}

/// Writes one after the other. Nothing but padding is left.
///
/// The compiler interprets this for every model, and every call of a method of slices costs it as much as copying dozens
/// of bytes by patterns does. So there are patterns here, and calls for long runs alone.
const fn write(record: &mut [u8], facts: &Facts) {
    let [line, column] = facts.at;
    let [seen_line, seen_column] = facts.seen;
    let hold = line == seen_line && column == seen_column;
    let flags = facts.flags | if hold { flag::MARKS_HOLD } else { 0 };
    let rest = write_text(write_text(record, facts.path), facts.file);
    let rest = write_number(write_number(write_number(rest, line), column), flags);
    let rest = write_number(rest, facts.optional.len() as u32);
    let rest = write_flags(rest, facts.optional);
    let mut targets = facts.targets;
    let mut rest = write_number(rest, targets.len() as u32);
    while let [target, others @ ..] = targets {
        rest = write_text(rest, target);
        targets = others;
    }
    let rest = write_bytes(rest, facts.rest);
    assert!(rest.len() < 4, "{}", SIZE);
}

const fn write_text<'r>(rest: &'r mut [u8], text: &str) -> &'r mut [u8] {
    write_bytes(write_number(rest, text.len() as u32), text.as_bytes())
}

#[expect(
    clippy::many_single_char_names,
    reason = "bytes that have no other name than their order"
)]
const fn write_bytes<'r>(mut rest: &'r mut [u8], mut bytes: &[u8]) -> &'r mut [u8] {
    if bytes.len() > 80 {
        let (place, rest) = rest.split_at_mut(bytes.len());
        place.copy_from_slice(bytes);
        return rest;
    }
    while let &[a, b, c, d, e, f, g, h, ref others @ ..] = bytes {
        let [i, j, k, l, m, n, o, p, behind @ ..] = rest else {
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
        rest = behind;
        bytes = others;
    }
    while let [byte, others @ ..] = bytes {
        let [place, behind @ ..] = rest else {
            panic!("{}", SIZE);
        };
        *place = *byte;
        rest = behind;
        bytes = others;
    }
    rest
}

const fn write_flags<'r>(mut rest: &'r mut [u8], mut flags: &[bool]) -> &'r mut [u8] {
    while let [flag, others @ ..] = flags {
        let [place, behind @ ..] = rest else {
            panic!("{}", SIZE);
        };
        *place = *flag as u8;
        rest = behind;
        flags = others;
    }
    rest
}

const fn write_number(mut rest: &mut [u8], mut number: u32) -> &mut [u8] {
    loop {
        let [place, behind @ ..] = rest else {
            panic!("{}", SIZE);
        };
        rest = behind;
        if number < 0x80 {
            *place = number as u8;
            return rest;
        }
        *place = number as u8 | 0x80;
        number >>= 7;
    }
}

const fn number_size(number: u32) -> usize {
    match number {
        0..=0x7f => 1,
        0x80..=0x3fff => 2,
        0x4000..=0x1f_ffff => 3,
        0x20_0000..=0x0fff_ffff => 4,
        _ => 5,
    }
}
