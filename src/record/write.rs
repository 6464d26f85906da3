//! Writing a record while the program is compiled: const functions over the parts that the derive lists.
//!
//! The derive encodes everything it knows itself, so most of a record arrives as runs of finished bytes; a new part begins
//! only with what the compiler alone knows: paths, lines, and whether a type that may be an `Option` is one.

#![expect(
    clippy::cast_possible_truncation,
    reason = "const functions have no `try_from`; a text or a record of 4 GiB does not compile, and 7 bits fit a byte"
)]

use super::{Form, OWNER_SIZE, VERSION, flag};

/// A piece of a record, in the order of the layout. Most carry the bytes behind them that the derive has encoded, since
/// each part costs the compiler more than what stands in it.
#[derive(Debug)]
pub enum Part {
    /// Bytes that the derive has encoded already.
    Raw(&'static [u8]),
    /// A text, which is written with its length.
    Text(&'static str),
    /// A number.
    Number(u32),
    /// A text, and bytes.
    With(&'static str, &'static [u8]),
    /// A target that an ORM's attribute names: its path if it is a model, and as it is written; and bytes.
    Said(Option<&'static str>, &'static str, &'static [u8]),
    /// A file, a line and a column as the compiler knows them, and the flags: beside those given, that the
    /// places of the tokens hold if the derive saw the same line and column; and bytes.
    Place(&'static str, [u32; 2], [u32; 2], u32, &'static [u8]),
    /// A list of bytes, each 0 or 1; and bytes.
    Flags(&'static [bool], &'static [u8]),
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

const SIZE: &str = "the size of a record is not what its parts say; this is a bug in relata";

/// How many bytes the record of these parts takes, padded to a multiple of 4 as a note must be.
pub const fn size(mut parts: &[Part]) -> usize {
    let mut size = 3;
    while let [part, others @ ..] = parts {
        parts = others;
        size += match part {
            Part::Raw(bytes) => bytes.len(),
            Part::Text(text) => text_size(text),
            Part::Number(number) => number_size(*number),
            Part::With(text, bytes) => text_size(text) + bytes.len(),
            Part::Said(path, written, bytes) => {
                1 + text_size(target(*path, written).1) + bytes.len()
            }
            Part::Place(file, [line, column], _, flags, bytes) => {
                let numbers = number_size(*line) + number_size(*column) + number_size(*flags);
                text_size(file) + numbers + bytes.len()
            }
            Part::Flags(flags, bytes) => {
                number_size(flags.len() as u32) + flags.len() + bytes.len()
            }
        };
    }
    size / 4 * 4
}

/// The record of these parts; `N` is their [`size`].
///
/// # Panics
///
/// While compiling, if `N` is not.
pub const fn note<const N: usize>(parts: &[Part]) -> Note<N> {
    let mut record = [0; N];
    write(&mut record, parts);
    Note {
        owner_size: OWNER_SIZE,
        record_size: N as u32,
        version: VERSION,
        owner: *b"relata\0\0",
        record,
    }
}

/// What a target that may be no model is.
const fn target(path: Option<&'static str>, written: &'static str) -> (Form, &'static str) {
    match path {
        Some(path) => (Form::Type, path),
        None => (Form::Underived, written),
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

/// Writes the parts one after the other. Nothing but padding is left.
///
/// The compiler interprets this for every model, and every call of a method of slices costs it as much as copying dozens
/// of bytes by patterns does. So there are patterns here, and calls for long runs alone.
const fn write(mut rest: &mut [u8], mut parts: &[Part]) {
    while let [part, others @ ..] = parts {
        parts = others;
        rest = match part {
            Part::Raw(bytes) => write_bytes(rest, bytes),
            Part::Text(text) => write_text(rest, text),
            Part::Number(number) => write_number(rest, *number),
            Part::With(text, bytes) => write_bytes(write_text(rest, text), bytes),
            Part::Said(path, written, bytes) => {
                let (form, text) = target(*path, written);
                let rest = write_number(rest, form.byte() as u32);
                write_bytes(write_text(rest, text), bytes)
            }
            Part::Place(file, [line, column], [seen_line, seen_column], flags, bytes) => {
                let rest = write_number(write_text(rest, file), *line);
                let rest = write_number(rest, *column);
                let hold = *line == *seen_line && *column == *seen_column;
                let hold = if hold { flag::MARKS_HOLD } else { 0 };
                write_bytes(write_number(rest, *flags | hold), bytes)
            }
            Part::Flags(flags, bytes) => {
                let rest = write_number(rest, flags.len() as u32);
                write_bytes(write_flags(rest, flags), bytes)
            }
        };
    }
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
