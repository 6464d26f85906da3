//! The bytes that the compiler writes. relata's tests of records check that a record contains all facts.

use relata_record::facts::{Facts, Note, note, record, size};
use relata_record::{Head, Mark, Reader, flag};

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
    static NOTE: Note<{ size(FACTS) }, 0, 0> = note(FACTS, []);
    assert_eq!(NOTE.record, *record(FACTS));
    let head = Head::read(&mut Reader::new(&NOTE.record));
    assert_eq!(
        (head.mark, head.flags),
        (
            Mark {
                line: 63,
                column: 64
            },
            flag::UNREAD
        )
    );
    assert_eq!((head.path, head.file), ("a::B", FACTS.file));
}
