//! What a program registers, as JSON: for review, for other tools, and for several services checked as one.
//!
//! In: text in the format `relata/1`, or a registry. Out: records, as if a derive had written them; or text. This
//! module must not know how models are resolved or judged.
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
//! Only `format`, a model's `path` and a relation's `name`, `kind` and `targets` are required. What is absent is
//! unknown, and unknown is not wrong. An `external` model stands for one that lives elsewhere; it gives way to the
//! model itself. Types are compared as they are written, and only where that is certain.

use serde::{Deserialize, Serialize};

mod of_registry;
mod parse;

pub use parse::DocumentError;

/// One document: the models of one program, or of a part of one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Document {
    format: parse::Format,
    models: Vec<Model>,
}

/// A model as a document spells it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, try_from = "parse::RawModel")]
pub(crate) struct Model {
    pub(crate) path: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) package: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) version: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) table: Option<String>,
    #[serde(rename = "abstract", skip_serializing_if = "is_false")]
    pub(crate) is_abstract: bool,
    #[serde(skip_serializing_if = "is_false")]
    pub(crate) external: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) at: Option<At>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) key: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) unique: Vec<Vec<String>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) allow: Vec<Allow>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) fields: Option<Vec<Field>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) relations: Vec<Relation>,
}

/// A field as a document spells it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Field {
    #[serde(deserialize_with = "parse::not_empty")]
    pub(crate) name: String,
    #[serde(rename = "type", default, skip_serializing_if = "String::is_empty")]
    pub(crate) ty: String,
    #[serde(rename = "as", default, skip_serializing_if = "Option::is_none")]
    pub(crate) as_ty: Option<String>,
    #[serde(default, skip_serializing_if = "is_false")]
    pub(crate) optional: bool,
    #[serde(default, skip_serializing_if = "is_false")]
    pub(crate) unique: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) at: Option<At>,
}

/// A relation as a document spells it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Relation {
    #[serde(deserialize_with = "parse::not_empty")]
    pub(crate) name: String,
    pub(crate) kind: crate::Kind,
    pub(crate) targets: Targets,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) inverse: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) key: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) references: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) tag: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) through: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) via: Option<[String; 2]>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) on_delete: Option<crate::OnDelete>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) allow: Vec<Allow>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) at: Option<At>,
}

/// A rule that does not count here, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Allow {
    #[serde(deserialize_with = "parse::not_empty")]
    pub(crate) rule: String,
    #[serde(deserialize_with = "parse::not_empty")]
    pub(crate) reason: String,
}

/// What a relation leads to: names, or `"any"`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Targets {
    Any,
    Names(Vec<String>),
}

impl Targets {
    pub(crate) fn names(&self) -> &[String] {
        match self {
            Targets::Any => &[],
            Targets::Names(names) => names,
        }
    }
}

/// A place: `file:line:column`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct At {
    pub(crate) file: String,
    pub(crate) line: u32,
    pub(crate) column: u32,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it so")]
fn is_false(set: &bool) -> bool {
    !set
}

impl Model {
    /// The primary key: what is written, or the field `id`, or nothing that is known.
    pub(crate) fn primary_key(&self) -> &[String] {
        let id = || {
            self.fields
                .iter()
                .flatten()
                .find(|field| field.name == "id")
        };
        match (&*self.key, id()) {
            ([], Some(id)) => std::slice::from_ref(&id.name),
            (key, _) => key,
        }
    }
}
