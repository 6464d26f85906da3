//! The paths that stand at the head of a record, which its relations name by number.
//!
//! In: the head of a record, and numbers. Out: paths, or `None` where there is none of that number.

use super::list::List;
use super::reader::Reader;

/// How many a record lists at most. Each is looked for from the first, which must not take long, whatever the bytes are.
pub(super) const MOST: usize = 4096;

/// The paths of a record: its own, and those that it lists.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Paths<'a> {
    own: &'a str,
    listed: List<'a>,
}

impl<'a> Paths<'a> {
    pub(super) fn new(own: &'a str, listed: List<'a>) -> Option<Self> {
        (listed.len() <= MOST).then_some(Paths { own, listed })
    }

    /// Those of a record that was read whole before.
    pub(super) fn of(bytes: &'a [u8]) -> Option<Self> {
        let mut reader = Reader(bytes);
        let own = reader.text()?;
        reader.text_bytes()?; // the file
        reader.mark()?;
        reader.number()?; // the flags
        reader.answers()?;
        Paths::new(own, reader.list_of_bytes()?)
    }

    /// The path of this number.
    pub(super) fn get(self, number: u32) -> Option<&'a str> {
        match number.checked_sub(1) {
            None => Some(self.own),
            Some(nth) => str::from_utf8(self.listed.nth(nth)?).ok(),
        }
    }

    /// The first that is listed.
    pub(super) fn first(self) -> &'a str {
        self.get(1).unwrap_or_default()
    }
}
