//! What could not be read, or is not certain.

use super::Models;
use super::choose::Chosen;
use crate::Place;
use crate::declared;
use crate::source::files::{Content, Files};
use crate::source::modules::{TOO_OFTEN, Tree};
use crate::source::outline::Mistake;
use crate::source::packages::shown;
use crate::source::unreadable::Fault;

/// A file that could not be read or parsed, or a mistake in an attribute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    place: Place,
    message: String,
}

impl Unread {
    fn new(file: &str, mistake: &Mistake) -> Self {
        Unread {
            place: Place::new(file, mistake.at.0, mistake.at.1),
            message: mistake.message.clone(),
        }
    }

    /// Returns the place of the mistake, or else of the file.
    pub fn place(&self) -> &Place {
        &self.place
    }

    /// Returns why it was not read.
    pub fn message(&self) -> &str {
        &self.message
    }
}

/// A table that several structs read, none of which is certainly its model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undecided {
    pub(super) place: Place,
    pub(super) table: String,
    pub(super) structs: usize,
}

impl Undecided {
    /// Returns the place of the first struct.
    pub fn place(&self) -> &Place {
        &self.place
    }

    /// Returns the name of the table.
    pub fn table(&self) -> &str {
        &self.table
    }

    /// Returns the number of structs of the table.
    pub fn structs(&self) -> usize {
        self.structs
    }
}

impl Models {
    /// Returns all that hides models.
    pub(crate) fn declared_unread(&self) -> Vec<declared::Unread> {
        let files = self.unread.iter().map(|it| declared::Unread::File {
            place: it.place.clone(),
            message: it.message.clone(),
        });
        let tables = self.undecided.iter().map(|it| declared::Unread::Table {
            place: it.place.clone(),
            table: it.table.clone(),
        });
        files.chain(tables).collect()
    }
}

/// Returns the packages that were left out, because their manifests cannot be read.
pub(super) fn packages(skipped: &[Fault]) -> impl Iterator<Item = Unread> {
    skipped.iter().map(|fault| {
        let (place, message) = fault.place_and_message();
        Unread { place, message }
    })
}

/// Returns the files that could not be read, and the mistakes in what was read.
pub(super) fn unread(files: &Files, tree: &Tree, chosen: &Chosen<'_>) -> Vec<Unread> {
    let mut unread = Vec::new();
    for (path, content) in files.all() {
        let file = shown(&tree.workspace, path);
        match content {
            Content::Mistake(mistake) => unread.push(Unread::new(&file, mistake)),
            Content::Unreadable(error) => unread.push(Unread {
                place: Place::new(&file, 1, 1),
                message: error.clone(),
            }),
            Content::Outline(_) if tree.cut.contains(&file) => unread.push(Unread {
                place: Place::new(&file, 1, 1),
                message: TOO_OFTEN.to_owned(),
            }),
            Content::Outline(outline) => {
                unread.extend(outline.mistakes.iter().map(|it| Unread::new(&file, it)));
            }
            Content::Irrelevant => {}
        }
    }
    for candidate in chosen.models.iter().chain(&chosen.parts) {
        let file = &tree.parts[candidate.part].shown;
        let mistakes = candidate.declaration.mistakes.iter();
        unread.extend(mistakes.map(|it| Unread::new(file, it)));
    }
    unread
}
