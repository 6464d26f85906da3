//! Reading and writing the text of a document. Whatever does not fit is an error that names its line and column.

use serde::de::{self, Deserializer, SeqAccess, Unexpected, Visitor};
use serde::{Deserialize, Serialize, Serializer};
use std::fmt;
use std::str::FromStr;

use super::{Allow, At, Document, Field, Model, Relation, Targets};
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
        let text = error.to_string();
        let message = text
            .strip_suffix(&format!(" at line {line} column {column}"))
            .unwrap_or(&text);
        // A text may quote what it is about, which may be anything.
        DocumentError {
            message: crate::wording::one_line(message.to_owned()),
            line,
            column,
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

/// A model before it is known to hold together.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawModel {
    path: String,
    name: Option<String>,
    package: Option<String>,
    version: Option<String>,
    table: Option<String>,
    #[serde(rename = "abstract", default)]
    is_abstract: bool,
    #[serde(default)]
    external: bool,
    at: Option<At>,
    #[serde(default)]
    key: Vec<String>,
    #[serde(default)]
    unique: Vec<Vec<String>>,
    #[serde(default)]
    allow: Vec<Allow>,
    fields: Option<Vec<Field>>,
    #[serde(default)]
    relations: Vec<Relation>,
}

impl TryFrom<RawModel> for Model {
    type Error = String;

    fn try_from(raw: RawModel) -> Result<Self, String> {
        if raw.path.split("::").any(str::is_empty) {
            return Err(format!(
                "`{}` is no path; a model's is `krate::module::Name`",
                raw.path
            ));
        }
        let twice = |names: &[&str]| {
            let mut names = names.to_vec();
            names.sort_unstable();
            names
                .windows(2)
                .find(|pair| pair[0] == pair[1])
                .map(|pair| pair[0].to_owned())
        };
        let relations: Vec<_> = raw
            .relations
            .iter()
            .map(|relation| relation.name.as_str())
            .collect();
        if let Some(name) = twice(&relations) {
            return Err(format!("`{}` has two relations `{name}`", raw.path));
        }
        let fields: Vec<_> = raw
            .fields
            .iter()
            .flatten()
            .map(|field| field.name.as_str())
            .collect();
        if let Some(name) = twice(&fields) {
            return Err(format!("`{}` has two fields `{name}`", raw.path));
        }
        // A name stands in place of the path's last segment wherever the model is looked up.
        let path = match (&raw.name, crate::name::qualifier(&raw.path)) {
            (Some(name), _) if name.is_empty() || name.contains("::") => {
                return Err(format!(
                    "`{name}` is no name; a model's is a single segment"
                ));
            }
            (Some(name), Some(qualifier)) => format!("{qualifier}::{name}"),
            (Some(name), None) => name.clone(),
            (None, _) => raw.path,
        };
        Ok(Model {
            path,
            name: raw.name,
            package: raw.package,
            version: raw.version,
            table: raw.table,
            is_abstract: raw.is_abstract,
            external: raw.external,
            at: raw.at,
            key: raw.key,
            unique: raw.unique,
            allow: raw.allow,
            fields: raw.fields,
            relations: raw.relations,
        })
    }
}

/// A text that says something.
pub(super) fn not_empty<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let text = String::deserialize(deserializer)?;
    if text.is_empty() {
        return Err(de::Error::invalid_value(
            Unexpected::Str(""),
            &"a text that is not empty",
        ));
    }
    Ok(text)
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
                    if name
                        .split("::")
                        .skip(usize::from(name.starts_with("::")))
                        .any(str::is_empty)
                    {
                        return Err(de::Error::custom(format_args!(
                            "`{name}` is no name of a target"
                        )));
                    }
                    names.push(name);
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

macro_rules! by_name {
    ($ty:ident: $($variant:ident),*) => {
        impl Serialize for $ty {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.name())
            }
        }

        impl<'de> Deserialize<'de> for $ty {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                const ALL: &[$ty] = &[$($ty::$variant),*];
                const NAMES: &[&str] = &[$($ty::$variant.name()),*];
                let name = String::deserialize(deserializer)?;
                let found = ALL.iter().copied().find(|known| known.name() == name);
                found.ok_or_else(|| de::Error::unknown_variant(&name, NAMES))
            }
        }
    };
}

by_name!(Kind: BelongsTo, HasOne, HasMany, ManyToMany, RefersTo);
by_name!(OnDelete: Cascade, Restrict, SetNull, SetDefault, NoAction);
