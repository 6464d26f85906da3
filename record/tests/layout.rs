//! What is written is read, also by a version that does not know all of it, and no bytes do harm.

use relata_record::facts::{Facts, Note, note, record, size};
use relata_record::{
    Allow, Field, Head, Kind, Mark, Named, OnDelete, Read, Record, Relation, Target, Unread, flag,
};

fn at(line: u32, column: u32) -> Mark {
    Mark { line, column }
}

const ALLOW: Allow<'_> = Allow {
    rule: "missing_inverse",
    reason: "wörtlich",
    mark: Mark {
        line: 9,
        column: 12,
    },
};

/// A model on line 10 that has everything.
fn everything() -> Record<'static> {
    let field = |name, ty, flags, line| Field {
        name,
        ty,
        flags,
        mark: at(line, 5),
        ..Field::default()
    };
    let target = |named, mark| Target { named, mark };
    let plain = Relation {
        mark: at(9, 20),
        targets: vec![target(Named::Type(1), at(9, 27))],
        name: "author",
        kind: Kind::BelongsTo,
        ..Relation::default()
    };
    let full = Relation {
        mark: at(1000, 63),
        targets: vec![
            target(Named::Name("krate::module::Näme"), at(1000, 64)),
            target(Named::Type(0), at(1, 4096)),
            target(Named::Maybe(2, "super::Other"), Mark::default()),
        ],
        inverse: "posts",
        inverse_mark: at(10, 1),
        key: vec!["a", "b"],
        key_mark: at(11, 1),
        file: "other.rs",
        references: vec!["id"],
        references_mark: at(12, 70_000),
        tag: "kind",
        through: Some(target(Named::Name("Through"), at(13, 2))),
        via: Some(["own", "other"]),
        via_mark: at(14, 3),
        on_delete: Some(OnDelete::SetNull),
        allows: vec![ALLOW],
        name: "everything",
        kind: Kind::ManyToMany,
    };
    Record {
        head: Head {
            path: "shop::order::Order",
            file: "src/order.rs",
            mark: at(10, 8),
            flags: flag::FIELDS_KNOWN | flag::MARKS_HOLD,
        },
        paths: vec!["shop::User", ""],
        package: "shop",
        version: "1.0.0",
        table: "orders",
        type_name: "OrderRow",
        uniques: [vec!["a", "b"], vec!["b", "c"]].into_iter().collect(),
        key: vec!["id"],
        allows: vec![ALLOW],
        fields: vec![
            field("id", "i64", flag::FIELD_PRIMITIVE, 11),
            Field {
                as_ty: "u64",
                mark: at(0, 0),
                ..field("a", "Key<'_, [u8; 64]>", flag::FIELD_AS, 0)
            },
            Field {
                optional: true,
                ..field("b", "", flag::FIELD_MAYBE_OPTION, 5)
            },
            field("c", "String", flag::FIELD_MAYBE_OPTION, 4_000_000_000),
        ],
        relations: [plain, full].into_iter().collect(),
        ..Record::default()
    }
}

/// The same model by facts, with these parts.
fn facts<'a>(rest: &'a [u8], optional: &'a [bool]) -> Facts<'a> {
    Facts {
        path: "shop::order::Order",
        file: "src/order.rs",
        at: [10, 8],
        seen: [10, 8],
        flags: flag::FIELDS_KNOWN,
        optional,
        targets: &["shop::User", ""],
        rest,
    }
}

fn read(bytes: &[u8]) -> Read<Record<'_>> {
    let mut record = Record::default();
    record.read(bytes)?;
    Ok(record)
}

/// All that a record says, but how much of it is unknown.
fn said(record: &Record<'_>) -> String {
    let said = Record {
        skipped: 0,
        uniques: record.uniques.iter().cloned().collect(),
        relations: record.relations.iter().cloned().collect(),
        ..record.clone()
    };
    format!("{said:#?}")
}

#[test]
fn what_is_written_is_read() {
    let all = everything();
    let bytes = all.to_bytes();
    let read = read(&bytes).unwrap();
    assert_eq!(said(&read), said(&all));
    assert_eq!(read.skipped, 0);
    assert_eq!(Head::of(&bytes), Ok(all.head));
    let paths = [0, 1, 2].map(|number| read.path(number));
    assert_eq!(paths, ["shop::order::Order", "shop::User", ""]);
}

/// Nothing of the record before is left.
#[test]
fn records_are_read_one_after_the_other() {
    let [all, bare] = [everything().to_bytes(), record(&facts(b"", &[]))];
    let mut reused = Record::default();
    for bytes in [&all, &bare, &all, &bare] {
        reused.read(bytes).unwrap();
        assert_eq!(said(&reused), said(&read(bytes).unwrap()));
    }
    // Not even of one that is damaged.
    assert_eq!(reused.read(&all[4..]), Err(Unread::Damaged));
    reused.read(&bare).unwrap();
    assert_eq!(said(&reused), said(&read(&bare).unwrap()));
}

