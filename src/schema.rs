//! The tables of a database, as a schema file or the database itself describes them: plain data that the models are compared
//! with, and its JSON form.
//!
//! ```
//! use relata::schema::Schema;
//!
//! let schema = Schema::parse(
//!     r#"{ "format": "relata-schema/1",
//!         "known": ["tables", "primary_keys"],
//!         "tables": [ { "name": "users", "primary_key": ["id"], "columns": [ { "name": "id", "type": "Int8" } ] } ] }"#,
//! )?;
//! assert_eq!(schema.tables[0].columns[0].ty, "Int8");
//! # Ok::<(), relata::document::DocumentError>(())
//! ```
//!
//! Only `format`, `tables`, the name of a table and the name and type of a column are required. A schema lists in `known`
//! which kinds of facts are complete: without `foreign_keys`, for example, there may be foreign keys that it does not list,
//! and no rule reports that one is missing.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

#[cfg(feature = "source")]
pub(crate) mod diesel;
mod naming;
mod place;
mod read;
pub(crate) mod tables;

use crate::document::DocumentError;
use crate::document::read::{absent, list, some_text, text};
use crate::document::relation::{on_delete, some_shown};
use crate::place::Place;
use crate::record::OnDelete;
#[cfg(feature = "source")]
pub use diesel::UnreadableSchema;
#[cfg(feature = "source")]
pub(crate) use diesel::{DieselFile, DieselJoin, DieselTable};

/// The tables of a database.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Schema {
    /// What findings call it, if several are checked: `tenant_7`.
    pub name: Option<String>,
    /// How the types of columns are spelled; none if that is not known.
    pub dialect: Option<Dialect>,
    /// The files that it was read from.
    pub files: Vec<String>,
    /// The kinds of facts that it knows completely.
    pub known: Vec<Fact>,
    /// The schemas in which the database looks for a name without one, in this order; empty if that is not known.
    pub search_path: Vec<String>,
    /// The tables and views.
    pub tables: Vec<Table>,
}

/// The spelling of the types of columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Dialect {
    /// Diesel's types: `Nullable<Int4>`.
    Diesel,
    /// The types of PostgreSQL.
    PostgreSql,
    /// The types of `MySQL` and `MariaDB`.
    MySql,
    /// The types of `SQLite`.
    Sqlite,
}

/// A kind of fact that a schema knows, or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Fact {
    /// Every table and view is listed, each with all of its columns.
    Tables,
    /// Every table that is listed has all of its columns, but there may be others.
    Columns,
    /// A column that is not [`nullable`](Column::nullable) holds no `NULL`.
    Nullability,
    /// A column without a [`default`](Column::default) that is not [`generated`](Column::generated) has neither.
    Defaults,
    /// A table without a [`primary_key`](Table::primary_key) has none.
    PrimaryKeys,
    /// All unique constraints are listed.
    Uniques,
    /// All indexes are listed.
    Indexes,
    /// All foreign keys are listed.
    ForeignKeys,
    /// A foreign key without an [`on_delete`](ForeignKey::on_delete) has the action of the database, which refuses the delete.
    Actions,
}

