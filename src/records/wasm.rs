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
        let size = number(&mut sections).ok()?.try_into().ok()?;
        let content;
        (content, sections) = sections.split_at_checked(size)?;
        if *kind == MODULE {
            return Some(content);
        }
    }
}

/// Returns what follows each mark in a data section, up to the next mark.
pub(super) fn marked(section: &[u8]) -> Result<Vec<Cow<'static, [u8]>>, Fault> {
    let runs = runs(segments(section)?, section.len());
    let parts = runs.iter().flat_map(|run| behind_marks(run));
    Ok(parts.map(Cow::Owned).collect())
}

/// Bytes, and their address in memory if it is known.
struct Segment<'d> {
    address: Option<u64>,
    bytes: &'d [u8],
}

/// Reads all segments.
fn segments(mut section: &[u8]) -> Result<Vec<Segment<'_>>, Fault> {
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
                address(input)?
            }
            _ => return Err(Fault::Data),
        };
        let size = number(input)?.try_into().unwrap_or(usize::MAX);
        let bytes;
        (bytes, *input) = input.split_at_checked(size).ok_or(Fault::Data)?;
        segments.push(Segment { address, bytes });
    }
    Ok(segments)
}

/// Reads a constant expression. The result of one that is not a single constant is known only when the module is loaded.
fn address(input: &mut &[u8]) -> Result<Option<u64>, Fault> {
    const END: u8 = 0x0b;
    const GET_GLOBAL: u8 = 0x23;
    const CONSTANT_I32: u8 = 0x41;
    const CONSTANT_I64: u8 = 0x42;
    let (mut constant, mut count) = (None, 0);
    loop {
        match byte(input)? {
            END => return Ok(constant.filter(|_| count == 1)),
            GET_GLOBAL => drop(number(input)?),
            CONSTANT_I32 | CONSTANT_I64 => constant = Some(number(input)?),
            // Sums, differences and products of what is before.
            0x6a..=0x6c | 0x7c..=0x7e => {}
            _ => return Err(Fault::Data),
        }
        count += 1;
    }
}

/// Reads a number. The sign of a negative one is not extended, which preserves the distances of most addresses.
fn number(input: &mut &[u8]) -> Result<u64, Fault> {
    const MORE: u8 = 0x80;
    let mut number = 0;
    for shift in (0..u64::BITS).step_by(7) {
        let byte = byte(input)?;
        number |= u64::from(byte & !MORE) << shift;
        if byte & MORE == 0 {
            return Ok(number);
        }
    }
    Err(Fault::Data)
}

fn byte(input: &mut &[u8]) -> Result<u8, Fault> {
    let byte;
    (byte, *input) = input.split_first().ok_or(Fault::Data)?;
    Ok(*byte)
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
