//! A fact about a finding.

use crate::place::Place;

/// A fact about a finding, with its own place if it has one.
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