#[test]
fn nothing_of_a_relation_is_left_in_the_next_one() {
    let relations = everything().relations;
    let plain = Record {
        relations: [&relations[0], &relations[0]]
            .into_iter()
            .cloned()
            .collect(),
        ..everything()
    };
    let (before, after) = (everything().to_bytes(), plain.to_bytes());
    let mut read = Record::default();
    read.read(&before).unwrap();
    read.read(&after).unwrap();
    assert_eq!(read.relations[1], relations[0]);
}

#[test]
fn places_of_tokens_that_do_not_hold_are_not_read() {
    let parts = everything().parts();
    let bytes = record(&Facts {
        seen: [10, 9],
        ..facts(parts.as_bytes(), &[true, false])
    });
    let record = read(&bytes).unwrap();
    assert_eq!(record.head.mark, at(10, 8));
    assert!(record.fields.iter().all(|it| it.mark == at(0, 0)));
    for relation in record.relations.iter() {
        assert_eq!(relation.mark, at(0, 0));
        assert!(relation.targets.iter().all(|it| it.mark == at(0, 0)));
    }
}

/// In a note the compiler writes the same bytes.
#[test]
fn the_compiler_writes_the_same() {
    const REST: &[u8] = b"\x03\x03\x02id";
    const FACTS: &Facts<'_> = &Facts {
        path: "a::B",
        file: "a-file-whose-name-is-longer-than-what-one-byte-of-a-number-can-say.rs",
        at: [63, 64],
        seen: [4095, 4096],
        flags: flag::UNREAD,
        optional: &[true, false, true],
        targets: &["", "one::Path"],
        rest: REST,
    };
    static NOTE: Note<{ size(FACTS) }> = note(FACTS);
    assert_eq!(NOTE.record, *record(FACTS));
    let head = Head::of(&NOTE.record).unwrap();
    assert_eq!((head.mark, head.flags), (at(63, 64), flag::UNREAD));
    assert_eq!((head.path, head.file), ("a::B", FACTS.file));
    // Three answers, and no question.
    assert_eq!(read(&NOTE.record).map(drop), Err(Unread::Damaged));
}

/// The parts of a later version, added to what this one writes: the tag of each and what is in it.
fn with_parts(rest: &str, parts: &[(&str, &str)]) -> Vec<u8> {
    let mut rest = rest.to_owned();
    for (tag, part) in parts {
        rest.push_str(tag);
        rest.push(char::from(u8::try_from(part.len()).unwrap()));
        rest.push_str(part);
    }
    record(&facts(rest.as_bytes(), &[true, false]))
}

#[test]
fn parts_of_a_later_version_are_skipped_and_counted() {
    let all = everything();
    // Columns, a group, and one with a tag of two bytes.
    let later = [("\x07", "\0\x02no"), ("\x08", "job"), ("\x40\x01", "?")];
    let bytes = with_parts(&all.parts(), &later);
    let record = read(&bytes).unwrap();
    assert_eq!(record.skipped, 3);
    assert_eq!(said(&record), said(&all));
    // In another order it is not what any version writes, nor with one of them twice.
    for tags in [["\x08", "\x07"], ["\x07", "\x07"], ["\x06", "\x07"]] {
        let bytes = with_parts(&all.parts(), &tags.map(|tag| (tag, "x")));
        assert_eq!(read(&bytes).map(drop), Err(Unread::Damaged));
    }
}

/// A record with these bytes as its relations.
fn with_relations(relations: &[&str]) -> Vec<u8> {
    let sized = |text: &str| {
        // In two bytes, which is not the shortest way to write it.
        let [low, high] = [text.len() % 64 + 64, text.len() / 64];
        let [low, high] = [low, high].map(|it| char::from(u8::try_from(it).unwrap()));
        format!("{low}{high}{text}")
    };
    let relations: Vec<_> = relations.iter().map(|it| sized(it)).collect();
    let part = format!("\x06{}", sized(&relations.concat()));
    record(&facts(part.as_bytes(), &[]))
}

/// The name `a` without a place.
const NAME: &str = "\x01a\0";
/// No targets, no inverse, no key.
const NOTHING: &str = "\0\0\0";

