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

mod decode;
mod difference;
mod lists;
mod object;
mod of_registry;
mod parse;

pub use difference::{Change, Difference};
pub(crate) use object::as_object;
pub use parse::DocumentError;

/// One document: the models of one program, or of a part of one, by path.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, remote = "Self")]
pub struct Document {
    format: parse::Format,
    models: Vec<Model>,
}

/// A model as a document spells it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, remote = "Self")]
pub(crate) struct Model {
    /// Of the type.
    #[serde(deserialize_with = "parse::path")]
    pub(crate) path: String,
    /// What stands in place of the path's last segment wherever the model is looked up.
    #[serde(default, deserialize_with = "parse::model_name")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) name: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) package: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) version: Option<String>,
    #[serde(default, deserialize_with = "lists::some_text")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) table: Option<String>,
    #[serde(rename = "abstract", default, skip_serializing_if = "is_false")]
    pub(crate) is_abstract: bool,
    #[serde(default, skip_serializing_if = "is_false")]
    pub(crate) external: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) at: Option<At>,
    #[serde(default, deserialize_with = "lists::names")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) key: Vec<String>,
    #[serde(default, deserialize_with = "lists::lists")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) unique: Vec<Vec<String>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) allow: Vec<Allow>,
    #[serde(default, deserialize_with = "lists::fields")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) fields: Option<Vec<Field>>,
    #[serde(default, deserialize_with = "lists::relations")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) relations: Vec<Relation>,
}

/// A field as a document spells it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, remote = "Self")]
pub(crate) struct Field {
    #[serde(deserialize_with = "lists::not_empty")]
    pub(crate) name: String,
    #[serde(rename = "type", default, skip_serializing_if = "String::is_empty")]
    pub(crate) ty: String,
    #[serde(rename = "as", default, deserialize_with = "lists::some_text")]
    #[serde(skip_serializing_if = "Option::is_none")]
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
#[serde(deny_unknown_fields, remote = "Self")]
pub(crate) struct Relation {
    #[serde(deserialize_with = "lists::not_empty")]
    pub(crate) name: String,
    #[serde(serialize_with = "parse::name", deserialize_with = "parse::kind")]
    pub(crate) kind: crate::Kind,
    pub(crate) targets: Targets,
    #[serde(default, deserialize_with = "lists::some_text")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) inverse: Option<String>,
    #[serde(default, deserialize_with = "lists::names")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) key: Vec<String>,
    #[serde(default, deserialize_with = "lists::names")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) references: Vec<String>,
    #[serde(default, deserialize_with = "lists::some_text")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) tag: Option<String>,
    #[serde(default, deserialize_with = "parse::through")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) through: Option<String>,
    #[serde(default, deserialize_with = "lists::via")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) via: Option<[String; 2]>,
    #[serde(
        default,
        deserialize_with = "parse::on_delete",
        serialize_with = "parse::some_name"
    )]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) on_delete: Option<crate::OnDelete>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) allow: Vec<Allow>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) at: Option<At>,
}

/// A rule that does not count here, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, remote = "Self")]
pub(crate) struct Allow {
    #[serde(deserialize_with = "lists::not_empty")]
    pub(crate) rule: String,
    #[serde(deserialize_with = "lists::not_empty")]
    pub(crate) reason: String,
}

as_object!(
    Document,
    "a document, which is an object with `format` and `models`",
    |read: Document| Ok::<_, String>(read.sorted())
);
as_object!(
    Model,
    "a model, which is an object with a `path`",
    Model::checked
);
as_object!(
    Field,
    "a field, which is an object with a `name`",
    |read: Field| Ok::<_, String>(read.or_optional_by_type())
);
as_object!(
    Relation,
    "a relation, which is an object with `name`, `kind` and `targets`",
    Relation::checked
);
as_object!(
    Allow,
    "an allow, which is an object with `rule` and `reason`"
);

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
    /// The path by which it is looked up.
    pub(crate) fn full_path(&self) -> String {
        match (&self.name, crate::name::qualifier(&self.path)) {
            (Some(_), Some(qualifier)) if self.is_called_by_module() => qualifier.to_owned(),
            (Some(name), Some(qualifier)) => format!("{qualifier}::{name}"),
            (Some(name), None) => name.clone(),
            (None, _) => self.path.clone(),
        }
    }

    /// Whether it is called `Model` and has the name of the module it is in, which then is its path.
    pub(crate) fn is_called_by_module(&self) -> bool {
        let qualifier = crate::name::qualifier(&self.path);
        qualifier.is_some_and(|module| {
            let is_root = crate::name::qualifier(module).is_none();
            !is_root
                && crate::name::last_segment(&self.path) == "Model"
                && self.name.as_deref() == Some(crate::name::last_segment(module))
        })
    }

    /// What the type is called, if not as the model is.
    pub(crate) fn type_name(&self) -> &str {
        let name = crate::name::last_segment(&self.path);
        let is_same = self.name.as_ref().is_none_or(|it| it == name);
        if is_same && !self.is_called_by_module() {
            ""
        } else {
            name
        }
    }

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
