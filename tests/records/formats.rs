//! The same records in a file of each format.

use relata::Records;

use super::files;
use crate::{own, registered};

#[test]
#[cfg_attr(miri, ignore = "it reads a file")]
fn every_format_is_read() {
    let section = files::own_section();
    let expected = registered(&own());
    for (format, file) in files::ALL {
        assert_eq!(registered(&file(&section)), expected, "{format}");
        // Also where a file has two copies.
        assert_eq!(records(&file(&section)), records(&own()), "{format}");
    }
}

/// The number of records.
fn records(file: &[u8]) -> String {
    format!("{:?}", Records::of_executable(file).unwrap())
}

/// A record has no number but in its header.
#[test]
#[cfg_attr(miri, ignore = "it reads a file")]
fn the_highest_byte_may_come_first() {
    let mut section = files::own_section();
    let mut at = 0;
    while at + 24 <= section.len() {
        let size = u32::from_le_bytes(section[at + 4..at + 8].try_into().unwrap());
        for number in section[at..at + 12].chunks_mut(4) {
            number.reverse();
        }
        at += 24 + size as usize;
    }
    assert_eq!(
        registered(&files::elf_big_endian(&section)),
        registered(&own())
    );
}

/// Linkers leave zeros. Of the notes of others, a file without section headers has some.
#[test]
#[cfg_attr(miri, ignore = "it reads a file")]
fn zeros_may_stand_between() {
    let section = files::own_section();
    let first = 24 + u32::from_le_bytes(section[4..8].try_into().unwrap()) as usize;
    let mixed = [
        &[0; 16],
        &section[..first],
        &[0; 4],
        &section[first..],
        &[0; 6],
    ]
    .concat();
    for (format, file) in files::ALL {
        assert_eq!(registered(&file(&mixed)), registered(&own()), "{format}");
    }
}

/// A file can begin anywhere in memory.
#[test]
#[cfg_attr(miri, ignore = "it reads a file")]
fn no_alignment_is_asked_for() {
    let section = files::own_section();
    for (format, file) in files::ALL {
        let shifted = [&[0], &*file(&section)].concat();
        assert_eq!(registered(&shifted[1..]), registered(&own()), "{format}");
    }
}
