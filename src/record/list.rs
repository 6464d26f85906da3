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

    pub(super) fn len(self) -> usize {
        self.len
    }
}

impl<'a> IntoIterator for List<'a> {
    type Item = &'a str;
    type IntoIter = ListIter<'a>;

    fn into_iter(self) -> ListIter<'a> {
        ListIter(Reader(self.bytes))
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
