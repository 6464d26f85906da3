//! What is written can be read as the layout says.

mod everything;

use everything::{at, everything};
use relata_record::facts::{Facts, Note, note, record, size};
use relata_record::{
    Allow, End, Field, Head, Kind, OnDelete, Reader, Record, Relation, Target, flag,
};

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

/// What the table of the layout says, read as it stands there.
fn read(bytes: &[u8]) -> Option<Record<'_>> {
    let mut reader = Reader::new(bytes);
    let mut record = Record {
        head: Head::read(&mut reader),
        ..Record::default()
    };
    let mut options = reader.text().bytes();
    record.paths = (0..reader.size()).map(|_| reader.text()).collect();
    let (end, mut last) = (reader.end(), 0);
    while let Some((tag, end)) = reader.part(end, &mut last) {
        match tag {
            1 => {
                let mut names = texts(&mut reader, end).into_iter();
                let mut name = || names.next().unwrap_or_default();
                (record.package, record.version) = (name(), name());
                (record.table, record.type_name) = (name(), name());
            }
            2 => record.uniques = all(&mut reader, end, list),
            3 => record.key = texts(&mut reader, end),
            4 => record.allows = all(&mut reader, end, Allow::read),
            5 => record.fields = all(&mut reader, end, Field::read),
            6 => record.relations = all(&mut reader, end, relation),
            _ => reader.skip(end),
        }
        reader.leave(end);
    }
    reader.finish();
    for field in &mut record.fields {
        if field.is(flag::FIELD_MAYBE_OPTION) {
            field.optional = options.next()? != 0;
        }
    }
    let is_whole = !reader.is_damaged() && reader.skipped() == 0 && options.next().is_none();
    is_whole.then_some(record)
}

fn all<'a, T>(
    reader: &mut Reader<'a>,
    end: End,
    mut read: impl FnMut(&mut Reader<'a>) -> T,
) -> Vec<T> {
    let mut all = Vec::new();
    while reader.goes_on(end) {
        all.push(read(reader));
    }
    all
}

fn texts<'a>(reader: &mut Reader<'a>, end: End) -> Vec<&'a str> {
    all(reader, end, Reader::text)
}

fn list<'a>(reader: &mut Reader<'a>) -> Vec<&'a str> {
    let end = reader.list();
    texts(reader, end)
}

fn relation<'a>(reader: &mut Reader<'a>) -> Relation<'a> {
    let target = |reader: &mut Reader<'a>| Target::read(reader).expect("of this version");
    let end = reader.list();
    let mut relation = Relation {
        name: reader.text(),
        mark: reader.mark(),
        kind: Kind::ALL[reader.size() - 1],
        ..Relation::default()
    };
    let targets = reader.list();
    relation.targets = all(reader, targets, target);
    relation.inverse = reader.text();
    if !relation.inverse.is_empty() {
        relation.inverse_mark = reader.mark();
    }
    relation.key = list(reader);
    if !relation.key.is_empty() {
        relation.key_mark = reader.mark();
    }
    let mut last = 0;
    while let Some((tag, end)) = reader.part(end, &mut last) {
        match tag {
            1 => relation.file = reader.text_up_to(end),
            2 => {
                relation.references_mark = reader.mark();
                relation.references = texts(reader, end);
            }
            3 => relation.tag = reader.text_up_to(end),
            4 => relation.through = Some(target(reader)),
            5 => {
                relation.via_mark = reader.mark();
                relation.via = Some([reader.text(), reader.text()]);
            }
            6 => relation.on_delete = Some(OnDelete::ALL[reader.size() - 1]),
            7 => relation.allows = all(reader, end, Allow::read),
            _ => reader.skip(end),
        }
    }
    relation
}

#[test]
fn what_is_written_is_read() {
    let all = everything();
    let bytes = all.to_bytes();
    let read = read(&bytes).unwrap();
    assert_eq!(format!("{read:#?}"), format!("{all:#?}"));
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
    for relation in &record.relations {
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
    let head = Head::read(&mut Reader::new(&NOTE.record));
    assert_eq!((head.mark, head.flags), (at(63, 64), flag::UNREAD));
    assert_eq!((head.path, head.file), ("a::B", FACTS.file));
    // Three answers, and no question.
    assert!(read(&NOTE.record).is_none());
}
