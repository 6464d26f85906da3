//! A record whose head is read, and nothing else yet.

use relata_record::facts::{ALIGNMENT, LONGEST_PATH, MOST_PATHS};
use relata_record::record::part;
use relata_record::{Head, Reader, flag};

use super::decode::Decoder;
use crate::model::{Tables, Text};

/// A record whose head is read, and the rest of it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Open<'a> {
    pub(crate) head: Head<'a>,
    rest: Reader<'a>,
}

/// The number of things in a record that a later version wrote; none if it is damaged.
pub(crate) fn check(record: &[u8]) -> Option<usize> {
    let mut tables = Tables::with_room(1, record.len());
    let reader = Open::new(record).read(own, &mut Vec::new(), &mut tables);
    let is_whole = record.len().is_multiple_of(ALIGNMENT) && !reader.is_damaged();
    is_whole.then_some(reader.skipped())
}

/// A text of a record that does not live as long as this program.
pub(crate) fn own(text: &str) -> Text {
    Text::Owned(text.to_owned())
}

impl<'a> Open<'a> {
    pub(crate) fn new(record: &'a [u8]) -> Self {
        let mut rest = Reader::new(record);
        let head = Head::read(&mut rest);
        Open { head, rest }
    }

    /// Adds its model with everything that belongs to it. Returns the number of things that a later version wrote, or none if
    /// the record is damaged; then it added nothing. `keep` makes a text of a row; `paths` is memory for the listed paths.
    pub(crate) fn decode(
        &self,
        keep: impl Fn(&'a str) -> Text,
        paths: &mut Vec<&'a str>,
        tables: &mut Tables,
    ) -> Option<usize> {
        let (models, relations) = (tables.models.len(), tables.relations.len());
        let reader = self.read(keep, paths, tables);
        if reader.is_damaged() {
            tables.models.truncate(models);
            tables.relations.truncate(relations);
            return None;
        }
        Some(reader.skipped())
    }

    fn read(
        &self,
        keep: impl Fn(&'a str) -> Text,
        paths: &mut Vec<&'a str>,
        tables: &mut Tables,
    ) -> Reader<'a> {
        let mut reader = self.rest;
        let options = reader.text().bytes();
        paths.clear();
        for _ in 0..reader.size() {
            if reader.is_damaged() {
                break;
            }
            paths.push(reader.text());
        }
        // A link lists the module of the `link!`.
        let has_module = paths.first().is_some_and(|path| !path.is_empty());
        let has_types = paths.len() == 2 && paths.iter().all(|path| !path.is_empty());
        let is_sound = (has_module || !self.head.is(flag::LINK))
            && (has_types || !self.head.is(flag::KEY_TYPE))
            && paths.len() <= MOST_PATHS
            && paths.iter().all(|path| path.len() <= LONGEST_PATH);
        if !is_sound {
            reader.fail();
        }
        let decoder = Decoder {
            head: &self.head,
            reader,
            options,
            paths,
            keep,
            tables,
        };
        decoder.model()
    }

    /// The first two paths that it lists: of a link, the module of the `link!`; of a key type, the type and what it counts as. None
    /// if it is damaged.
    pub(crate) fn first_paths(&self) -> Option<[&'a str; 2]> {
        let mut reader = self.rest;
        reader.text();
        let count = reader.size();
        let paths = [0, 1].map(|nth| if nth < count { reader.text() } else { "" });
        (!reader.is_damaged()).then_some(paths)
    }

    /// What makes it the same model wherever its package was compiled: all but its file, if a package and a version are
    /// known.
    pub(crate) fn identity(&self, record: &'a [u8]) -> Option<(&'a str, &'a str)> {
        let mut behind_the_file = Reader::new(record);
        let (path, _) = (behind_the_file.text(), behind_the_file.text());
        let mut reader = self.rest;
        reader.text();
        for _ in 0..reader.size() {
            reader.text();
        }
        let (tag, names) = reader.part(reader.end(), &mut 0)?;
        let mut is_known = || reader.goes_on(names) && !reader.text().is_empty();
        let is_known = tag == part::NAMES && is_known() && is_known();
        // The padding depends on the file too.
        let rest = behind_the_file.text_up_to(behind_the_file.end());
        let rest = rest.trim_end_matches('\0');
        is_known.then_some((path, rest))
    }
}
