//! How the JSON form of a schema is read and written, and which schemas are refused.

use serde::de::{self, Deserializer};
use serde::{Deserialize, Serialize, Serializer};

use super::{Column, Dialect, Fact, ForeignKey, Index, Schema, Table, Unique};
use crate::document::read::{self, Item, LONGEST_NAME, absent, shortened};
use crate::findings::wording::counted;

/// The format, without a minor number.
const FORMAT: &str = "relata-schema/1";

/// A schema as it is read.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Read {
    #[serde(rename = "format", deserialize_with = "format")]
    _format: (),
    #[serde(default, deserialize_with = "read::some_text")]
    name: Option<String>,
    #[serde(default)]
    dialect: Option<Dialect>,
    #[serde(default, deserialize_with = "read::list")]
    files: Vec<String>,
    #[serde(default)]
    known: Vec<Fact>,
    #[serde(default, deserialize_with = "read::list")]
    search_path: Vec<String>,
    #[serde(deserialize_with = "read::list")]
    tables: Vec<Table>,
}

/// A schema as it is written.
#[derive(Serialize)]
struct Written<'s> {
    format: &'static str,
    #[serde(skip_serializing_if = "absent")]
    name: Option<&'s str>,
    #[serde(skip_serializing_if = "absent")]
    dialect: Option<Dialect>,
    #[serde(skip_serializing_if = "absent")]
    files: &'s [String],
    #[serde(skip_serializing_if = "absent")]
    known: Vec<Fact>,
    #[serde(skip_serializing_if = "absent")]
    search_path: &'s [String],
    tables: Vec<&'s Table>,
}

impl<'de> Deserialize<'de> for Schema {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let read: Read = read::object(from)?;
        let mut schema = Schema {
            name: read.name,
            dialect: read.dialect,
            files: read.files,
            known: read.known,
            search_path: read.search_path,
            tables: read.tables,
        };
        schema.sort();
        Ok(schema)
    }
}

impl Serialize for Schema {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut known = self.known.clone();
        known.sort();
        known.dedup();
        let mut tables: Vec<&Table> = self.tables.iter().collect();
        tables.sort_by_key(|it| it.order());
        let written = Written {
            format: FORMAT,
            name: self.name.as_deref(),
            dialect: self.dialect,
            files: &self.files,
            known,
            search_path: &self.search_path,
            tables,
        };
        written.serialize(to)
    }
}

impl Schema {
    /// Puts tables and facts in the order in which they are written.
    pub(super) fn sort(&mut self) {
        self.known.sort();
        self.known.dedup();
        self.tables
            .sort_by(|one, other| one.order().cmp(&other.order()));
    }
}

impl Table {
    fn order(&self) -> (Option<&str>, &str, Option<&str>) {
        (self.schema.as_deref(), &self.name, self.alias.as_deref())
    }
}

fn format<'de, D: Deserializer<'de>>(from: D) -> Result<(), D::Error> {
    let format = String::deserialize(from)?;
    let message = match format.as_str() {
        FORMAT | "relata-schema/1.0" => return Ok(()),
        later if later.starts_with("relata-schema/") => {
            format!("this version of relata reads `{FORMAT}`")
        }
        _ => format!("the format of a schema is `{FORMAT}`"),
    };
    let format = shortened(&format, LONGEST_NAME);
    let message = format!("the format is `{format}`, but {message}");
    Err(de::Error::custom(message))
}

impl Item for Read {
    const ONE: &'static str = "a schema, which is an object with `format` and `tables`";
}

impl Item for Table {
    const ONE: &'static str = "a table, which is an object with a `name`";

    fn check(&mut self) -> Result<(), String> {
        let constraints = [("primary_key", &self.primary_key)].into_iter();
        let uniques = self.uniques.iter().map(|it| ("uniques", &it.columns));
        let indexes = self.indexes.iter();
        let indexes = indexes.flat_map(|it| [("indexes", &it.columns), ("indexes", &it.include)]);
        let keys = self.foreign_keys.iter();
        let keys = keys.map(|it| ("foreign_keys", &it.columns));
        for (member, columns) in constraints.chain(uniques).chain(indexes).chain(keys) {
            let is_column = |name: &&String| !self.columns.iter().any(|it| it.name == **name);
            if let Some(name) = columns.iter().find(is_column) {
                let table = &self.name;
                return Err(format!(
                    "table `{table}` has no column `{name}`, which `{member}` names"
                ));
            }
        }
        Ok(())
    }
}

impl Item for Column {
    const ONE: &'static str = "a column, which is an object with `name` and `type`";
    const ALL: Option<&'static str> = Some("columns");

    fn name(&self) -> Option<&str> {
        Some(&self.name)
    }
}

impl Item for Unique {
    const ONE: &'static str = "a unique constraint, which is an object with `columns`";

    fn check(&mut self) -> Result<(), String> {
        need_columns("a unique constraint", &self.columns)
    }
}

impl Item for Index {
    const ONE: &'static str = "an index, which is an object with `columns`";
}

impl Item for ForeignKey {
    const ONE: &'static str = "a foreign key, which is an object with `columns` and `table`";

    fn check(&mut self) -> Result<(), String> {
        need_columns("a foreign key", &self.columns)?;
        let (columns, references) = (self.columns.len(), self.references.len());
        if references > 0 && references != columns {
            let (table, columns) = (&self.table, counted(columns, "column"));
            return Err(format!(
                "the foreign key to `{table}` has {columns} and refers to {references}"
            ));
        }
        Ok(())
    }
}

fn need_columns(what: &str, columns: &[String]) -> Result<(), String> {
    if columns.is_empty() {
        return Err(format!("{what} needs at least one column"));
    }
    Ok(())
}
