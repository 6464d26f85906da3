//! Files that are no executables, or broken ones: each is an error that says what is wrong, and none does harm.

use proptest::prelude::*;
use relata::{Level, Records, Rule, options};

use super::files;

fn error(file: &[u8]) -> String {
    Records::of_executable(file).unwrap_err().to_string()
}

/// A note of this version that holds these bytes.
fn note(version: u32, record: &[u8]) -> Vec<u8> {
    let mut note = Vec::new();
    for number in [7, u32::try_from(record.len()).unwrap(), version] {
        note.extend(number.to_le_bytes());
    }
    note.extend(b"relata\0\0");
    note.extend(record);
    note
}

#[test]
fn no_executable() {
    let cases: [(&[u8], &str); 4] = [
        (
            b"",
            "it is no executable that can be read: Could not read file magic",
        ),
        (
            b"#!/bin/sh\necho hello\n",
            "it is no executable that can be read: Unknown file magic",
        ),
        (
            b"\x7fELF",
            "it is no executable that can be read: Could not read file magic",
        ),
        (
            b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\0\0",
            "it is no executable that can be read: Invalid ELF header size or alignment",
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
            vec![7, 0, 0, 0, 1],
            "the record at byte 0 of the records is cut off",
        ),
        (
            // Somebody else's.
            [&note(1, b"")[..12], b"another\0"].concat(),
            "the record at byte 0 of the records is damaged",
        ),
        (
            note(2, b"what is to come "),
            "the record at byte 0 of the records has layout 2, and this version of relata reads layout 1",
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
        "it is no executable that can be read: its sections overlap"
    );
    let outside = {
        let mut file = all_of_it_again_and_again(1);
        file[64 + 8] = 1;
        file
    };
    assert_eq!(
        error(&outside),
        "it is no executable that can be read: a segment lies outside of it"
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
        "it is no executable that can be read: its sections overlap"
    );
}

/// A record without a field or relation.
fn record(path: &str, flags: u8) -> Vec<u8> {
    let mut record = vec![u8::try_from(path.len()).unwrap()];
    record.extend(path.as_bytes());
    record.extend([1, b'f', 1, 1, flags]);
    record.push(0); // answers
    if flags & 32 == 0 {
        record.push(0); // paths
    } else {
        // A link lists the module that it stands in.
        record.push(1);
        record.extend(&record.clone()[..=path.len()]);
    }
    record.extend([5, 0, 0, 0, 0, 0]); // type name, package, version, table, unique
    record.extend([0, 0, 1, 0, 0]); // key, allows, fields, relations
    record.resize(record.len().next_multiple_of(4), 0);
    record
}

/// A record in pieces, each of which can be another one.
#[derive(Clone, Copy)]
struct Pieces {
    path: &'static [u8],
    answers: &'static [u8],
    listed: &'static [u8],
    names_size: u8,
    names: &'static [u8],
    ty: &'static [u8],
    as_type: &'static [u8],
    behind_fields: &'static [u8],
    kind: u8,
    /// How many.
    targets: &'static [u8],
    target: &'static [u8],
    marks: &'static [u8],
    rare: &'static [u8],
    padding: u8,
}

/// `a::B`, of which one field may be an `Option`, and is one, and counts `as` another type; and a relation to `a::C`.
const SOUND: Pieces = Pieces {
    path: b"\x04a::B",
    answers: b"\x01\x01",
    listed: b"\x02\x04a::C\0", // and a type that is no model
    names_size: 7,
    names: b"\0\0\0\0\0\0\0", // type name, package, version, table, unique, mark of the field
    ty: b"\x23Key",
    as_type: b"\x04", // i64
    behind_fields: b"",
    kind: 1,
    targets: b"\x01",
    target: b"\x02\x01",
    marks: b"\x10\0\0\0\0\0\0\x01\x01", // twice 8 bytes: name, inverse, key, target
    rare: b"",
    padding: 0,
};

/// The same marks before what few relations say.
const MORE: &[u8] = b"\x11\0\0\0\0\0\0\x01\x01";
/// That, where it says nothing: file, references, tag, through, via, on delete, allows.
const RARE: &[u8] = b"\0\0\0\0\0\0\0\0\0\0\0\0";

impl Pieces {
    fn record(&self) -> Vec<u8> {
        let fields: [&[u8]; 5] = [
            b"\x01\x01c", // one: its name
            self.ty,
            b"\x0c", // may be an `Option`, counts `as` another type
            self.as_type,
            self.behind_fields,
        ];
        let fields = fields.concat();
        let mut record = [
            self.path,
            b"\x04f.rs\x03\x01\x11", // file, mark, flags: the fields are known, the marks hold
            self.answers,
            self.listed,
            &[self.names_size],
            self.names,
            b"\0\0", // key, allows
            &[u8::try_from(fields.len()).unwrap()],
            &fields,
            b"\x01\x01c", // one relation: its name
            &[self.kind],
            self.targets,
            self.target,
            b"\0\x01\x01c", // inverse, key
            self.marks,
            self.rare,
        ]
        .concat();
        record.resize(record.len().next_multiple_of(4), self.padding);
        record
    }

    fn read(&self) -> Result<Records, String> {
        Records::from_bytes(&note(1, &self.record())).map_err(|error| error.to_string())
    }

    /// What its relation leads to.
    fn written_target(&self) -> String {
        let unjudged = Rule::ALL.iter().fold(options(), |options, rule| {
            options.level(*rule, Level::Allow)
        });
        let registry = unjudged.init_records(&[self.read().unwrap()]).unwrap();
        let relation = registry.model("a::B").unwrap().relation("c").unwrap();
        relation.written_targets().collect::<Vec<_>>().join(" ")
    }
}

#[test]
fn a_target_is_written_in_one_of_five_ways() {
    let ways: [(&[u8], &str); 8] = [
        (SOUND.target, "a::C"),
        (b"\x01\x01D", "D"),
        (b"\x02\0", "a::B"), // itself
        (b"\x03\x01\x01D", "a::C"),
        (b"\x03\x02\x01D", "D"), // of no model
        (b"\x03\0\x01D", "a::B"),
        (b"\x04\x04a::D", "a::D"),
        (b"\x05\x01D", "D"),
    ];
    for (target, written) in ways {
        let record = Pieces { target, ..SOUND };
        assert_eq!(record.written_target(), written, "{target:?}");
    }
}

/// Each is looked for from the first, and may be written out in place of its number: a record of any size must not list any
/// number of any length.
#[test]
fn paths_are_not_looked_for_again_and_again() {
    let listing = |count: usize| {
        let low = u8::try_from(count % 0x80).unwrap() | 0x80;
        let mut listed = vec![low, u8::try_from(count / 0x80).unwrap()];
        listed.extend(b"\x04a::C".repeat(count));
        Pieces {
            listed: listed.leak(),
            ..SOUND
        }
    };
    assert_eq!(listing(4096).written_target(), "a::C");
    let of_bytes = |len: usize| {
        let mut listed = vec![1, u8::try_from(len % 0x80).unwrap() | 0x80, 8];
        listed.resize(3 + len, b'a');
        Pieces {
            listed: listed.leak(),
            ..SOUND
        }
    };
    assert_eq!(of_bytes(1024).written_target().len(), 1024);
    is_damaged(&of_bytes(1025));
    is_damaged(&listing(4097));
}

/// In each the one change is all that is wrong.
const MISTAKES: [fn(&mut Pieces); 37] = [
    |it| it.path = b"\0",
    |it| it.answers = b"\x02\x01\x01",
    |it| it.answers = b"\0",
    |it| it.listed = b"\x02\x04a::\xff\0",
    |it| it.listed = b"\x02\x04a::C\x01\xff", // that nothing names
    |it| (it.names_size, it.names) = (8, b"\0\0\0\0\0\0\0\0"),
    |it| (it.names_size, it.names) = (9, b"\0\0\0\0\0\0\0\0\0"), // a mark too many
    |it| (it.names_size, it.names) = (6, b"\0\0\0\0\0\0"),
    |it| (it.names_size, it.names) = (5, b"\0\0\0\0\0"), // no mark
    |it| (it.names_size, it.names) = (4, b"\0\0\0\0"),
    |it| it.names_size = 8,
    |it| it.names_size = 6,
    |it| it.as_type = b"\x24", // cut
    |it| it.as_type = b"",
    |it| it.as_type = b"\0",
    |it| it.behind_fields = b"\0",
    |it| it.kind = 0,
    |it| it.kind = 6,
    |it| it.target = b"\x02\x03", // beyond the list
    |it| it.target = b"\x02\xff\xff\xff\xff\x0f",
    |it| it.target = b"\x03\x03\x01D",
    |it| it.target = b"\x04\0",
    |it| it.target = b"\0\x01D", // no form
    |it| it.target = b"\0\x01",
    |it| it.target = b"\x06\x01D",
    |it| it.target = b"\x06\x01",
    |it| it.targets = b"\xff\xff\xff\xff\x0f",
    |it| it.marks = b"\xff\xff\xff\xff\x0f",
    |it| it.marks = b"\xfe\xff\xff\xff\x0f",
    |it| it.marks = b"\0",                               // none
    |it| it.marks = b"\x0c\0\0\0\0\x01\x01",             // none of the target
    |it| it.marks = b"\x0e\0\0\0\0\0\0\x01",             // half of one
    |it| it.marks = b"\x14\0\0\0\0\0\0\x01\x01\x01\x01", // one too many
    |it| it.marks = b"\x7e\0\0\0\0\0\0\x01\x01",         // cut
    |it| it.marks = MORE,
    |it| (it.marks, it.rare) = (MORE, b"\0\0\0\0\0\0\0\0\0\0\x06\0"), // on delete
    |it| it.padding = 1,
];

/// What is damaged is not read in part.
#[test]
fn a_record_with_one_mistake() {
    let sound: [fn(&mut Pieces); 5] = [
        |_| {},
        |it| (it.marks, it.rare) = (MORE, RARE),
        |it| (it.marks, it.rare) = (MORE, b"\0\0\0\0\0\0\0\0\0\0\x05\0"),
        |it| it.ty = b"\0", // a document need not tell it
        |it| (it.ty, it.as_type) = (b"\x18", b"\x18"), // the last that has a number
    ];
    for change in sound {
        let mut record = SOUND;
        change(&mut record);
        assert_eq!(record.read().map(drop), Ok(()));
    }
    // Else there is no padding to be wrong.
    assert!(SOUND.record().ends_with(b"\0\0"));
    for change in MISTAKES {
        let mut record = SOUND;
        change(&mut record);
        is_damaged(&record);
    }
}

#[test]
fn a_number_that_is_of_no_type() {
    for ty in [
        b"\x19", b"\x1a", b"\x1b", b"\x1c", b"\x1d", b"\x1e", b"\x1f",
    ] {
        is_damaged(&Pieces { ty, ..SOUND });
        is_damaged(&Pieces {
            as_type: ty,
            ..SOUND
        });
    }
}

fn is_damaged(record: &Pieces) {
    assert_eq!(
        record.read().map(drop),
        Err("the record at byte 0 of the records is damaged".to_owned()),
        "{}",
        record.record().escape_ascii()
    );
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
    }
}
