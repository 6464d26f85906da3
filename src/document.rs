//! The models of a program as JSON: for review, for other tools, and to check several services together.
//!
//! ```
//! use relata::document::Document;
//!
//! let document = Document::parse(
//!     r#"{ "format": "relata/1", "models": [ {
//!         "path": "billing::Invoice",
//!         "relations": [ { "name": "customer", "kind": "belongs_to", "targets": ["Customer"] } ]
//!     } ] }"#,
//! )?;
//! let report = relata::options().init_documents(&[document]).unwrap_err();
//! assert_eq!(report.findings().iter().next().unwrap().rule(), relata::Rule::MissingTarget);
//! # Ok::<(), relata::document::DocumentError>(())
//! ```
//!
//! The format is `relata/1`, or `relata/1.1` with a relation that is `filtered` (it points at only some of the rows), or a field
//! with a list of several types in `as` or with a `column` of another name. What an ORM declares about columns is in `relata/1.1` too,
//! for a check with a schema: a model that is `write_only` (no rows are read into it), and a field that is `computed` (it has no
//! column), `embedded` (it holds a struct with other columns), `converted` (its column has another type), `defaulted` (rows are
//! read without its column) or `maybe_optional` (it is not known whether its type is an `Option`). A version of relata reads every
//! minor number up to its own.
//!
//! Only `format`, a model's `path` and a relation's `name`, `kind` and `targets` are required. An absent member is
//! unknown, and unknown facts are not reported. An `external` model represents a model that is defined elsewhere; the
//! model itself replaces it if both are present. Types are compared by their spelling, and only where that is certain: types of
//! the language such as `i64` and of well-known crates such as `Uuid`, and what another type counts as by `as`, if it is next to a
//! type of the language. For an alias, `as` also lists the type of the language that it names.
//!
//! Defaults are those of the derive: a model without `key` has the primary key `id`, and a `belongs_to` without `key` has
//! the key `NAME_id`, if the model has such a field. If the key is unknown, write `"key": []`. A field without `optional` is
//! required, unless its `type` is written as `Option<…>`.

use std::str::FromStr;

use serde::de::{self, Deserializer};
use serde::{Deserialize, Serialize};

mod allow;
pub(crate) mod at;
mod difference;
mod field;
mod model;
mod of_registry;
pub(crate) mod read;
pub(crate) mod relation;
mod texts;

use crate::findings::wording::one_line;
pub use difference::{Change, Difference};
pub(crate) use model::Model;
use read::{Item, LONGEST_MESSAGE, LONGEST_NAME, shortened};

/// A document: the models of a program, or of a part of a program, by path.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Document {
    format: &'static str,
    models: Vec<Model>,
}

/// The format, without a minor number.
const FORMAT: &str = "relata/1";
/// The format with the latest minor number, of a document that uses what was added by then: `filtered`, `column`, a list
/// in `as`, and what an ORM declares about columns.
const LATEST: &str = "relata/1.1";

impl Document {
    /// Reads a document.
    ///
    /// # Errors
    ///
    /// Returns an error with a line and column if the text is not JSON, has another or a later format, or has a member that
    /// is unknown or invalid.
    pub fn parse(text: &str) -> Result<Self, DocumentError> {
        Ok(serde_json::from_str(text)?)
    }

    pub(crate) fn of_models(models: Vec<Model>) -> Self {
        let is_latest = models.iter().any(Model::has_additions);
        Document {
            format: if is_latest { LATEST } else { FORMAT },
            models,
        }
    }

    pub(crate) fn models(&self) -> &[Model] {
        &self.models
    }

    /// The document as indented JSON, ending with a line feed. Models are sorted by path.
    ///
    /// ```
    /// # use relata::document::Document;
    /// let text = "{\n  \"format\": \"relata/1\",\n  \"models\": []\n}\n";
    /// assert_eq!(Document::parse(text)?.to_json(), text);
    /// # Ok::<(), relata::document::DocumentError>(())
    /// ```
    ///
    /// # Panics
    ///
    /// Never: every document can be written.
    pub fn to_json(&self) -> String {
        let json = serde_json::to_string_pretty(self);
        json.expect("a document can be written; this is a bug in relata") + "\n"
    }
}

impl FromStr for Document {
    type Err = DocumentError;

    fn from_str(text: &str) -> Result<Self, DocumentError> {
        Document::parse(text)
    }
}

impl<'de> Deserialize<'de> for Document {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let Unsorted { mut models, .. } = read::object(from)?;
        models.sort_by_cached_key(Model::full_path);
        Ok(Document::of_models(models))
    }
}

/// A document as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Unsorted {
    #[serde(rename = "format", deserialize_with = "format")]
    _format: (),
    #[serde(deserialize_with = "read::list")]
    models: Vec<Model>,
}

impl Item for Unsorted {
    const ONE: &'static str = "a document, which is an object with `format` and `models`";
}

fn format<'de, D: Deserializer<'de>>(from: D) -> Result<(), D::Error> {
    let format = String::deserialize(from)?;
    let message = match format.as_str() {
        FORMAT | "relata/1.0" | LATEST => return Ok(()),
        later if later.starts_with("relata/") => {
            format!("this version of relata reads `{FORMAT}` to `{LATEST}`")
        }
        _ => format!("the format of a document is `{FORMAT}`"),
    };
    let format = shortened(&format, LONGEST_NAME);
    let message = format!("the format is `{format}`, but {message}");
    Err(de::Error::custom(message))
}

/// The error of a text that is not a document, with its place.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}, column {column}: {message}")]
pub struct DocumentError {
    message: String,
    line: usize,
    column: usize,
}

impl DocumentError {
    /// The message.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// The line, from 1.
    pub fn line(&self) -> usize {
        self.line
    }

    /// The column, from 1, in bytes.
    pub fn column(&self) -> usize {
        self.column
    }
}

impl From<serde_json::Error> for DocumentError {
    fn from(error: serde_json::Error) -> Self {
        let (line, column) = (error.line(), error.column());
        let place = format!(" at line {line} column {column}");
        let text = error.to_string();
        let message = text.strip_suffix(&place).unwrap_or(&text);
        DocumentError {
            // The message may quote the document.
            message: one_line(shortened(message, LONGEST_MESSAGE)),
            // Both are 0 if nothing was read.
            line: line.max(1),
            column: column.max(1),
        }
    }
}
