//! Records in the data of a WebAssembly module. They have no section there, so each is found by the mark before it.
//!
//! Tools that make modules smaller split data at runs of zeros, which can be inside a record. So the data is searched as it
//! lies in memory.

use std::borrow::Cow;

use relata_record::facts::MARK;

use super::fault::Fault;

/// Maximum number of zeros between two segments that are read as one. A record has fewer in a row.
const LONGEST_GAP: u64 = 1 << 10;

/// Returns the first module of a component, which is that of the program, or the file if it is not a component.
pub(super) fn first_module(file: &[u8]) -> &[u8] {
    const COMPONENT: &[u8] = b"\0asm\x0d\0\x01\0";
    let sections = file.strip_prefix(COMPONENT);
    sections.and_then(module_in).unwrap_or(file)
}

fn module_in(mut sections: &[u8]) -> Option<&[u8]> {
    const MODULE: u8 = 1;
    loop {
        let kind;
        (kind, sections) = sections.split_first()?;
        let size = number(&mut sections)?.try_into().ok()?;
        let content;
        (content, sections) = sections.split_at_checked(size)?;
        if *kind == MODULE {
            return Some(content);
        }
    }
}

/// Returns what follows each mark in a data section, up to the next mark.
pub(super) fn marked(section: &[u8]) -> Result<Vec<Cow<'static, [u8]>>, Fault> {
    let segments = segments(section).ok_or(Fault::Data)?;
    let runs = runs(segments, section.len());
    let parts = runs.iter().flat_map(|run| behind_marks(run));
    Ok(parts.map(Cow::Owned).collect())
}

/// Bytes, and their address in memory if it is known.
struct Segment<'d> {
    address: Option<u64>,
    bytes: &'d [u8],
}

/// Reads all segments, unless the section is damaged.
fn segments(mut section: &[u8]) -> Option<Vec<Segment<'_>>> {
    const PASSIVE: u64 = 1;
    const NUMBERED_MEMORY: u64 = 2;
    let input = &mut section;
    let mut segments = Vec::new();
    for _ in 0..number(input)? {
        let kind = number(input)?;
        let address = match kind {
            PASSIVE => None,
            0 | NUMBERED_MEMORY => {
                if kind == NUMBERED_MEMORY {
                    number(input)?;
                }
                match address(input)? {
                    Address::Known(address) => Some(address),
                    Address::AtLoading => None,
                }
            }
            _ => return None,
        };
        let size = number(input)?.try_into().ok()?;
        let bytes;
        (bytes, *input) = input.split_at_checked(size)?;
        segments.push(Segment { address, bytes });
    }
    Some(segments)
}

/// The address of a segment.
enum Address {
    Known(u64),
    /// The expression is not a single constant, so it is known only when the module is loaded.
    AtLoading,
}

/// Reads a constant expression.
fn address(input: &mut &[u8]) -> Option<Address> {
    const END: u8 = 0x0b;
    const GET_GLOBAL: u8 = 0x23;
    const CONSTANT_I32: u8 = 0x41;
    const CONSTANT_I64: u8 = 0x42;
    let (mut constant, mut count) = (None, 0);
    loop {
        let code;
        (code, *input) = input.split_first()?;
        match *code {
            END => {
                return Some(match constant {
                    Some(known) if count == 1 => Address::Known(known),
                    _ => Address::AtLoading,
                });
            }
            GET_GLOBAL => drop(number(input)?),
            CONSTANT_I32 | CONSTANT_I64 => constant = Some(number(input)?),
            // Sums, differences and products of what is before.
            0x6a..=0x6c | 0x7c..=0x7e => {}
            _ => return None,
        }
        count += 1;
    }
}

/// Reads a number. The sign of a negative one is not extended, which preserves the distances of most addresses.
fn number(input: &mut &[u8]) -> Option<u64> {
    const MORE: u8 = 0x80;
    let mut number = 0;
    for shift in (0..u64::BITS).step_by(7) {
        let byte;
        (byte, *input) = input.split_first()?;
        number |= u64::from(byte & !MORE) << shift;
        if byte & MORE == 0 {
            return Some(number);
        }
    }
    None
}

/// Joins segments that are close to each other. In total no more than `most` zeros are added.
fn runs(mut segments: Vec<Segment<'_>>, mut most: usize) -> Vec<Vec<u8>> {
    segments.sort_by_key(|it| it.address);
    let (mut runs, mut end) = (Vec::<Vec<u8>>::new(), None);
    for Segment { address, bytes } in segments {
        let gap = address.zip(end).and_then(|(address, end): (u64, u64)| {
            let gap = address.checked_sub(end).filter(|it| *it <= LONGEST_GAP);
            usize::try_from(gap?).ok().filter(|it| *it <= most)
        });
        match (gap, runs.last_mut()) {
            (Some(gap), Some(run)) => {
                most -= gap;
                run.resize(run.len() + gap, 0);
                run.extend(bytes);
            }
            _ => runs.push(bytes.to_vec()),
        }
        end = address.and_then(|it| it.checked_add(bytes.len() as u64));
    }
    runs
}

fn behind_marks(run: &[u8]) -> impl Iterator<Item = Vec<u8>> {
    let size = MARK.len();
    let places = run.windows(size).enumerate();
    let marks = places.filter(|(_, bytes)| bytes[0] == MARK[0] && **bytes == MARK);
    let mut marks = marks.map(|(at, _)| at).peekable();
    std::iter::from_fn(move || {
        let start = marks.next()? + size;
        let end = marks.peek().copied().unwrap_or(run.len());
        run.get(start..end).map(<[u8]>::to_vec)
    })
}
