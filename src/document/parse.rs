//! Reading and writing the text of a document. Whatever does not fit is an error that names its line and column.

use serde::de::{self, Deserializer, SeqAccess, Unexpected, Visitor};
use serde::{Deserialize, Serialize, Serializer};
use std::fmt::{self, Display};
use std::str::FromStr;

use super::{At, Document, Field, Model, Relation, Targets};
use crate::{Kind, OnDelete};

/// Why a text is not a document, and where in it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}, column {column}: {message}")]
pub struct DocumentError {
    message: String,
    line: usize,
    column: usize,
}

impl DocumentError {
    /// What is wrong.
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
        // Where nothing was read, what is wrong stands at the first.
        let text = error.to_string();
        let message = text
            .strip_suffix(&format!(" at line {line} column {column}"))
            .unwrap_or(&text);
        // A text may quote what it is about, which may be anything.
        DocumentError {
            message: crate::findings::wording::one_line(message.to_owned()),
            line: line.max(1),
            column: column.max(1),
        }
    }
}

impl Document {
    /// Reads a document.
    ///
    /// # Errors
    ///
    /// The text is no JSON, its format is another or a later one, a member is unknown or does not fit. The error names
    /// the line and column.
    pub fn parse(text: &str) -> Result<Self, DocumentError> {
        Ok(serde_json::from_str(text)?)
    }

    pub(crate) fn of_models(models: Vec<Model>) -> Self {
        Document {
            format: Format,
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
    /// Never: what a document holds can be written.
    pub fn to_json(&self) -> String {
        serde_json::to_string_pretty(self)
            .expect("a document can be written; this is a bug in relata")
            + "\n"
    }
}

impl FromStr for Document {
    type Err = DocumentError;

    fn from_str(text: &str) -> Result<Self, DocumentError> {
        Document::parse(text)
    }
}

/// The format, and the highest minor number of it that this version reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Format;

impl Serialize for Format {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str("relata/1")
    }
}

impl<'de> Deserialize<'de> for Format {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let format = String::deserialize(deserializer)?;
        match format.as_str() {
            "relata/1" | "relata/1.0" => Ok(Format),
            later if later.starts_with("relata/") => Err(de::Error::custom(format_args!(
                "the format is `{later}`, and this version of relata reads `relata/1`"
            ))),
            other => Err(de::Error::custom(format_args!(
                "the format is `{other}`, and a document's is `relata/1`"
            ))),
        }
    }
}

impl Document {
    pub(super) fn sorted(mut self) -> Self {
        self.models.sort_by_cached_key(Model::full_path);
        self
    }
}

impl Model {
    /// What its members say of each other.
    pub(super) fn checked(self) -> Result<Self, String> {
        let path = &self.path;
        if self.external {
            let says_more = [
                ("table", self.table.is_some()),
                ("abstract", self.is_abstract),
                ("key", !self.key.is_empty()),
                ("unique", !self.unique.is_empty()),
                ("allow", !self.allow.is_empty()),
                ("fields", self.fields.is_some()),
                ("relations", !self.relations.is_empty()),
            ];
            if let Some((member, _)) = says_more.iter().find(|(_, says)| *says) {
                let message = "is external, so nothing but its path is known, and it has no";
                return Err(format!("`{path}` {message} `{member}`"));
            }
        }
        if let Some(fields) = &self.fields {
            let is_field = |name: &&String| fields.iter().any(|field| field.name == **name);
            for (member, mut names) in [
                ("key", self.key.iter().collect::<Vec<_>>()),
                ("unique", self.unique.iter().flatten().collect()),
            ] {
                names.retain(|name| !is_field(name));
                if let Some(name) = names.first() {
                    return Err(format!(
                        "`{path}` has no field `{name}`, which `{member}` names"
                    ));
                }
            }
        }
        Ok(self)
    }
}

impl Field {
    /// A type that is written as an `Option` says that the field may be null.
    pub(super) fn or_optional_by_type(mut self) -> Self {
        self.optional |= self.ty.starts_with("Option<") && self.ty.ends_with('>');
        self
    }
}

