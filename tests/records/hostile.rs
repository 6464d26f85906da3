//! Files that are not executables, and broken ones: each is an error with its cause, and none does harm.

use expect_test::expect;
use proptest::prelude::*;
use relata::__private::{BARE, Facts};
use relata::{Records, options};
use relata_record::channels::{Channel, Collected};
use relata_record::{Entry, flag};

use super::files;

fn error(file: &[u8]) -> String {
    Records::of_executable(file).unwrap_err().to_string()
}

/// A note of this version that holds these bytes.
pub(super) fn note(version: u32, record: &[u8]) -> Vec<u8> {
    let mut note = Vec::new();
    for number in [12, u32::try_from(record.len()).unwrap(), version] {
        note.extend(number.to_le_bytes());
    }
    note.extend(b"relata\0\0\0\0\0\0");
    note.extend(record);
    note
}

#[test]
fn no_executable() {
    let cases: [(&[u8], &str); 4] = [
        (b"", "not a readable executable: Could not read file magic"),
        (
            b"#!/bin/sh\necho hello\n",
            "not a readable executable: Unknown file magic",
        ),
        (
            b"\x7fELF",
            "not a readable executable: Could not read file magic",
        ),
        (
            b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\0\0",
            "not a readable executable: Invalid ELF header size or alignment",
        ),
    ];
    for (file, expected) in cases {
        assert_eq!(error(file), expected, "{file:?}");
    }
}

#[test]
fn a_broken_record() {
    let wrong = [
        (
            note(1, b"\x05app::"),
            "the record at byte 0 of the records is damaged",
        ),
        (
            [&[0; 8], &*note(1, &[0xff; 16])].concat(),
            "the record at byte 8 of the records is damaged",
        ),
        (
            note(1, b"\x04app\xff"),
            "the record at byte 0 of the records is damaged",
        ),
        (
            note(1, &[0; 64])[..80].to_vec(),
            "the record at byte 0 of the records is cut off",
        ),
        (
            note(1, b"")[..17].to_vec(),
            "the record at byte 0 of the records is cut off",
        ),
        (
            vec![12, 0, 0, 0, 1],
            "the record at byte 0 of the records is cut off",
        ),
        (
            // Somebody else's.
            [&note(1, b"")[..12], b"another\0\0\0\0\0"].concat(),
            "the record at byte 0 of the records is damaged",
        ),
        (
            note(16, b"what is to come "),
            "the record at byte 0 of the records has layout 16, and this version of relata reads layout 1",
        ),
    ];
    for (section, expected) in wrong {
        assert_eq!(error(&files::elf(&section)), expected, "{section:?}");
    }
}

#[test]
fn sizes_that_nothing_could_hold() {
    for size in [u32::MAX, u32::MAX - 3, 1 << 31, 20] {
        let mut section = note(1, &[0; 16]);
        section[4..8].copy_from_slice(&size.to_le_bytes());
        assert_eq!(
            error(&files::elf(&section)),
            "the record at byte 0 of the records is cut off"
        );
        let mut section = note(1, &[0; 16]);
        section[..4].copy_from_slice(&size.to_le_bytes());
        does_no_harm(&files::elf(&section));
    }
}

