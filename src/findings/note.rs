//! A fact about a finding.

use crate::place::Place;

/// A fact about a finding, with its own place if it has one.
///
/// ```rust,standalone_crate
/// # use relata::Model;
/// #[derive(Model)]
/// #[relata(belongs_to(author: "Auther"))]
/// struct Post {
///     id: i64,
///     author_id: i64,
/// }
/// # #[derive(Model)]
/// # struct Author { id: i64 }
///
/// let report = relata::init().unwrap_err();
/// let finding = report.findings().iter().next().unwrap();
/// let note = &finding.notes()[0];
/// assert!(note.text().starts_with("a model with a similar name exists: "));
/// assert!(note.place().is_some());
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    pub(super) text: String,
    pub(super) place: Option<Place>,
}

impl Note {
    /// The fact, in one line.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The place of the fact.
    pub fn place(&self) -> Option<&Place> {
        self.place.as_ref()
    }
}
