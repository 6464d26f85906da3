//! A list of texts in a record, read as it is gone through.

use super::reader::Reader;

/// A list of texts.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct List<'a> {
    len: usize,
    bytes: &'a [u8],
}

impl<'a> List<'a> {
    pub(super) fn new(len: usize, bytes: &'a [u8]) -> Self {
        List { len, bytes }
    }

    pub(crate) fn is_empty(self) -> bool {
        self.len == 0
    }

    pub(super) fn len(self) -> usize {
        self.len
    }

    /// The bytes of its text, if it has only one.
    pub(crate) fn only(self) -> Option<&'a [u8]> {
        if self.len == 1 {
            Reader(self.bytes).text_bytes()
        } else {
            None
        }
    }
}

impl<'a> IntoIterator for List<'a> {
    type Item = &'a str;
    type IntoIter = ListIter<'a>;

    fn into_iter(self) -> ListIter<'a> {
        ListIter(Reader(self.bytes))
    }
}

impl PartialEq for List<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.bytes == other.bytes
    }
}

/// The texts of a [`List`].
pub(crate) struct ListIter<'a>(Reader<'a>);

impl<'a> Iterator for ListIter<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        self.0.text()
    }
}
