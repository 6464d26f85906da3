//! A model of a document: its members, its row and its record.

use std::collections::HashSet;

use serde::de::{self, Deserializer};
use serde::{Deserialize, Serialize};

use super::allow::Allow;
use super::at::At;
use super::field::Field;
use super::read::{Item, absent, list, lists, some_list, some_text, written_list};
use super::relation::Relation;
use super::texts;
use crate::model::{self, Tables};
use crate::name;
use crate::record::flag;
use relata_record::{Head, Record};

/// A model as a document spells it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Model {
    /// The name of the type.
    #[serde(deserialize_with = "path")]
    pub(crate) path: String,
    /// The name that relations use instead of the last segment of the path.
    #[serde(default, deserialize_with = "name", skip_serializing_if = "absent")]
    pub(crate) name: Option<String>,
    #[serde(default, skip_serializing_if = "absent")]
    pub(crate) package: Option<String>,
    #[serde(default, skip_serializing_if = "absent")]
    pub(crate) version: Option<String>,
    #[serde(default, deserialize_with = "some_text")]
    #[serde(skip_serializing_if = "absent")]
    pub(crate) table: Option<String>,
    #[serde(rename = "abstract", default, skip_serializing_if = "absent")]
    pub(crate) is_abstract: bool,
    #[serde(default, skip_serializing_if = "absent")]
    pub(crate) external: bool,
    /// An ORM writes rows from it and reads none into it.
    #[serde(default, skip_serializing_if = "absent")]
    pub(crate) write_only: bool,
    #[serde(default, skip_serializing_if = "absent")]
    pub(crate) at: Option<At>,
    /// Not written if its absence has the same meaning.
    #[serde(default, deserialize_with = "written_list")]
    #[serde(skip_serializing_if = "absent")]
    pub(crate) key: Option<Vec<String>>,
    #[serde(default, deserialize_with = "lists", skip_serializing_if = "absent")]
    pub(crate) unique: Vec<Vec<String>>,
    #[serde(default, deserialize_with = "list", skip_serializing_if = "absent")]
    pub(crate) allow: Vec<Allow>,
    #[serde(default, deserialize_with = "some_list")]
    #[serde(skip_serializing_if = "absent")]
    pub(crate) fields: Option<Vec<Field>>,
    #[serde(default, deserialize_with = "list", skip_serializing_if = "absent")]
    pub(crate) relations: Vec<Relation>,
}

impl Item for Model {
    const ONE: &'static str = "a model, which is an object with a `path`";

    fn check(&mut self) -> Result<(), String> {
        let path = &self.path;
        let more = [
            ("table", self.table.is_some()),
            ("abstract", self.is_abstract),
            ("write_only", self.write_only),
            ("key", !self.primary_key().is_empty()),
            ("unique", !self.unique.is_empty()),
            ("allow", !self.allow.is_empty()),
            ("fields", self.fields.is_some()),
            ("relations", !self.relations.is_empty()),
        ];
        if let Some((member, _)) = more.iter().find(|(_, is_written)| *is_written)
            && self.external
        {
            let message = "is external, so only its path is known, and it cannot have";
            return Err(format!("`{path}` {message} `{member}`"));
        }
        let key = self.primary_key().iter().map(|name| ("key", name));
        let unique = self.unique.iter().flatten().map(|name| ("unique", name));
        let fields = self.fields.iter().flatten();
        let fields: HashSet<&str> = fields.map(|field| &*field.name).collect();
        for (member, name) in key.chain(unique) {
            if self.fields.is_some() && !fields.contains(&**name) {
                let message = format!("has no field `{name}`, which `{member}` names");
                return Err(format!("`{path}` {message}"));
            }
        }
        self.settle_keys();
        Ok(())
    }
}

fn path<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    let path = String::deserialize(from)?;
    if name::is_path(&path) {
        return Ok(path);
    }
    let message = "is not the path of a model; expected `krate::module::Name`";
    Err(de::Error::custom(format!("`{path}` {message}")))
}

fn name<'de, D: Deserializer<'de>>(from: D) -> Result<Option<String>, D::Error> {
    match Option::<String>::deserialize(from)? {
        Some(name) if name.is_empty() || name.contains("::") => {
            let message = "is not the name of a model; expected a single segment";
            Err(de::Error::custom(format!("`{name}` {message}")))
        }
        name => Ok(name),
    }
}

impl Model {
    /// Whether it has a member, or a form of one, that the first minor number of the format does not have.
    pub(super) fn has_additions(&self) -> bool {
        let mut fields = self.fields.iter().flatten();
        self.write_only
            || self.relations.iter().any(|it| it.filtered)
            || fields.any(Field::has_additions)
    }

