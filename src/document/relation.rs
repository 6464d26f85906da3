//! A relation of a document: its members, its row and its record.

use std::collections::HashSet;
use std::fmt::{self, Display};

use serde::de::{self, Deserializer, SeqAccess, Unexpected, Visitor};
use serde::{Deserialize, Serialize, Serializer};

use super::allow::Allow;
use super::at::At;
use super::read::{Item, absent, list, some_text, text, via, written_list};
use super::texts;
use crate::model::{self, Tables};
use crate::name;
use crate::record::{Kind, Mark, OnDelete};
use relata_record::relation::default_key;
use relata_record::{self as written, Named};

/// A relation as a document spells it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Relation {
    #[serde(deserialize_with = "text")]
    pub(crate) name: String,
    #[serde(deserialize_with = "kind", serialize_with = "shown")]
    pub(crate) kind: Kind,
    pub(crate) targets: Targets,
    #[serde(default, deserialize_with = "some_text")]
    #[serde(skip_serializing_if = "absent")]
    pub(crate) inverse: Option<String>,
    /// Not written if its absence has the same meaning.
    #[serde(default, deserialize_with = "written_list")]
    #[serde(skip_serializing_if = "absent")]
    pub(crate) key: Option<Vec<String>>,
    #[serde(default, deserialize_with = "list", skip_serializing_if = "absent")]
    pub(crate) references: Vec<String>,
    #[serde(default, deserialize_with = "some_text")]
    #[serde(skip_serializing_if = "absent")]
    pub(crate) tag: Option<String>,
    #[serde(default, deserialize_with = "through", skip_serializing_if = "absent")]
    pub(crate) through: Option<String>,
    #[serde(default, deserialize_with = "via", skip_serializing_if = "absent")]
    pub(crate) via: Option<[String; 2]>,
    #[serde(default, deserialize_with = "on_delete", serialize_with = "some_shown")]
    #[serde(skip_serializing_if = "absent")]
    pub(crate) on_delete: Option<OnDelete>,
    #[serde(default, skip_serializing_if = "absent")]
    pub(crate) filtered: bool,
    #[serde(default, deserialize_with = "list", skip_serializing_if = "absent")]
    pub(crate) allow: Vec<Allow>,
    #[serde(default, skip_serializing_if = "absent")]
    pub(crate) at: Option<At>,
}

impl Item for Relation {
    const ONE: &'static str = "an object, one of the relations";
    const ALL: Option<&'static str> = Some("relations");

    fn name(&self) -> Option<&str> {
        Some(&self.name)
    }

    fn check(&mut self) -> Result<(), String> {
        if self.via.is_some() && self.through.is_none() {
            let message = "has `via`, which names relations of a through model, but no `through`";
            return Err(format!("relation `{}` {message}", self.name));
        }
        let has_key = self.key.as_ref().is_some_and(|key| !key.is_empty());
        let is_pointed_at = matches!(self.kind, Kind::HasOne | Kind::HasMany);
        let is_direct = self.through.is_none();
        if is_pointed_at && is_direct && self.targets.names().is_empty() && !has_key {
            let message =
                "points at \"any\" model and has no `key`; list its targets or write a `key`";
            return Err(format!("relation `{}` {message}", self.name));
        }
        Ok(())
    }
}

impl Relation {
    pub(super) fn of(tables: &Tables, model: &model::Model, row: &model::Relation) -> Self {
        let rest = tables.rest(row);
        let at = match &*rest.file {
            "" => At::in_model(model, row.mark),
            file => At::of(file, row.mark),
        };
        let targets = row.targets.of(&tables.targets).iter();
        let via = rest.via.as_ref().map(|via| [&via.own, &via.other]);
        Relation {
            name: row.name.to_string(),
            kind: row.kind,
            targets: Targets(targets.map(|it| it.text.to_string()).collect()),
            inverse: texts::some(&row.inverse),
            key: Some(texts::names(tables, row.key)),
            references: texts::names(tables, rest.references),
            tag: texts::some(&rest.tag),
            through: rest.through.as_ref().map(|it| it.text.to_string()),
            via: via.map(|names| names.map(ToString::to_string)),
            on_delete: rest.on_delete,
            filtered: rest.filtered,
            allow: Allow::of(tables, rest.allows),
            at,
        }
    }

