//! The registry has all facts of a record, also of a record of a later version, and no bytes do harm.

use proptest::prelude::*;
use relata::document::Document;
use relata::{Level, Records, Registry, Rule, options};
use relata_record::facts::{Facts, record};
use relata_record::{Field, Head, Record, flag};

use super::everything::everything;
use super::hostile::note;

fn read(record: &[u8]) -> Option<Records> {
    Records::from_bytes(&note(1, record)).ok()
}

/// What the registry of these records knows, right or wrong.
fn registry(records: Records) -> Registry {
    let all_allowed = |options: relata::Options, rule| options.level(rule, Level::Allow);
    let rules = Rule::ALL.iter().copied();
    let options = rules.fold(options(), all_allowed);
    options.init_records(&[records]).unwrap()
}

#[test]
fn all_that_a_record_says_is_known() {
    let records = read(&everything().to_bytes()).unwrap();
    assert_eq!(records.skipped(), 0);
    let registry = registry(records);
    expect_test::expect_file!["everything.json"].assert_eq(&Document::of(&registry).to_json());
    let model = registry.models().next().unwrap();
    let [author, everything] = [0, 1].map(|nth| model.relations().nth(nth).unwrap());
    let ends = [author, everything].map(|it| it.resolutions().map(|it| it.place()).collect());
    let [author_ends, mut ends]: [Vec<_>; 2] = ends;
    ends.extend(everything.through_resolution().map(|it| it.place()));
    let places = [
        &[author.place()][..],
        &author_ends,
        &[everything.place()],
        &ends,
    ]
    .concat();
    let places: Vec<_> = places.iter().map(ToString::to_string).collect();
    assert_eq!(
        places,
        [
            "src/order.rs:9:20",
            "src/order.rs:9:27",
            "other.rs:1000:63",
            "other.rs:1000:64",
            "other.rs:1:4096",
            "other.rs:1000:63",
            "other.rs:13:2",
        ]
    );
}