impl Relation {
    pub(super) fn checked(self) -> Result<Self, String> {
        if self.via.is_some() && self.through.is_none() {
            let message = "says `via`, which names relations of a `through` that it lacks";
            return Err(format!("relation `{}` {message}", self.name));
        }
        Ok(self)
    }
}

/// Whether a text is names with `::` between.
fn is_path(text: &str) -> bool {
    !text.split("::").any(str::is_empty)
}

pub(super) fn path<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let path = String::deserialize(deserializer)?;
    if is_path(&path) {
        return Ok(path);
    }
    let message = "is no path; a model's is `krate::module::Name`";
    Err(de::Error::custom(format_args!("`{path}` {message}")))
}

pub(super) fn model_name<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<String>, D::Error> {
    let name = Option::<String>::deserialize(deserializer)?;
    match name {
        Some(name) if name.is_empty() || name.contains("::") => {
            let message = "is no name; a model's is a single segment";
            Err(de::Error::custom(format_args!("`{name}` {message}")))
        }
        name => Ok(name),
    }
}

/// Whether a text can be looked up as a model.
fn target(name: String) -> Result<String, String> {
    if is_path(name.strip_prefix("::").unwrap_or(&name)) {
        Ok(name)
    } else {
        Err(format!("`{name}` is no name of a target"))
    }
}

pub(super) fn through<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<String>, D::Error> {
    let name = Option::<String>::deserialize(deserializer)?;
    name.map(target).transpose().map_err(de::Error::custom)
}

impl Serialize for Targets {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Targets::Any => serializer.serialize_str("any"),
            Targets::Names(names) => names.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Targets {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Expected;

        impl<'de> Visitor<'de> for Expected {
            type Value = Targets;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list of one target or more, or \"any\"")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Targets, E> {
                if text == "any" {
                    Ok(Targets::Any)
                } else {
                    Err(E::invalid_value(Unexpected::Str(text), &self))
                }
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Targets, A::Error> {
                let mut names = Vec::new();
                while let Some(name) = seq.next_element::<String>()? {
                    names.push(target(name).map_err(de::Error::custom)?);
                }
                if names.is_empty() {
                    return Err(de::Error::invalid_length(0, &self));
                }
                Ok(Targets::Names(names))
            }
        }

        deserializer.deserialize_any(Expected)
    }
}

impl Serialize for At {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("{}:{}:{}", self.file, self.line, self.column))
    }
}

impl<'de> Deserialize<'de> for At {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let parts = || {
            let (rest, column) = text.rsplit_once(':')?;
            let (file, line) = rest.rsplit_once(':')?;
            let at = At {
                file: file.to_owned(),
                line: line.parse().ok()?,
                column: column.parse().ok()?,
            };
            (!file.is_empty() && at.line > 0 && at.column > 0).then_some(at)
        };
        parts().ok_or_else(|| {
            de::Error::custom(format_args!(
                "`{text}` is no place; one is `file:line:column`"
            ))
        })
    }
}

pub(super) fn kind<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Kind, D::Error> {
    let name = String::deserialize(deserializer)?;
    Kind::from_name(&name).ok_or_else(|| de::Error::unknown_variant(&name, Kind::NAMES))
}

pub(super) fn on_delete<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<OnDelete>, D::Error> {
    let known = |name: String| {
        OnDelete::from_name(&name).ok_or_else(|| de::Error::unknown_variant(&name, OnDelete::NAMES))
    };
    let name = Option::<String>::deserialize(deserializer)?;
    name.map(known).transpose()
}

pub(super) fn name<S: Serializer>(named: &impl Display, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(named)
}

#[expect(clippy::ref_option, reason = "serde passes it so")]
pub(super) fn some_name<S: Serializer>(
    named: &Option<impl Display>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    match named {
        Some(named) => name(named, serializer),
        None => serializer.serialize_none(),
    }
}