    /// Sets the default key, as the derive does, and removes an empty key where there is no default.
    pub(super) fn settle_key(&mut self, fields: &HashSet<&str>) {
        let default = default_key(self.kind, &self.name);
        let default = default.filter(|name| fields.contains(name.as_str()));
        match (&self.key, default) {
            (None, Some(field)) => self.key = Some(vec![field]),
            (Some(key), None) if key.is_empty() => self.key = None,
            _ => {}
        }
    }

    /// A document has no places inside a relation. `file`: that of the model.
    pub(super) fn written(&self, file: &str) -> written::Relation<'_> {
        let target = |name| written::Target {
            named: Named::Name(name),
            mark: Mark::default(),
        };
        let other_file = self.at.as_ref().map_or("", |at| &at.file);
        let targets = self.targets.names().iter().map(String::as_str);
        let via = self.via.as_ref();
        written::Relation {
            mark: At::mark(self.at.as_ref()),
            targets: targets.map(target).collect(),
            inverse: texts::known(self.inverse.as_ref()),
            key: texts::all(self.key.as_deref().unwrap_or_default()),
            file: if other_file == file { "" } else { other_file },
            references: texts::all(&self.references),
            tag: texts::known(self.tag.as_ref()),
            through: self.through.as_deref().map(target),
            via: via.map(|names| names.each_ref().map(String::as_str)),
            on_delete: self.on_delete,
            filtered: self.filtered,
            allows: Allow::all_written(&self.allow),
            name: &self.name,
            kind: self.kind,
            ..Default::default()
        }
    }
}

/// The targets of a relation; none of them is written as `"any"`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Targets(Vec<String>);

impl Targets {
    pub(crate) fn names(&self) -> &[String] {
        &self.0
    }
}

impl Serialize for Targets {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.0.is_empty() {
            return serializer.serialize_str("any");
        }
        self.0.serialize(serializer)
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
        if text == "any" {
            return Ok(Targets(Vec::new()));
        }
        Err(E::invalid_value(Unexpected::Str(text), &self))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Targets, A::Error> {
        let mut names = Vec::new();
        while let Some(name) = items.next_element::<String>()? {
            check_target(&name)?;
            names.push(name);
        }
        if names.is_empty() {
            return Err(de::Error::invalid_length(0, &self));
        }
        Ok(Targets(names))
    }
}

fn check_target<E: de::Error>(name: &str) -> Result<(), E> {
    if name::is_path(name.strip_prefix("::").unwrap_or(name)) {
        return Ok(());
    }
    Err(E::custom(format!("`{name}` is not the name of a target")))
}

fn through<'de, D: Deserializer<'de>>(from: D) -> Result<Option<String>, D::Error> {
    let name = Option::<String>::deserialize(from)?;
    name.as_deref().map_or(Ok(()), check_target)?;
    Ok(name)
}

fn kind<'de, D: Deserializer<'de>>(from: D) -> Result<Kind, D::Error> {
    let name = String::deserialize(from)?;
    Kind::from_name(&name).ok_or_else(|| de::Error::unknown_variant(&name, Kind::NAMES))
}

pub(crate) fn on_delete<'de, D: Deserializer<'de>>(from: D) -> Result<Option<OnDelete>, D::Error> {
    let Some(name) = Option::<String>::deserialize(from)? else {
        return Ok(None);
    };
    let unknown = || de::Error::unknown_variant(&name, OnDelete::NAMES);
    OnDelete::from_name(&name).map(Some).ok_or_else(unknown)
}

fn shown<S: Serializer>(name: &impl Display, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(name)
}

#[expect(clippy::ref_option, reason = "serde calls it so")]
pub(crate) fn some_shown<T: Display, S: Serializer>(
    name: &Option<T>,
    to: S,
) -> Result<S::Ok, S::Error> {
    name.as_ref().map(T::to_string).serialize(to)
}
