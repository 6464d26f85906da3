//! The paths that stand at the head of a record, which its relations name by number.
//!
//! In: the head of a record, and numbers. Out: paths, or `None` where there is none of that number.

use super::list::List;

use relata_record::write::{LONGEST_PATH as LONGEST, MOST_PATHS as MOST};

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

    pub(super) fn are_short(self) -> bool {
        self.listed.into_iter().all(|path| path.len() <= LONGEST)
    }

    /// Whether there is one of this number.
    pub(super) fn has(self, number: usize) -> bool {
        number <= self.listed.len()
    }

    /// The path of this number.
    pub(super) fn get(self, number: usize) -> Option<&'a str> {
        self.iter().nth(number)
    }

    /// All in the order of their numbers, for who asks for many.
    pub(super) fn all(self) -> Vec<&'a str> {
        self.iter().collect()
    }

    fn iter(self) -> impl Iterator<Item = &'a str> {
        std::iter::once(self.own).chain(self.listed)
    }
}
