//! One record after the other, out of the section that holds them.
//!
//! In: the bytes of the section, or of a segment with other notes too. Out: the bytes of each record.

use object::Endianness;
use object::endian::Endian;

use super::Fault;
use crate::record::{ModelRecord, OWNER, VERSION};

/// The sizes of the owner's name and of the record, and the version.
const HEADER: usize = 12;

/// Every record, up to the first fault. Linkers may leave zeros between records, and notes have other owners too.
pub(super) fn records(
    section: &[u8],
    endian: Endianness,
) -> impl Iterator<Item = Result<&[u8], Fault>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let next = next(section, &mut at, endian);
        if next.is_err() {
            at = section.len();
        }
        next.transpose()
    })
}

/// A note, and how many bytes it takes.
struct Note<'d> {
    version: u32,
    record: &'d [u8],
    size: usize,
}

/// The next record from `at` on, which is moved behind it.
fn next<'d>(
    section: &'d [u8],
    at: &mut usize,
    endian: Endianness,
) -> Result<Option<&'d [u8]>, Fault> {
    loop {
        let zeros = section[*at..].iter().take_while(|byte| **byte == 0).count();
        *at += zeros & !3;
        let rest = &section[*at..];
        if zeros & 3 == rest.len() {
            return Ok(None);
        }
        let start = *at;
        let (owner, note) = read(rest, endian).ok_or(Fault::Cut { at: start })?;
        let Some(note) = note else {
            // What others wrote is not ours to judge.
            let is_ours = owner == OWNER;
            return if is_ours {
                Err(Fault::Cut { at: start })
            } else {
                Ok(None)
            };
        };
        *at += note.size;
        if owner != OWNER {
            continue;
        }
        let (version, known) = (note.version, VERSION);
        if version != known {
            return Err(Fault::Version { version, known });
        }
        return match ModelRecord::read(note.record) {
            Some(_) => Ok(Some(note.record)),
            None => Err(Fault::Damaged { at: start }),
        };
    }
}

/// The owner of the note that begins here, and the note if all of it is there.
fn read(rest: &[u8], endian: Endianness) -> Option<(&[u8], Option<Note<'_>>)> {
    let number = |at: usize| {
        let bytes = rest.get(at..at + 4)?.try_into().ok()?;
        Some(endian.read_u32(bytes))
    };
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