/// An ELF file without sections, with segments of notes that all are the whole file.
fn all_of_it_again_and_again(segments: u16) -> Vec<u8> {
    let size = 64 + 56 * u64::from(segments);
    let mut file = Vec::new();
    file.extend(b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x02\0\x3e\0\x01\0\0\0");
    for number in [0_u64, 64, 0] {
        file.extend(number.to_le_bytes());
    }
    file.extend([0; 4]);
    for number in [64, 56, segments, 0, 0, 0] {
        file.extend(number.to_le_bytes());
    }
    for _ in 0..segments {
        file.extend(4_u32.to_le_bytes());
        file.extend(4_u32.to_le_bytes());
        for number in [0, 0, 0, size, size, 4] {
            file.extend(number.to_le_bytes());
        }
    }
    file
}

#[test]
fn what_overlaps_is_not_read_again_and_again() {
    let file = all_of_it_again_and_again(2_000);
    assert_eq!(
        error(&file),
        "not a readable executable: its sections overlap"
    );
    let outside = {
        let mut file = all_of_it_again_and_again(1);
        file[64 + 8] = 1;
        file
    };
    assert_eq!(
        error(&outside),
        "not a readable executable: a segment lies outside the file"
    );
}

/// Names of sections that do not end, in a table that is nearly all of the file.
#[test]
fn names_that_do_not_end_are_not_looked_for_again_and_again() {
    let sections = 500_u16;
    let headers = 64 * u64::from(sections);
    let mut file = all_of_it_again_and_again(0);
    file[0x28..0x30].copy_from_slice(&64_u64.to_le_bytes());
    file[0x3a..0x40].copy_from_slice(&[64, 0, 0xf4, 1, 1, 0]);
    for nth in 0..sections {
        let (kind, at, size) = if nth == 1 {
            (3, 64 + headers, 1 << 20)
        } else {
            (8, 0, 0)
        };
        file.extend(
            [u32::from(nth > 0), if nth == 0 { 0 } else { kind }]
                .into_iter()
                .flat_map(u32::to_le_bytes),
        );
        file.extend([0, 0, at, size].into_iter().flat_map(u64::to_le_bytes));
        file.extend([0; 24]);
    }
    file.resize(file.len() + (1 << 20), b'a');
    assert_eq!(
        error(&file),
        "not a readable executable: its sections overlap"
    );
}

/// Data sections of WebAssembly that end too early, or whose segments have unknown forms.
#[test]
fn damaged_data() {
    let segments = [(Some(16), b"data".to_vec()), (None, b"more".to_vec())];
    let sound = files::data(&segments);
    assert_eq!(sound[..4], [11, 16, 2, 0]);
    assert!(Records::of_executable(&files::module(std::slice::from_ref(&sound))).is_ok());
    let with = |at: usize, byte: u8| {
        let mut damaged = sound.clone();
        damaged[at] = byte;
        damaged
    };
    // More segments, unknown kinds of segments, unknown expressions, and sizes of more than the section.
    for damaged in [
        with(2, 3),
        with(3, 3),
        with(4, 0x44),
        with(6, 0x44),
        with(7, 14),
    ] {
        assert_eq!(
            error(&files::module(&[damaged])),
            "not a readable executable: its data is damaged"
        );
    }
}

/// Segments at one address, and far from each other.
#[test]
#[cfg_attr(miri, ignore = "it reads a file")]
fn data_anywhere() {
    let own = files::marked(&files::own_section());
    let (start, end) = own.split_at(own.len() / 2);
    let at = |address: usize, bytes: &[u8]| (Some(address), bytes.to_vec());
    let read = |segments: &[(Option<usize>, Vec<u8>)]| {
        let file = files::module(&[files::data(segments)]);
        Records::of_executable(&file).map(|it| it.to_bytes())
    };
    let expected = Ok(Records::linked().to_bytes());
    let next = 64 + start.len();
    assert_eq!(read(&[at(next, end), at(64, start)]), expected);
    assert_eq!(read(&[at(usize::MAX >> 1, &own), at(0, b"far")]), expected);
    assert_eq!(read(&[at(0, &own), at(0, &own), at(1, b"over")]), expected);
    // Not one after the other, so a record is not whole.
    for away in [next - 1, next + 1, next + 2048] {
        assert_ne!(read(&[at(64, start), at(away, end)]), expected);
    }
    // Few bytes do not become many.
    let apart = |nth: usize| at(nth * 1000, b"a");
    let apart: Vec<_> = (0..100_000).map(apart).collect();
    assert_eq!(read(&apart), Ok(Vec::new()));
}

/// A record without a field or relation.
fn record(path: &str, flags: u32) -> Vec<u8> {
    relata_record::facts::record(&Facts {
        path,
        file: "f",
        at: [1, 1],
        seen: [1, 1],
        flags,
        optional: &[],
        targets: &[path], // a link lists the module that it is in
        rest: BARE,
    })
}

/// As many crates that are linked in vain as there are others: each is compared with few.
#[test]
#[cfg_attr(miri, ignore = "it is much")]
fn many_crates_that_contribute_nothing() {
    let mut bytes = Vec::new();
    for nth in 0..10_000 {
        for (path, flags) in [
            (format!("a_model_{nth}::Model"), 17),
            (format!("a_link_{nth}"), 33),
        ] {
            bytes.extend(note(1, &record(&path, flags)));
        }
    }
    let records = Records::from_bytes(&bytes).unwrap();
    let found = options().check_records(&[records]);
    assert_eq!(found.len(), 10_000);
    assert!(
        found
            .to_string()
            .starts_with("relata: 10000 errors in 10000 models from 10000 crates\n")
    );
}

/// What is found in entries that code other than the derive registers.
fn registered(records: &[&[u8]]) -> String {
    let entry = |record: &&[u8]| -> &'static Entry {
        let record = record.to_vec().leak();
        Box::leak(Box::new(Entry::new(record, Entry::UNTYPED, &[])))
    };
    let collected = Collected {
        channels: vec![Channel::linked("inventory", true)],
        entries: records.iter().map(entry).collect(),
    };
    options().strict().check_collected(collected).to_string()
}

