//! Models as plain data, as a `relata/1` document spells them, and nothing that the library has.

use std::fmt;

use serde::{Serialize, Serializer};

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Model {
    pub(crate) path: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) table: Option<String>,
    #[serde(rename = "abstract")]
    pub(crate) is_abstract: bool,
    pub(crate) external: bool,
    #[serde(skip_serializing_if = "At::is_unknown")]
    pub(crate) at: At,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) key: Vec<String>,
    pub(crate) unique: Vec<Vec<String>>,
    pub(crate) allow: Vec<Allow>,
    pub(crate) fields: Option<Vec<Field>>,
    pub(crate) relations: Vec<Relation>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Field {
    pub(crate) name: String,
    #[serde(rename = "type")]
    pub(crate) ty: String,
    #[serde(rename = "as", skip_serializing_if = "Vec::is_empty")]
    pub(crate) as_types: Vec<String>,
    pub(crate) optional: bool,
    pub(crate) unique: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Relation {
    pub(crate) name: String,
    pub(crate) kind: Kind,
    pub(crate) targets: Targets,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) inverse: Option<String>,
    pub(crate) key: Vec<String>,
    pub(crate) references: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) tag: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) through: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) via: Option<(String, String)>,
    pub(crate) filtered: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) on_delete: Option<&'static str>,
    pub(crate) allow: Vec<Allow>,
    pub(crate) at: At,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Allow {
    pub(crate) rule: String,
    pub(crate) reason: String,
}

impl Allow {
    pub(crate) fn of(rule: &str) -> Self {
        Allow {
            rule: rule.to_owned(),
            reason: "a test".to_owned(),
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Kind {
    BelongsTo,
    HasOne,
    HasMany,
    ManyToMany,
    RefersTo,
}

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

impl Serialize for Targets {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Targets::Any => serializer.serialize_str("any"),
            Targets::Names(names) => names.serialize(serializer),
        }
    }
}

/// A place. The order of places is the order of file, line and column.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct At(pub(crate) String, pub(crate) u32, pub(crate) u32);

impl At {
    fn is_unknown(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Display for At {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.0, self.1, self.2)
    }
}

impl Serialize for At {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl Model {
    /// The path with the model's name in place of its last segment.
    pub(crate) fn full_path(&self) -> String {
        match (&self.name, self.path.rsplit_once("::")) {
            (None, _) => self.path.clone(),
            (Some(name), None) => name.clone(),
            (Some(name), Some((before, _))) => format!("{before}::{name}"),
        }
    }

    pub(crate) fn relation(&self, name: &str) -> Option<usize> {
        self.relations
            .iter()
            .position(|relation| relation.name == name)
    }

    pub(crate) fn field(&self, name: &str) -> Option<&Field> {
        self.fields
            .iter()
            .flatten()
            .find(|field| field.name == name)
    }

    /// What is written, or the field `id`, or unknown.
    pub(crate) fn primary_key(&self) -> Option<Vec<String>> {
        if !self.key.is_empty() {
            return Some(self.key.clone());
        }
        self.field("id").map(|field| vec![field.name.clone()])
    }
}

/// A document of these models.
pub(crate) fn document(models: &[Model]) -> String {
    #[derive(Serialize)]
    struct Document<'a> {
        format: &'a str,
        models: &'a [Model],
    }
    serde_json::to_string(&Document {
        format: "relata/1",
        models,
    })
    .unwrap()
}
