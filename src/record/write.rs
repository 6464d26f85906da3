//! Writing a record while the program is compiled: const functions over the parts that the derive lists.
//!
//! The derive encodes everything it knows itself, so most of a record arrives as one run of finished bytes; a part of
//! its own is only what the compiler alone knows: paths, lines, and whether a type is an `Option`.

#![expect(
    clippy::cast_possible_truncation,
    reason = "const functions have no `try_from`; a text or a record of 4 GiB does not compile, and 7 bits fit a byte"
)]

use super::{Form, OWNER_SIZE, VERSION};

/// A piece of a record, in the order of the layout.
#[derive(Debug)]
pub enum Part {
    /// Bytes that the derive has encoded already.
    Raw(&'static [u8]),
    /// A text, which is written with its length.
    Text(&'static str),
    /// A number.
    Number(u32),
    /// A target that an ORM's attribute names: its path if it is a model, and as it is written.
    Target(Option<&'static str>, &'static str),
    /// A list of bytes, each 0 or 1.
    Flags(&'static [bool]),
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

/// How many bytes the record of these parts takes, padded to a multiple of 4 as a note must be.
pub const fn size(parts: &[Part]) -> usize {
    let mut size = 0;
    let mut i = 0;
    while i < parts.len() {
        size += match parts[i] {
            Part::Raw(bytes) => bytes.len(),
            Part::Text(text) => text_size(text),
            Part::Number(number) => number_size(number),
            Part::Target(path, written) => 1 + text_size(target(path, written).1),
            Part::Flags(flags) => number_size(flags.len() as u32) + flags.len(),
        };
        i += 1;
    }
    size.next_multiple_of(4)
}

/// The record of these parts; `N` is their [`size`].
///
/// # Panics
///
/// While compiling, if `N` is not.
pub const fn note<const N: usize>(parts: &[Part]) -> Note<N> {
    let mut record = [0; N];
    let mut at = 0;
    let mut i = 0;
    while i < parts.len() {
        match parts[i] {
            Part::Raw(bytes) => at = write_bytes(&mut record, at, bytes),
            Part::Text(text) => at = write_text(&mut record, at, text),
            Part::Target(path, written) => {
                let (form, text) = target(path, written);
                record[at] = form.byte();
                at = write_text(&mut record, at + 1, text);
            }
            Part::Number(number) => at = write_number(&mut record, at, number),
            Part::Flags(flags) => {
                at = write_number(&mut record, at, flags.len() as u32);
                let mut j = 0;
                while j < flags.len() {
                    record[at] = flags[j] as u8;
                    at += 1;
                    j += 1;
                }
            }
        }
        i += 1;
    }
    assert!(
        at <= N && N - at < 4,
        "the size of a record is not what its parts say; this is a bug in relata"
    );
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
    number_size(text.len() as u32) + text.len()
}

const fn write_text(record: &mut [u8], at: usize, text: &str) -> usize {
    let at = write_number(record, at, text.len() as u32);
    write_bytes(record, at, text.as_bytes())
}

const fn write_bytes(record: &mut [u8], at: usize, bytes: &[u8]) -> usize {
    let (_, rest) = record.split_at_mut(at);
    let (place, _) = rest.split_at_mut(bytes.len());
    place.copy_from_slice(bytes);
    at + bytes.len()
}

const fn write_number(record: &mut [u8], mut at: usize, mut number: u32) -> usize {
    while number >= 0x80 {
        record[at] = number as u8 | 0x80;
        number >>= 7;
        at += 1;
    }
    record[at] = number as u8;
    at + 1
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