    /// The path by which it is looked up.
    pub(crate) fn full_path(&self) -> String {
        match (&self.name, name::qualifier(&self.path)) {
            (Some(_), Some(qualifier)) if self.is_called_by_module() => qualifier.to_owned(),
            (Some(name), Some(qualifier)) => format!("{qualifier}::{name}"),
            (Some(name), None) => name.clone(),
            (None, _) => self.path.clone(),
        }
    }

    /// Whether its type is `Model` and it has the name of the module around it, whose path is then its own.
    pub(crate) fn is_called_by_module(&self) -> bool {
        let Some(module) = name::qualifier(&self.path) else {
            return false;
        };
        name::qualifier(module).is_some()
            && name::last_segment(&self.path) == "Model"
            && self.name.as_deref() == Some(name::last_segment(module))
    }

    /// The name of the type, if it is not that of the model.
    pub(crate) fn type_name(&self) -> &str {
        let type_name = name::last_segment(&self.path);
        if self.name.as_ref().is_none_or(|name| name == type_name) {
            ""
        } else {
            type_name
        }
    }

    /// The fields of the primary key; none if it is unknown.
    fn primary_key(&self) -> &[String] {
        self.key.as_deref().unwrap_or_default()
    }

    /// Gives keys the only form that has their meaning. The default of the primary key is the field `id`.
    fn settle_keys(&mut self) {
        let fields = self.fields.iter().flatten();
        let fields: HashSet<&str> = fields.map(|field| field.name.as_str()).collect();
        let has_id = fields.contains("id");
        match &self.key {
            None if has_id => self.key = Some(vec!["id".to_owned()]),
            Some(key) if key.is_empty() && !has_id => self.key = None,
            _ => {}
        }
        for relation in &mut self.relations {
            relation.settle_key(&fields);
        }
    }

    /// The file that it is declared in; empty if that is unknown.
    fn file(&self) -> &str {
        self.at.as_ref().map_or("", |at| &at.file)
    }

    pub(super) fn of(tables: &Tables, row: &model::Model) -> Self {
        let unique = row.uniques.of(&tables.uniques).iter();
        let fields = row.fields.of(&tables.fields).iter();
        let fields = fields.map(|field| Field::of(tables, row, field));
        let relations = row.relations.of(&tables.relations).iter();
        let relations = relations.map(|relation| Relation::of(tables, row, relation));
        let mut model = Model {
            path: row.type_path(),
            name: Some(row.name().to_owned()),
            package: texts::some(&row.package),
            version: texts::some(&row.version),
            table: texts::some(&row.table),
            is_abstract: row.is_abstract,
            external: row.external,
            write_only: row.write_only,
            at: At::in_model(row, row.mark),
            key: Some(texts::names(tables, row.key)),
            unique: unique.map(|names| texts::names(tables, *names)).collect(),
            allow: Allow::of(tables, row.allows),
            fields: row.fields_known.then(|| fields.collect()),
            relations: relations.collect(),
        };
        model.settle_keys();
        model
    }

    /// The record that a derive would have written, without the places of single tokens.
    pub(crate) fn encode(&self) -> Vec<u8> {
        let flags = [
            (flag::MARKS_HOLD, true),
            (flag::ABSTRACT, self.is_abstract),
            (flag::EXTERNAL, self.external),
            (flag::WRITE_ONLY, self.write_only),
            (flag::FIELDS_KNOWN, self.fields.is_some()),
            (flag::MODULE, self.is_called_by_module()),
        ];
        let uniques = self.unique.iter().filter(|names| names.len() > 1);
        let is_alone = |field: &Field| self.unique.iter().any(|names| *names == [&*field.name]);
        let fields = self.fields.iter().flatten();
        let relations = self.relations.iter();
        let record = Record {
            head: Head {
                path: &self.full_path(),
                file: self.file(),
                mark: At::mark(self.at.as_ref()),
                flags: flag::sum(&flags),
            },
            package: texts::known(self.package.as_ref()),
            version: texts::known(self.version.as_ref()),
            table: texts::known(self.table.as_ref()),
            type_name: self.type_name(),
            uniques: uniques.map(|names| texts::all(names)).collect(),
            key: texts::all(self.primary_key()),
            allows: Allow::all_written(&self.allow),
            fields: fields.map(|it| it.written(is_alone(it))).collect(),
            relations: relations.map(|it| it.written(self.file())).collect(),
            ..Record::default()
        };
        record.to_bytes()
    }
}