#[test]
fn a_registered_record_that_cannot_be_read() {
    let sound = record("app::Post", 17);
    let link = record("app", flag::LINK);
    let records: [&[u8]; 6] = [
        &sound,
        &sound[..sound.len() - 9],
        &[0xff; 16],
        // The same through another channel, and a link and a model whose paths are cut off.
        &[0xff; 16],
        &link[..8],
        &record("app::Post", 17)[..12],
    ];
    expect![[r#"
        relata: 1 error in 1 model from 1 crate

        error[registration_unavailable]: 5 registered records cannot be read
          = note: the derive writes every record, so other code registered this one, or this is a bug in relata

        for more information: cargo relata explain registration_unavailable
    "#]].assert_eq(&registered(&records));
}

/// Whatever it is, it is read or refused, and what is read can be judged.
fn does_no_harm(file: &[u8]) {
    if let Ok(executable) = Records::of_executable(file) {
        let _ = options().strict().check_records(&[executable]).to_string();
    }
}

#[test]
#[cfg_attr(miri, ignore = "it reads a file")]
fn a_file_that_ends_anywhere() {
    let section = files::own_section();
    for (_, file) in files::ALL {
        let file = file(&section);
        for end in 0..file.len() {
            does_no_harm(&file[..end]);
        }
    }
}

proptest! {
    #[test]
    #[cfg_attr(miri, ignore = "it reads a file")]
    fn a_file_with_other_bytes(
        format in 0..files::ALL.len(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12),
    ) {
        let mut file = (files::ALL[format].1)(&files::own_section());
        for (at, byte) in changes {
            let at = at.index(file.len());
            file[at] = byte;
        }
        does_no_harm(&file);
    }

    #[test]
    fn a_registered_record_with_other_bytes(
        flags in any::<u32>(),
        end in any::<prop::sample::Index>(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..6),
    ) {
        let mut record = record("app::Post", flags);
        for (at, byte) in changes {
            let at = at.index(record.len());
            record[at] = byte;
        }
        // Of one path, so that they are compared.
        registered(&[&record, &record[..end.index(record.len())], &record]);
    }

    #[test]
    fn registered_garbage(records in prop::collection::vec(prop::collection::vec(any::<u8>(), 1..64), 1..4)) {
        let records: Vec<&[u8]> = records.iter().map(Vec::as_slice).collect();
        registered(&records);
    }

    #[test]
    #[cfg_attr(miri, ignore = "it reads a file")]
    fn a_section_with_other_bytes(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
    ) {
        let mut section = files::own_section();
        for (at, byte) in changes {
            let at = at.index(section.len());
            section[at] = byte;
        }
        does_no_harm(&files::wasm(&section));
        does_no_harm(&files::wasm_packed(&section));
    }
}
