//! Findings in JSON, as `cargo relata check --message-format json` prints them in `relata-check/1`.
//!
//! Later versions may add members. All members are always present; none is removed or changes its meaning.

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use super::finding::Finding;
use super::note::Note;
use super::report::{Findings, Report};
use super::subject::Subject;
use crate::place::Place;

/// A list of findings.
impl Serialize for Findings {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(self)
    }
}

/// A list of findings.
impl Serialize for Report {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        self.findings().serialize(to)
    }
}

/// The members of a finding of [`relata-check/1`] but `found_in`.
///
/// ```rust,standalone_crate
/// # use relata::Model;
/// #[derive(Model)]
/// #[relata(refers_to(author: "Auther"))]
/// struct Post;
///
/// #[derive(Model)]
/// struct Author;
///
/// let report = relata::init().unwrap_err();
/// let finding = serde_json::to_value(report.findings().iter().next())?;
/// assert_eq!(finding["rule"], "missing_target");
/// assert_eq!(finding["level"], "error");
/// assert_eq!(finding["subject"], "Post.author");
/// assert_eq!(finding["help"], "write `Author`");
/// # Ok::<(), serde_json::Error>(())
/// ```
///
/// [`relata-check/1`]: https://github.com/relata-rs/relata/blob/HEAD/cargo-relata/docs/formats.md
impl Serialize for Finding {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let other = self.other().filter(|it| !it.to_string().is_empty());
        #[cfg(feature = "schema")]
        let databases = self.databases();
        // Without a schema there is nothing to compare with.
        #[cfg(not(feature = "schema"))]
        let databases: [&str; 0] = [];
        let mut finding = to.serialize_struct("Finding", 9)?;
        finding.serialize_field("rule", self.rule().name())?;
        finding.serialize_field("level", self.severity())?;
        finding.serialize_field("headline", self.headline())?;
        finding.serialize_field("subject", self.subject())?;
        finding.serialize_field("other", &other)?;
        finding.serialize_field("place", &self.place())?;
        finding.serialize_field("notes", self.notes())?;
        finding.serialize_field("help", &self.help())?;
        finding.serialize_field("in_databases", &databases)?;
        finding.end()
    }
}

/// An object with `text`, and `place` or `null`.
impl Serialize for Note {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut note = to.serialize_struct("Note", 2)?;
        note.serialize_field("text", self.text())?;
        note.serialize_field("place", &self.place())?;
        note.end()
    }
}

/// The text that reports print.
impl Serialize for Subject {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

/// An object with `file`, `line` and `column`. The separator in the file is `/` on every platform.
impl Serialize for Place {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut place = to.serialize_struct("Place", 3)?;
        place.serialize_field("file", &self.file().replace('\\', "/"))?;
        place.serialize_field("line", &self.line())?;
        place.serialize_field("column", &self.column())?;
        place.end()
    }
}
