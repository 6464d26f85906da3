//! One record after the other, each behind the header of a note: the owner's name, and the sizes of both.
//!
//! The input is a section of records, or a segment that contains other notes too.

use super::fault::Fault;
use crate::record;
use relata_record::facts::{ALIGNMENT, KNOWN, OWNER, OWNER_SIZE, RESERVED, TYPES, VERSION};

/// How a number of a header is read.
pub(super) type ReadNumber = fn([u8; 4]) -> u32;

/// The sizes of the owner's name and of the record, and the version.
const HEADER: usize = 12;

/// Where notes come from.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Among {
    /// Nothing but records, and zeros that a linker has left between them.
    Records,
    /// Notes of every owner, of which relata is one. Other notes are not checked.
    #[cfg(feature = "executable")]
    Others,
    /// The record and the types of one model, and other data after them.
    #[cfg(feature = "executable")]
    Marked,
}

/// What a note contains.
#[cfg_attr(
    not(feature = "executable"),
    expect(dead_code, reason = "only files contain the ids of types")
)]
pub(super) enum Content<'d> {
    Record(&'d [u8]),
    /// The types of the record before it.
    Types(&'d [u8]),
    /// The types that every program knows.
    Known(&'d [u8]),
}

/// Every note, up to the first fault. Adds the number of things that this version does not know.
pub(super) fn read<'d>(
    section: &'d [u8],
    number: ReadNumber,
    among: Among,
    skipped: &mut usize,
) -> impl Iterator<Item = Result<Content<'d>, Fault>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let next = next(section, &mut at, number, among, skipped);
        if !matches!(next, Ok(Some(_))) {
            at = section.len();
        }
        next.transpose()
    })
}

/// Adds a record.
pub(super) fn write(bytes: &mut Vec<u8>, record: &[u8]) {
    // A record of 4 GiB does not compile, and none is read.
    let size = u32::try_from(record.len().next_multiple_of(ALIGNMENT)).unwrap_or(u32::MAX);
    for number in [OWNER_SIZE, size, VERSION] {
        bytes.extend(number.to_le_bytes());
    }
    bytes.extend(OWNER);
    bytes.extend(record);
    bytes.resize(bytes.len().next_multiple_of(ALIGNMENT), 0);
}

/// A note, and how many bytes it takes.
struct Note<'d> {
    version: u32,
    record: &'d [u8],
    size: usize,
}

/// The next note from `at` on, which is moved behind it. Adds the number of things that this version does not know.
fn next<'d>(
    section: &'d [u8],
    at: &mut usize,
    number: ReadNumber,
    among: Among,
    skipped: &mut usize,
) -> Result<Option<Content<'d>>, Fault> {
    loop {
        let zeros = section[*at..].iter().take_while(|byte| **byte == 0).count();
        *at += zeros & !3;
        let rest = &section[*at..];
        if zeros & 3 == rest.len() {
            return Ok(None);
        }
        let start = *at;
        let (owner, note) = match (note_at(rest, number), among) {
            (Some(found), _) => found,
            (None, Among::Records) => return Err(Fault::Cut { at: start }),
            #[cfg(feature = "executable")]
            (None, Among::Others | Among::Marked) => return Ok(None),
        };
        if owner != OWNER {
            match note {
                _ if among == Among::Records => return Err(Fault::Damaged { at: start }),
                #[cfg(feature = "executable")]
                Some(note) if among == Among::Others => {
                    *at += note.size;
                    continue;
                }
                _ => return Ok(None),
            }
        }
        let note = note.ok_or(Fault::Cut { at: start })?;
        *at += note.size;
        match note.version {
            VERSION => {
                *skipped += record::check(note.record).ok_or(Fault::Damaged { at: start })?;
                return Ok(Some(Content::Record(note.record)));
            }
            TYPES => return Ok(Some(Content::Types(note.record))),
            KNOWN => return Ok(Some(Content::Known(note.record))),
            version if RESERVED.contains(&version) => *skipped += 1,
            version => {
                let (at, known) = (start, VERSION);
                return Err(Fault::Version { at, version, known });
            }
        }
    }
}

/// The owner of the note that begins here, and the note if all of it is there.
fn note_at(rest: &[u8], number: ReadNumber) -> Option<(&[u8], Option<Note<'_>>)> {
    let number = |at: usize| Some(number(rest.get(at..at + 4)?.try_into().ok()?));
    let (owner_size, record_size) = (number(0)? as usize, number(4)? as usize);
    let version = number(8)?;
    let owner_end = HEADER.checked_add(owner_size)?;
    let owner = rest.get(HEADER..owner_end)?;
    let note = || {
        let start = owner_end.checked_next_multiple_of(4)?;
        let end = start.checked_add(record_size)?;
        let size = end.checked_next_multiple_of(4)?.min(rest.len());
        let record = rest.get(start..end)?;
        Some(Note {
            version,
            record,
            size,
        })
    };
    Some((owner, note()))
}