/// A table or a view.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Table {
    /// The schema or database that it is in, if that is known.
    #[serde(default, deserialize_with = "some_text")]
    #[serde(skip_serializing_if = "absent")]
    pub schema: Option<String>,
    /// The name in the database.
    #[serde(deserialize_with = "text")]
    pub name: String,
    /// The name that Rust code uses, if it is another: that of the module of Diesel's `table!`.
    #[serde(default, deserialize_with = "some_text")]
    #[serde(skip_serializing_if = "absent")]
    pub alias: Option<String>,
    /// Whether it is a view.
    #[serde(default, skip_serializing_if = "absent")]
    pub view: bool,
    /// Whether its columns hold only values of their types: a `STRICT` table of `SQLite`.
    #[serde(default, skip_serializing_if = "absent")]
    pub strict: bool,
    /// Why the table cannot be read, if it cannot: the role has no right to it, or a table of the view is gone. Columns may
    /// be missing from the list then.
    #[serde(default, deserialize_with = "some_text")]
    #[serde(skip_serializing_if = "absent")]
    pub unreadable: Option<String>,
    /// The columns.
    #[serde(default, deserialize_with = "list", skip_serializing_if = "absent")]
    pub columns: Vec<Column>,
    /// The columns of the primary key; empty if it has none, or if it is not known.
    #[serde(default, deserialize_with = "list", skip_serializing_if = "absent")]
    pub primary_key: Vec<String>,
    /// The unique constraints, without the primary key.
    #[serde(default, deserialize_with = "list", skip_serializing_if = "absent")]
    pub uniques: Vec<Unique>,
    /// The indexes, without those that only enforce a constraint.
    #[serde(default, deserialize_with = "list", skip_serializing_if = "absent")]
    pub indexes: Vec<Index>,
    /// The foreign keys.
    #[serde(default, deserialize_with = "list", skip_serializing_if = "absent")]
    pub foreign_keys: Vec<ForeignKey>,
    /// The place of its declaration.
    #[serde(default, with = "place", skip_serializing_if = "absent")]
    pub at: Option<Place>,
    /// How its names are meant in a schema that models are compared with.
    #[serde(skip)]
    pub(crate) naming: naming::Naming,
}

/// A column.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Column {
    /// The name in the database.
    #[serde(deserialize_with = "text")]
    pub name: String,
    /// The name that Rust code uses, if it is another.
    #[serde(default, deserialize_with = "some_text")]
    #[serde(skip_serializing_if = "absent")]
    pub alias: Option<String>,
    /// The type as the schema spells it.
    #[serde(rename = "type", deserialize_with = "text")]
    pub ty: String,
    /// The type under it, if its type is a domain: what drivers see.
    #[serde(default, deserialize_with = "some_text")]
    #[serde(skip_serializing_if = "absent")]
    pub base: Option<String>,
    /// Whether it can hold `NULL`.
    #[serde(default, skip_serializing_if = "absent")]
    pub nullable: bool,
    /// The default as the schema spells it.
    #[serde(default, deserialize_with = "some_text")]
    #[serde(skip_serializing_if = "absent")]
    pub default: Option<String>,
    /// Whether the database computes its value.
    #[serde(default, skip_serializing_if = "absent")]
    pub generated: bool,
    /// The place of its declaration.
    #[serde(default, with = "place", skip_serializing_if = "absent")]
    pub at: Option<Place>,
}

/// A unique constraint.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Unique {
    /// The name, if it is known.
    #[serde(default, deserialize_with = "some_text")]
    #[serde(skip_serializing_if = "absent")]
    pub name: Option<String>,
    /// The columns that are unique together.
    #[serde(deserialize_with = "list")]
    pub columns: Vec<String>,
    /// The place of its declaration.
    #[serde(default, with = "place", skip_serializing_if = "absent")]
    pub at: Option<Place>,
}

/// An index.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Index {
    /// The name, if it is known.
    #[serde(default, deserialize_with = "some_text")]
    #[serde(skip_serializing_if = "absent")]
    pub name: Option<String>,
    /// The columns, in the order of the index. An index over an expression has those before it.
    #[serde(default, deserialize_with = "list", skip_serializing_if = "absent")]
    pub columns: Vec<String>,
    /// Other columns that it stores.
    #[serde(default, deserialize_with = "list", skip_serializing_if = "absent")]
    pub include: Vec<String>,
    /// Whether a part of it is an expression.
    #[serde(default, skip_serializing_if = "absent")]
    pub expression: bool,
    /// The method, if it is not a B-tree: `gin`.
    #[serde(default, deserialize_with = "some_text")]
    #[serde(skip_serializing_if = "absent")]
    pub method: Option<String>,
    /// Whether the values of its columns are unique together.
    #[serde(default, skip_serializing_if = "absent")]
    pub unique: bool,
    /// Whether it covers only some of the rows, or only a part of a value.
    #[serde(default, skip_serializing_if = "absent")]
    pub partial: bool,
    /// Which rows it covers, as the schema spells it.
    #[serde(default, deserialize_with = "some_text")]
    #[serde(skip_serializing_if = "absent")]
    pub predicate: Option<String>,
    /// The place of its declaration.
    #[serde(default, with = "place", skip_serializing_if = "absent")]
    pub at: Option<Place>,
}

