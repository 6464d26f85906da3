//! Look-ups of tables and columns by the names that models use.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use super::naming::Naming;
use super::{Column, Dialect, ForeignKey, Schema, Table};
use crate::place::Place;
use crate::sorted::{distinct, equal, sort};

impl Schema {
    /// Notes how the names of its tables are meant.
    pub(crate) fn with_naming(mut self: Arc<Self>) -> Arc<Self> {
        let folds_columns = matches!(self.dialect, Some(Dialect::MySql | Dialect::Sqlite));
        if self.search_path.is_empty() && !folds_columns {
            return self;
        }
        let schema = Arc::make_mut(&mut self);
        let mut first: HashMap<String, usize> = HashMap::new();
        for table in &schema.tables {
            if let Some(rank) = schema.rank(table) {
                let best = first
                    .entry(schema.fold(&table.name).into_owned())
                    .or_insert(rank);
                *best = rank.min(*best);
            }
        }
        let is_first = |it: &Table| {
            let rank = schema.rank(it);
            rank.is_some() && rank.as_ref() == first.get(&*schema.fold(&it.name))
        };
        let is_found: Vec<bool> = schema.tables.iter().map(is_first).collect();
        for (table, is_found) in schema.tables.iter_mut().zip(is_found) {
            table.naming = Naming {
                is_found,
                folds_columns,
            };
        }
        self
    }

    /// The position in the search path of the schema of a table.
    fn rank(&self, table: &Table) -> Option<usize> {
        let schema = self.fold(table.schema.as_deref()?);
        self.search_path
            .iter()
            .position(|it| self.fold(it) == schema)
    }

    /// The name of a table or of a schema, by which it is looked up. `MySQL` folds names of tables on some systems only; they
    /// are listed then as it compares them.
    fn fold<'n>(&self, name: &'n str) -> Cow<'n, str> {
        let has_capital = name.contains(|char: char| char.is_ascii_uppercase());
        if self.dialect == Some(Dialect::Sqlite) && has_capital {
            return name.to_ascii_lowercase().into();
        }
        name.into()
    }
}

/// The tables of a schema by their names.
#[derive(Debug)]
pub(crate) struct Tables<'s> {
    pub(crate) schema: &'s Schema,
    /// Each name in the database, and each other name that Rust code uses.
    by_name: Vec<(Cow<'s, str>, usize)>,
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
                    .map(|it| (schema.fold(it), at)),
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
        let found = self.without_schema(written);
        match (found, written.split_once('.')) {
            (Found::Missing, Some((schema, name))) => {
                Found::among(self.all_named(Some(schema), name))
            }
            (found, _) => found,
        }
    }

    /// Returns the table with a name that is written without a schema.
    fn without_schema(&self, name: &str) -> Found<'s> {
        let all = self.all_named(None, name);
        if self.schema.search_path.is_empty() {
            return Found::among(all);
        }
        Found::among(all.filter(|it| it.schema.is_none() || it.naming.is_found))
    }

    /// Returns the schemas that have a table with this name, if it is written without one and the search path has none of them.
    pub(crate) fn elsewhere(&self, written: &str) -> Vec<&'s str> {
        match self.without_schema(written) {
            Found::Missing => {
                let all = self.all_named(None, written);
                distinct(all.filter_map(|it| it.schema.as_deref()).collect())
            }
            _ => Vec::new(),
        }
    }

    /// Returns the table that a foreign key refers to: of several with its name, the one in the file of the key.
    pub(crate) fn target(&self, key: &ForeignKey) -> Found<'s> {
        let schema = key.schema.as_deref();
        if schema.is_none() && !self.schema.search_path.is_empty() {
            return self.without_schema(&key.table);
        }
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
    fn all_named<'n>(
        &'n self,
        schema: Option<&'n str>,
        name: &str,
    ) -> impl Iterator<Item = &'s Table> + use<'n, 's> {
        let (all, name) = (self.schema, self.schema.fold(name));
        let rows = equal(&self.by_name, |(own, _)| own.cmp(&name)).iter();
        let tables = rows.map(|(_, at)| &all.tables[*at]);
        tables.filter(move |it| {
            let both = it.schema.as_deref().zip(schema);
            both.is_none_or(|(own, written)| all.fold(own) == all.fold(written))
        })
    }
}

impl Table {
    /// Returns the column with this name: that of Rust code first, then that of the database.
    pub(crate) fn column(&self, name: &str) -> Option<&Column> {
        let all = || self.columns.iter();
        let by_code = all().find(|it| it.in_code() == name);
        let exact = by_code.or_else(|| all().find(|it| it.name == name));
        let folds = self.naming.folds_columns;
        exact.or_else(|| all().find(|it| folds && it.name.eq_ignore_ascii_case(name)))
    }

    /// Whether both are one table.
    pub(crate) fn is(&self, other: &Table) -> bool {
        self.identity() == other.identity()
    }

    /// A number that no other table of the schema has.
    pub(crate) fn identity(&self) -> usize {
        std::ptr::from_ref(self).addr()
    }

    /// The name as reports show it, with its schema if another table could be meant.
    pub(crate) fn shown(&self) -> String {
        match &self.schema {
            Some(schema) if !self.naming.is_found => format!("{schema}.{}", self.name),
            _ => self.name.clone(),
        }
    }
}

impl Column {
    /// The name that Rust code uses.
    pub(crate) fn in_code(&self) -> &str {
        self.alias.as_deref().unwrap_or(&self.name)
    }
}
