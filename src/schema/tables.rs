//! Look-ups of tables and columns by the names that models use.

use super::{Column, ForeignKey, Schema, Table};
use crate::place::Place;
use crate::sorted::{equal, sort};

/// The tables of a schema by their names.
#[derive(Debug)]
pub(crate) struct Tables<'s> {
    pub(crate) schema: &'s Schema,
    /// Each name in the database, and each other name that Rust code uses.
    by_name: Vec<(&'s str, usize)>,
    by_place: Vec<(&'s Place, usize)>,
}

/// The tables that a name matches.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Found<'s> {
    One(&'s Table),
    /// Tables of several schemas, or declarations that differ. It is unknown which one is meant.
    Several,
    Missing,
}

impl<'s> Found<'s> {
    fn among(mut tables: impl Iterator<Item = &'s Table>) -> Self {
        match (tables.next(), tables.next()) {
            (None, _) => Found::Missing,
            (Some(table), None) => Found::One(table),
            (Some(_), Some(_)) => Found::Several,
        }
    }

    pub(crate) fn one(self) -> Option<&'s Table> {
        match self {
            Found::One(table) => Some(table),
            Found::Several | Found::Missing => None,
        }
    }
}

impl<'s> Tables<'s> {
    pub(crate) fn new(schema: &'s Schema) -> Self {
        let mut by_name = Vec::new();
        for (at, table) in schema.tables.iter().enumerate() {
            let alias = table.alias.as_deref().filter(|it| *it != table.name);
            by_name.extend(
                [Some(&*table.name), alias]
                    .into_iter()
                    .flatten()
                    .map(|it| (it, at)),
            );
        }
        sort(&mut by_name);
        let places = schema.tables.iter().zip(0..);
        let mut by_place: Vec<_> = places
            .filter_map(|(it, at)| Some((it.at.as_ref()?, at)))
            .collect();
        sort(&mut by_place);
        Tables {
            schema,
            by_name,
            by_place,
        }
    }

    /// Returns the table that is declared at a place.
    pub(crate) fn at(&self, place: &Place) -> Option<&'s Table> {
        let rows = equal(&self.by_place, |(own, _)| (*own).cmp(place));
        rows.first().map(|(_, at)| &self.schema.tables[*at])
    }

    /// Returns the table of a model: `name`, or `schema.name`.
    pub(crate) fn find(&self, written: &str) -> Found<'s> {
        let found = Found::among(self.all_named(None, written));
        match (found, written.split_once('.')) {
            (Found::Missing, Some((schema, name))) => {
                Found::among(self.all_named(Some(schema), name))
            }
            (found, _) => found,
        }
    }

    /// Returns the table that a foreign key refers to: of several with its name, the one in the file of the key.
    pub(crate) fn target(&self, key: &ForeignKey) -> Found<'s> {
        let schema = key.schema.as_deref();
        let file = key.at.as_ref().map(Place::file);
        let is_here = |it: &&Table| file.is_some() && it.at.as_ref().map(Place::file) == file;
        let all = || self.all_named(schema, &key.table);
        match Found::among(all()) {
            Found::Several => match Found::among(all().filter(is_here)) {
                Found::Missing => Found::Several,
                found => found,
            },
            found => found,
        }
    }

    /// Returns the tables with this name. A schema that only one side names does not distinguish tables.
    fn all_named(&self, schema: Option<&str>, name: &str) -> impl Iterator<Item = &'s Table> {
        let rows = equal(&self.by_name, |(own, _)| (*own).cmp(name)).iter();
        let tables = rows.map(|(_, at)| &self.schema.tables[*at]);
        tables.filter(move |it| {
            let both = it.schema.as_deref().zip(schema);
            both.is_none_or(|(own, written)| own == written)
        })
    }
}

impl Table {
    /// Returns the column with this name: that of Rust code first, then that of the database.
    pub(crate) fn column(&self, name: &str) -> Option<&Column> {
        let by_code = self.columns.iter().find(|it| it.in_code() == name);
        by_code.or_else(|| self.columns.iter().find(|it| it.name == name))
    }

    /// Whether both are one table.
    pub(crate) fn is(&self, other: &Table) -> bool {
        self.identity() == other.identity()
    }

    /// A number that no other table of the schema has.
    pub(crate) fn identity(&self) -> usize {
        std::ptr::from_ref(self).addr()
    }

    /// The name with its schema, as reports show it.
    pub(crate) fn shown(&self) -> String {
        match &self.schema {
            Some(schema) => format!("{schema}.{}", self.name),
            None => self.name.clone(),
        }
    }
}

impl Column {
    /// The name that Rust code uses.
    pub(crate) fn in_code(&self) -> &str {
        self.alias.as_deref().unwrap_or(&self.name)
    }
}