/// A foreign key.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ForeignKey {
    /// The name, if it is known.
    #[serde(default, deserialize_with = "some_text")]
    #[serde(skip_serializing_if = "absent")]
    pub name: Option<String>,
    /// The columns that hold the key.
    #[serde(deserialize_with = "list")]
    pub columns: Vec<String>,
    /// The schema or database of the table that it refers to, if that is known.
    #[serde(default, deserialize_with = "some_text")]
    #[serde(skip_serializing_if = "absent")]
    pub schema: Option<String>,
    /// The table that it refers to.
    #[serde(deserialize_with = "text")]
    pub table: String,
    /// The columns that it refers to; empty if they are not known.
    #[serde(default, deserialize_with = "list", skip_serializing_if = "absent")]
    pub references: Vec<String>,
    /// What happens when the row that it refers to is deleted.
    #[serde(default, deserialize_with = "on_delete", serialize_with = "some_shown")]
    #[serde(skip_serializing_if = "absent")]
    pub on_delete: Option<OnDelete>,
    /// Whether rows that were there before it may violate it: `NOT VALID`.
    #[serde(default, skip_serializing_if = "absent")]
    pub unproved: bool,
    /// Whether it is checked at the end of a transaction.
    #[serde(default, skip_serializing_if = "absent")]
    pub deferrable: bool,
    /// The place of its declaration.
    #[serde(default, with = "place", skip_serializing_if = "absent")]
    pub at: Option<Place>,
}

impl Schema {
    /// Reads the JSON form.
    ///
    /// # Errors
    ///
    /// Returns an error with a line and column if the text is not JSON, has another or a later format, or has a member that
    /// is unknown or invalid.
    pub fn parse(text: &str) -> Result<Self, DocumentError> {
        Ok(serde_json::from_str(text)?)
    }

    /// The schema as indented JSON, ending with a line feed. Tables are sorted by name.
    ///
    /// # Panics
    ///
    /// Never: every schema can be written.
    pub fn to_json(&self) -> String {
        let json = serde_json::to_string_pretty(self);
        json.expect("a schema can be written; this is a bug in relata") + "\n"
    }

    /// Whether the schema knows this kind of fact completely. One that knows all tables knows all columns.
    pub fn knows(&self, fact: Fact) -> bool {
        let is_implied = fact == Fact::Columns && self.known.contains(&Fact::Tables);
        is_implied || self.known.contains(&fact)
    }
}

impl FromStr for Schema {
    type Err = DocumentError;

    fn from_str(text: &str) -> Result<Self, DocumentError> {
        Schema::parse(text)
    }
}

impl Table {
    /// A table without columns.
    pub fn new(name: impl Into<String>) -> Self {
        Table {
            name: name.into(),
            ..Table::default()
        }
    }
}

impl Column {
    /// A column that is not nullable.
    pub fn new(name: impl Into<String>, ty: impl Into<String>) -> Self {
        Column {
            name: name.into(),
            ty: ty.into(),
            ..Column::default()
        }
    }

    /// The type that drivers see: that under a domain.
    pub(crate) fn seen(&self) -> &str {
        self.base.as_ref().unwrap_or(&self.ty)
    }
}

impl ForeignKey {
    /// A foreign key to a table.
    pub fn new(columns: Vec<String>, table: impl Into<String>) -> Self {
        ForeignKey {
            columns,
            table: table.into(),
            ..ForeignKey::default()
        }
    }
}