#[test]
fn relations_of_a_later_version_are_skipped_and_counted() {
    let known = format!("{NAME}\x01{NOTHING}");
    let of_kind = format!("{NAME}\x06{NOTHING}");
    let to_form = format!("{NAME}\x01\x02\x03\0\0\0");
    let filtered = format!("{NAME}\x01{NOTHING}\x08\x01f");
    let action = format!("{NAME}\x01{NOTHING}\x06\x01\x06\x08\x01f");
    let through = format!("{NAME}\x01{NOTHING}\x03\x01t\x04\x01\x07");
    let bytes = with_relations(&[&known, &of_kind, &to_form, &filtered, &action, &through]);
    let record = read(&bytes).unwrap();
    assert_eq!((record.skipped, record.relations.len()), (6, 4));
    let has_rest: Vec<bool> = record.relations.iter().map(Relation::has_rest).collect();
    assert_eq!(has_rest, [false, false, false, true]);
    assert_eq!(record.relations[3].tag, "t");
}

#[test]
fn a_type_of_a_later_version_is_unknown() {
    let bytes = record(&facts(b"\x05\x05\x01a\x1f\0\0", &[]));
    let record = read(&bytes).unwrap();
    assert_eq!((record.skipped, record.fields[0].ty), (1, ""));
}

#[test]
fn damage_is_found() {
    let relation = |text: &str| with_relations(&[text]);
    let parts = |text: &[u8]| record(&facts(text, &[]));
    let damaged = [
        relation("\x01a"),
        relation(&format!("{NAME}\x01\x02\x0d\0\0\0")), // the third path of two
        relation(&format!("{NAME}\x01\x01\x0d\0\0")),
        relation("\x01a\x16\x01\x01\0\0\0"), // eleven lines above line 10
        relation(&format!("{NAME}\x01\0\0\x03\x03id\0")),
        relation(&format!("{NAME}\x01{NOTHING}\x01\x02f")),
        relation(&format!("{NAME}\x01{NOTHING}\x02\x01f\x02\x01f")),
        parts(b"\x03\x3f\x02id"),
        parts(b"\x03\x03\x05id"),
        parts(b"\x03\x40\x40\x40\x40\x40\x40\x01"),
        parts(b"\x03\x80"),
        parts(b"\x04\x04\x01r\x01r"),
        parts(b"\x05\x05\x01a\x01\x08\0"), // whether it is an `Option` is not said
        parts(b"\0\0\0\0"),
        record(&Facts {
            path: "",
            ..facts(b"", &[])
        }),
        record(&Facts {
            targets: &[],
            flags: flag::LINK,
            ..facts(b"", &[])
        }),
        record(&Facts {
            targets: &[&"a".repeat(1025)],
            ..facts(b"", &[])
        }),
        record(&Facts {
            targets: &["", &"a".repeat(1025)],
            ..facts(b"", &[])
        }),
        record(&Facts {
            targets: &vec![""; 4097],
            ..facts(b"", &[])
        }),
    ];
    for bytes in damaged {
        assert_eq!(read(&bytes).map(drop), Err(Unread::Damaged), "{bytes:?}");
    }
    let sound = everything().to_bytes();
    assert_eq!(read(&sound[1..]).map(drop), Err(Unread::Damaged));
    for padding in 1..9 {
        let bytes = [&*sound, &vec![0; padding]].concat();
        assert!(read(&bytes).is_err(), "{padding}");
    }
}

/// Every byte of a record in place of every other one: it is read or not, and what is read can be written.
#[test]
fn no_bytes_do_harm() {
    let sound = everything().to_bytes();
    for at in 0..sound.len() {
        for byte in [0, 1, 3, 0x1f, 0x3f, 0x40, 0x7f, 0x80, 0xc3, 0xff] {
            let mut bytes = sound.clone();
            bytes[at] = byte;
            does_no_harm(&bytes);
        }
        does_no_harm(&sound[..at / 4 * 4]);
        does_no_harm(&sound[at / 4 * 4..]);
    }
}

fn does_no_harm(bytes: &[u8]) {
    let Ok(record) = read(bytes) else {
        return;
    };
    let again = record.to_bytes();
    let again = read(&again).expect("what is written can be read");
    // What it says of places may not hold.
    if record.head.is(flag::MARKS_HOLD) {
        assert_eq!(said(&record), said(&again));
    }
}

#[test]
fn the_file_and_the_padding_are_not_its_identity() {
    let of = |file: &'static str, version: &'static str| {
        let mut record = everything();
        (record.head.file, record.version) = (file, version);
        record.to_bytes()
    };
    let [here, there, later, unknown] = [
        of("a.rs", "1.0.0"),
        of("/build/a.rs", "1.0.0"),
        of("a.rs", "1.0.1"),
        of("a.rs", ""),
    ];
    let [here, there, later, unknown] =
        [&here, &there, &later, &unknown].map(|it| Record::identity(it).unwrap());
    assert!(here.is_some() && here == there && here != later);
    assert_eq!(unknown, None);
}
