//! Entries that no derive wrote, of facts that are stated by hand.
//!
//! In: facts. Out: entries that no channel delivers.

use relata::__private::{BARE, Facts};

/// The entry of a record of these facts, and the types next to it if there are some.
macro_rules! hand_made {
    ($facts:expr) => {
        hand_made!($facts, relata::__private::Entry::UNTYPED, &[])
    };
    ($facts:expr, $own:expr, $types:expr) => {{
        use relata::__private::{Entry, Facts, Note, note, size};
        const FACTS: &Facts<'_> = &$facts;
        static NOTE: Note<{ size(FACTS) }, 0, 0> = note(FACTS, []);
        static ENTRY: Entry = Entry::new(&NOTE.record, $own, $types);
        &ENTRY
    }};
}
pub(crate) use hand_made;

/// What is all path: a link, or a model without a field or relation.
pub(crate) const fn bare(
    path: &'static str,
    targets: &'static [&'static str],
    (file, line, column): (&'static str, u32, u32),
    flags: u32,
) -> Facts<'static> {
    Facts {
        path,
        file,
        at: [line, column],
        seen: [line, column],
        flags,
        optional: &[],
        targets,
        rest: BARE,
    }
}
