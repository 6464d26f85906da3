//! A relation of a document: its members, and how it becomes a row and comes from one.

use std::fmt;

use serde::de::value::Error as Unknown;
use serde::de::{self, Deserializer, SeqAccess, Unexpected, Visitor};
use serde::{Deserialize, Serialize, Serializer};

use super::allow::Allow;
use super::at::At;
use super::read::{self, Item};
use super::texts;
use crate::model::{self, Rest, Run, Tables, Target, Via};
use crate::record::{Form, Kind, Mark, OnDelete};

/// A relation as a document spells it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Relation {
    #[serde(deserialize_with = "read::text")]
    pub(crate) name: String,
    #[serde(serialize_with = "kind_name", deserialize_with = "kind")]
    pub(crate) kind: Kind,
    pub(crate) targets: Targets,
    #[serde(default, deserialize_with = "read::some_text")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) inverse: Option<String>,
    #[serde(default, deserialize_with = "read::list")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) key: Vec<String>,
    #[serde(default, deserialize_with = "read::list")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) references: Vec<String>,
    #[serde(default, deserialize_with = "read::some_text")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) tag: Option<String>,
    #[serde(default, deserialize_with = "through")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) through: Option<String>,
    #[serde(default, deserialize_with = "read::via")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) via: Option<[String; 2]>,
    #[serde(
        default,
        deserialize_with = "on_delete",
        serialize_with = "on_delete_name"
    )]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) on_delete: Option<OnDelete>,
    #[serde(default, deserialize_with = "read::list")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) allow: Vec<Allow>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) at: Option<At>,
}

impl Item for Relation {
    const ONE: &'static str = "an object, one of the relations";
    const ALL: Option<&'static str> = Some("relations");

    fn name(&self) -> &str {
        &self.name
    }

    fn checked(self) -> Result<Self, String> {
        if self.via.is_some() && self.through.is_none() {
            let message = "says `via`, which names relations of a `through` that it lacks";
            return Err(format!("relation `{}` {message}", self.name));
        }
        Ok(self)
    }
}

impl Relation {
    pub(super) fn of(tables: &Tables, model: &model::Model, row: &model::Relation) -> Self {
        let rest = tables.rest(row);
        let mark = if row.mark.line == 0 && rest.file.is_empty() {
            model.mark
        } else {
            row.mark
        };
        let file = if rest.file.is_empty() {
            &model.file
        } else {
            &rest.file
        };
        let targets = row.targets.of(&tables.targets);
        let names = targets.iter().map(|target| target.text.to_string());
        Relation {
            name: row.name.to_string(),
            kind: row.kind,
            targets: match targets {
                [] => Targets::Any,
                _ => Targets::Names(names.collect()),
            },
            inverse: texts::some(&row.inverse),
            key: texts::names(tables, row.key),
            references: texts::names(tables, rest.references),
            tag: texts::some(&rest.tag),
            through: rest.through.as_ref().map(|it| it.text.to_string()),
            via: rest
                .via
                .as_ref()
                .map(|via| [&via.own, &via.other].map(ToString::to_string)),
            on_delete: rest.on_delete,
            allow: Allow::of(tables, rest.allows),
            at: At::of(file, mark),
        }
    }

    /// The row of this relation in a model that is declared in this file. A document has no places inside a relation.
    pub(super) fn decode(&self, model: u32, file: &str, tables: &mut Tables) -> model::Relation {
        let no_mark = Mark::default();
        let target = |name: &String| Target {
            form: Form::Name,
            text: name.clone().into(),
            mark: no_mark,
        };
        let targets = tables.targets.len();
        tables
            .targets
            .extend(self.targets.names().iter().map(target));
        let other_file = self.at.as_ref().map(|at| &at.file).filter(|it| *it != file);
        let rest = Rest {
            file: texts::decode(other_file),
            references: texts::decode_names(&self.references, tables),
            references_mark: no_mark,
            tag: texts::decode(self.tag.as_ref()),
            through: self.through.as_ref().map(target),
            via: self.via.clone().map(|[own, other]| Via {
                own: own.into(),
                other: other.into(),
                mark: no_mark,
            }),
            on_delete: self.on_delete,
            allows: Allow::decode(&self.allow, tables),
        };
        model::Relation {
            model,
            kind: self.kind,
            name: self.name.clone().into(),
            mark: At::mark(self.at.as_ref()),
            inverse: texts::decode(self.inverse.as_ref()),
            inverse_mark: no_mark,
            inverse_assumed: false,
            key: texts::decode_names(&self.key, tables),
            key_mark: no_mark,
            targets: Run::new(targets, tables.targets.len()),
            rest: tables.add_rest(rest),
        }
    }
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

impl Serialize for Targets {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Targets::Any => serializer.serialize_str("any"),
            Targets::Names(names) => names.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Targets {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(Expected)
    }
}

struct Expected;

impl<'de> Visitor<'de> for Expected {
    type Value = Targets;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of one target or more, or \"any\"")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Targets, E> {
        match text {
            "any" => Ok(Targets::Any),
            _ => Err(E::invalid_value(Unexpected::Str(text), &self)),
        }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Targets, A::Error> {
        let mut names = Vec::new();
        while let Some(name) = seq.next_element()? {
            names.push(target(name).map_err(de::Error::custom)?);
        }
        if names.is_empty() {
            return Err(de::Error::invalid_length(0, &self));
        }
        Ok(Targets::Names(names))
    }
}

/// A name that models can be looked up by.
fn target(name: String) -> Result<String, String> {
    if crate::name::is_path(name.strip_prefix("::").unwrap_or(&name)) {
        Ok(name)
    } else {
        Err(format!("`{name}` is no name of a target"))
    }
}

fn through<'de, D: Deserializer<'de>>(from: D) -> Result<Option<String>, D::Error> {
    read::some_checked(from, target)
}

fn kind<'de, D: Deserializer<'de>>(from: D) -> Result<Kind, D::Error> {
    read::checked(from, |name| {
        let unknown = || <Unknown as de::Error>::unknown_variant(&name, Kind::NAMES).to_string();
        Kind::from_name(&name).ok_or_else(unknown)
    })
}

fn on_delete<'de, D: Deserializer<'de>>(from: D) -> Result<Option<OnDelete>, D::Error> {
    read::some_checked(from, |name| {
        let unknown =
            || <Unknown as de::Error>::unknown_variant(&name, OnDelete::NAMES).to_string();
        OnDelete::from_name(&name).ok_or_else(unknown)
    })
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it so")]
fn kind_name<S: Serializer>(kind: &Kind, serializer: S) -> Result<S::Ok, S::Error> {
    kind.name().serialize(serializer)
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    clippy::ref_option,
    reason = "serde calls it so"
)]
fn on_delete_name<S: Serializer>(
    on_delete: &Option<OnDelete>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    on_delete.map(OnDelete::name).serialize(serializer)
}