#[test]
fn places_of_tokens_that_do_not_hold_are_not_read() {
    let parts = everything().parts();
    let record = record(&Facts {
        seen: [10, 9],
        ..facts(parts.as_bytes(), &[true, false])
    });
    let registry = registry(read(&record).unwrap());
    let model = registry.models().next().unwrap();
    let fields = model.fields().map(|it| it.place());
    let relation = model.relations().next().unwrap();
    for place in fields.chain([relation.place()]) {
        assert_eq!(place.to_string(), "src/order.rs:10:8");
    }
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

#[test]
fn the_last_paths_may_be_a_table_and_its_key() {
    let known = |declared: &[&'static str], paths: &[&'static str]| {
        let field = |name| Field {
            name,
            ..everything().fields.swap_remove(0)
        };
        let row = Field {
            column: "number",
            ..field("row")
        };
        let record = Record {
            head: Head {
                path: "shop::Order",
                flags: flag::FIELDS_KNOWN | flag::TABLE,
                ..Head::default()
            },
            paths: paths.to_vec(),
            key: declared.to_vec(),
            fields: [field("id"), field("at"), field("a_t"), row].to_vec(),
            ..Record::default()
        };
        let registry = registry(read(&record.to_bytes())?);
        let order = registry.models().next()?;
        let key: Vec<_> = order.key().map(str::to_owned).collect();
        Some((order.table().unwrap_or_default().to_owned(), key.join(" ")))
    };
    let is = |table: &str, key: &str| Some((table.to_owned(), key.to_owned()));
    for (paths, expected) in [
        (&["orders", "id", "", "", ""][..], is("orders", "id")),
        (
            &["a::B", "orders", "at", "ID", "", ""],
            is("orders", "at id"),
        ),
        (&["", "id", "", "", ""], is("", "id")),
        (&["orders", "", "", "", ""], is("orders", "")),
        (&["orders", "id", "by", "", ""], is("orders", "")),
        // Two fields have these letters.
        (&["orders", "AT", "", "", ""], is("orders", "")),
        // The field of that column, not the field of that name.
        (&["orders", "number", "", "", ""], is("orders", "row")),
        (&["orders", "row", "", "", ""], is("orders", "")),
        (&["orders", "id", "", ""], None),
    ] {
        assert_eq!(known(&[], paths), expected, "{paths:?}");
    }
    let listed = ["orders", "id", "", "", ""];
    assert_eq!(known(&["at"], &listed), is("orders", "at"));
}

#[test]
fn parts_of_a_later_version_are_skipped_and_counted() {
    let all = everything();
    // One of them with a tag of two bytes.
    let later = [("\x3e", "\0\x02no"), ("\x3f", "job"), ("\x40\x01", "?")];
    let records = read(&with_parts(&all.parts(), &later)).unwrap();
    assert_eq!(records.skipped(), 3);
    let known = |records| Document::of(&registry(records));
    assert_eq!(known(records), known(read(&all.to_bytes()).unwrap()));
    // In another order it is not what any version writes, nor with one of them twice.
    for tags in [["\x3f", "\x3e"], ["\x3e", "\x3e"], ["\x06", "\x3e"]] {
        let bytes = with_parts(&all.parts(), &tags.map(|tag| (tag, "x")));
        assert!(read(&bytes).is_none());
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
    let of_kind = format!("{NAME}\x3f{NOTHING}");
    let to_form = format!("{NAME}\x01\x02\x03\0\0\0");
    let with_part = format!("{NAME}\x01{NOTHING}\x3f\x01f");
    let action = format!("{NAME}\x01{NOTHING}\x06\x01\x3f\x3f\x01f");
    let through = format!("{NAME}\x01{NOTHING}\x03\x01t\x04\x01\x07");
    let bytes = with_relations(&[&known, &of_kind, &to_form, &with_part, &action, &through]);
    let records = read(&bytes).unwrap();
    assert_eq!(records.skipped(), 6);
    let registry = registry(records);
    let model = registry.models().next().unwrap();
    let tags: Vec<_> = model.relations().map(|it| it.tag()).collect();
    // Without its through, the last one would be another relation.
    assert_eq!(tags, [None, None, None]);
}

#[test]
fn what_a_later_version_adds_to_a_part_is_skipped_and_counted() {
    // Behind the name of the type, and behind what a deletion does.
    let names = record(&facts(b"\x01\x07\0\0\0\0\x02no", &[]));
    let action = with_relations(&[&format!("{NAME}\x01{NOTHING}\x06\x02\x01?")]);
    for bytes in [names, action] {
        assert_eq!(read(&bytes).unwrap().skipped(), 1, "{bytes:?}");
    }
}

#[test]
fn a_type_of_a_later_version_is_unknown() {
    let records = read(&record(&facts(b"\x05\x05\x01a\x1f\0\0", &[]))).unwrap();
    assert_eq!(records.skipped(), 1);
    let registry = registry(records);
    let field = registry.models().next().unwrap().fields().next().unwrap();
    assert_eq!((field.name(), field.ty()), ("a", ""));
}

#[test]
fn few_fields_have_other_names() {
    let field = |name, column, variant| Field {
        name,
        column,
        variant,
        ..Field::default()
    };
    let of = |fields: &[Field<'static>]| Record {
        head: Head {
            path: "a::B",
            flags: flag::FIELDS_KNOWN,
            ..Head::default()
        },
        fields: fields.to_vec(),
        ..Record::default()
    };
    // A column that has the name of its field costs nothing.
    let plain = of(&[field("a", "", ""), field("b", "", "")]);
    let same = of(&[field("a", "a", "a"), field("b", "b", "b")]);
    assert_eq!(same.parts(), plain.parts());
    let other = of(&[field("a", "", ""), field("b", "c", "D")]);
    let added = other.parts();
    let added = added.strip_prefix(&plain.parts()).unwrap();
    assert_eq!(added, "\x07\x03\x01\x01c\x09\x03\x01\x01D");
    let records = read(&other.to_bytes()).unwrap();
    assert_eq!(records.skipped(), 0);
    let registry = registry(records);
    let columns = registry.models().next().unwrap().fields();
    let columns: Vec<_> = columns.map(|it| (it.name(), it.column())).collect();
    assert_eq!(columns, [("a", "a"), ("b", "c")]);
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
        record(&facts(b"", &[true])),      // nor which field this one is about
        parts(b"\x05\x05\x01a\x01\0\0\x07\x03\x01\x01c"), // the column of a second field
        parts(b"\x05\x05\x01a\x01\0\0\x07\x02\0\0"),
        parts(b"\x05\x05\x01a\x01\0\0\x09\x02\0\0"),
        parts(b"\x07\x03\0\x01c"), // of a field of none
        parts(&[0; 8]),
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
        assert!(read(&bytes).is_none(), "{bytes:?}");
    }
    let sound = everything().to_bytes();
    assert!(read(&sound[1..]).is_none());
    for padding in 1..9 {
        let bytes = [&*sound, &vec![0; padding]].concat();
        assert!(read(&bytes).is_none(), "{padding}");
    }
}

/// Whatever it is, it is read or refused, and what is read can be judged.
fn does_no_harm(record: &[u8]) {
    if let Some(records) = read(record) {
        let _ = options().strict().check_records(&[records]).to_string();
    }
}

/// Every byte of a record in place of every other one.
#[test]
#[cfg_attr(miri, ignore = "it is much")]
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

proptest! {
    /// Letters in any order, as they come in records.
    #[test]
    fn no_parts_do_harm(parts in prop::collection::vec(0_u8..10, 0..60)) {
        does_no_harm(&record(&facts(&parts, &[])));
    }
}
