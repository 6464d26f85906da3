//! What makes two records the same model, where each was compiled in another folder.

use super::reader::Reader;

/// What a record says wherever its package was compiled: all but the path of its file. Only a package and a version
/// make it the same model.
#[derive(PartialEq, Eq, Hash)]
pub(crate) struct Identity<'a> {
    names: [&'a str; 4],
    rest: &'a [u8],
}

impl<'a> Identity<'a> {
    /// That of a record that was read whole before.
    pub(crate) fn of(bytes: &'a [u8]) -> Option<Self> {
        let mut reader = Reader(bytes);
        let mut names = [""; 4]; // path, type name, package, version
        for name in &mut names {
            *name = reader.text()?;
        }
        let _file: &str = reader.text()?;
        let is_known = !names[2].is_empty() && !names[3].is_empty();
        // How much padding there is depends on the file too.
        let end = reader.0.iter().rposition(|byte| *byte != 0);
        is_known.then_some(Identity {
            names,
            rest: &reader.0[..end.map_or(0, |at| at + 1)],
        })
    }
}
