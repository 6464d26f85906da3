//! What makes two records the same model, where each was compiled in another folder.

use super::read::ModelRecord;
use super::reader::Reader;

/// What a record says wherever its package was compiled: all but the path of its file. Only a package and a version
/// make it the same model.
#[derive(PartialEq, Eq, Hash)]
pub(crate) struct Identity<'a> {
    path: &'a str,
    rest: &'a [u8],
}

impl<'a> Identity<'a> {
    /// That of a record that was read whole before.
    pub(crate) fn of(bytes: &'a [u8]) -> Option<Self> {
        let record = ModelRecord::open(bytes)?;
        let is_known = !record.package.is_empty() && !record.version.is_empty();
        let mut reader = Reader(bytes);
        reader.text_bytes()?; // the path
        reader.text_bytes()?; // the file
        // How much padding there is depends on the file too.
        let end = reader.0.iter().rposition(|byte| *byte != 0);
        is_known.then_some(Identity {
            path: record.path,
            rest: &reader.0[..end.map_or(0, |at| at + 1)],
        })
    }
}
