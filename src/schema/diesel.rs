//! The schema that Diesel's `table!`, `view!` and `joinable!` declare.

use std::collections::HashMap;

use proc_macro2::Span;
use relata_syntax::schema::{self as syntax, Declaration};
use syn::visit::{self, Visit};

use super::{Column, Dialect, Fact, ForeignKey, Schema, Table};
use crate::place::Place;

/// What one source file declares.
#[derive(Debug)]
pub(crate) struct DieselFile<'d> {
    /// The file as `file!()` names it.
    pub(crate) file: String,
    pub(crate) tables: Vec<&'d DieselTable>,
    pub(crate) joins: Vec<&'d DieselJoin>,
}

/// What `table!` or `view!` declares, without its tokens. Names are those of Rust code.
#[derive(Debug)]
pub(crate) struct DieselTable {
    pub(crate) schema: Option<String>,
    pub(crate) name: String,
    pub(crate) sql_name: String,
    pub(crate) key: Vec<String>,
    columns: Vec<DieselColumn>,
    is_view: bool,
    at: At,
}

#[derive(Debug)]
struct DieselColumn {
    name: String,
    sql_name: String,
    ty: String,
    nullable: bool,
    at: At,
}

/// What `joinable!` declares.
#[derive(Debug)]
pub(crate) struct DieselJoin {
    /// The paths of the tables as written.
    pub(crate) child: String,
    pub(crate) parent: String,
    pub(crate) column: String,
    at: At,
}

/// A line and a column.
type At = (u32, u32);

impl DieselTable {
    pub(crate) fn new(table: syntax::Table) -> Self {
        let columns = table.columns.into_iter().map(|it| DieselColumn {
            at: position(it.name.span),
            name: it.name.text,
            sql_name: it.sql_name,
            ty: it.ty,
            nullable: it.nullable,
        });
        DieselTable {
            schema: table.schema.map(|it| it.text),
            at: position(table.name.span),
            name: table.name.text,
            sql_name: table.sql_name,
            key: table.key.into_iter().map(|it| it.text).collect(),
            columns: columns.collect(),
            is_view: table.is_view,
        }
    }

    /// Returns the place of its name in a file.
    pub(crate) fn place(&self, file: &str) -> Place {
        at(file, self.at)
    }

    /// Returns the names of its columns in Rust code.
    pub(crate) fn columns(&self) -> impl ExactSizeIterator<Item = &str> {
        self.columns.iter().map(|it| &*it.name)
    }
}

impl DieselJoin {
    pub(crate) fn new(join: syntax::Join) -> Self {
        DieselJoin {
            child: join.child.path,
            parent: join.parent.path,
            at: position(join.column.span),
            column: join.column.text,
        }
    }
}

/// The error of a source file that does not parse, or that calls a macro of Diesel with tokens which that macro does not
/// accept.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{place}: {message}")]
pub struct UnreadableSchema {
    message: String,
    place: Place,
}

impl UnreadableSchema {
    fn new(file: &str, error: &syn::Error) -> Self {
        UnreadableSchema {
            message: error.to_string(),
            place: place(file, error.span()),
        }
    }

    /// The message.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// The place.
    pub fn place(&self) -> &Place {
        &self.place
    }
}

impl Schema {
    /// Reads Diesel's schema from the source of its files, each with its name: every `table!`, `view!` and `joinable!` in
    /// them, also in modules and functions.
    ///
    /// `joinable!` lists only some foreign keys, and no action. Uniques, indexes and defaults are not known, and there may be
    /// other tables: if the files declare all, add [`Fact::Tables`] to [`known`](Schema::known).
    ///
    /// ```
    /// use relata::schema::Schema;
    ///
    /// let source = "diesel::table! { users { id -> Int4, name -> Nullable<Text> } }";
    /// let schema = Schema::of_diesel(&[("src/schema.rs", source)])?;
    /// assert!(schema.tables[0].columns[1].nullable);
    /// # Ok::<(), relata::schema::UnreadableSchema>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns an error with a place if a file does not parse, or if Diesel would not accept one of the calls.
    pub fn of_diesel(files: &[(&str, &str)]) -> Result<Self, UnreadableSchema> {
        let mut read = Vec::new();
        for (file, source) in files {
            let unreadable = |error| UnreadableSchema::new(file, &error);
            let mut calls = Calls::default();
            calls.visit_file(&syn::parse_file(source).map_err(unreadable)?);
            if let Some(mistake) = calls.mistake {
                return Err(unreadable(mistake));
            }
            read.push((*file, calls));
        }
        let files = read.iter().map(|(file, calls)| DieselFile {
            file: (*file).to_owned(),
            tables: calls.tables.iter().collect(),
            joins: calls.joins.iter().collect(),
        });
        Ok(Schema::of_diesel_files(&files.collect::<Vec<_>>()).0)
    }

    /// The schema that these files declare together. A table that several of them declare alike is one, at the place of the
    /// first; if the declarations differ, all are kept. Also returns that place for each declaration.
    pub(crate) fn of_diesel_files(files: &[DieselFile<'_>]) -> (Self, HashMap<Place, Place>) {
        let mut schema = Schema {
            dialect: Some(Dialect::Diesel),
            files: files.iter().map(|it| it.file.clone()).collect(),
            known: vec![Fact::Columns, Fact::Nullability, Fact::PrimaryKeys],
            ..Schema::default()
        };
        let mut named: HashMap<&str, Vec<usize>> = HashMap::new();
        let (mut firsts, mut places) = (HashMap::new(), HashMap::new());
        for DieselFile { file, tables, .. } in files {
            for declared in tables {
                let (table, place) = (of_table(file, declared), declared.place(file));
                let first = firsts.entry(content(&table)).or_insert_with(|| {
                    let named = named.entry(&declared.name).or_default();
                    named.push(schema.tables.len());
                    schema.tables.push(table);
                    place.clone()
                });
                places.insert(place, first.clone());
            }
        }
        for DieselFile { file, joins, .. } in files {
            for join in joins {
                schema.add_join(file, join, &named);
            }
        }
        schema.sort();
        (schema, places)
    }

    /// Adds a foreign key, if both tables are known.
    fn add_join(&mut self, file: &str, join: &DieselJoin, named: &HashMap<&str, Vec<usize>>) {
        let table = |path: &str| {
            let named = named.get(crate::name::last_segment(path));
            self.table_in(file, named.map_or(&[], |it| &**it))
        };
        let ends = table(&join.child).zip(table(&join.parent));
        let Some((child, parent)) = ends else { return };
        let (target, references) = {
            let target = &self.tables[parent];
            let key = &target.primary_key;
            let references = if key.len() == 1 {
                key.clone()
            } else {
                Vec::new()
            };
            ((target.schema.clone(), target.name.clone()), references)
        };
        let child = &mut self.tables[child];
        let Some(column) = child.column(&join.column) else {
            return;
        };
        let mut key = ForeignKey::new(vec![column.name.clone()], target.1);
        key.schema = target.0;
        key.references = references;
        key.at = Some(at(file, join.at));
        let is_same = |it: &ForeignKey| {
            (&it.columns, &it.schema, &it.table) == (&key.columns, &key.schema, &key.table)
        };
        if !child.foreign_keys.iter().any(is_same) {
            child.foreign_keys.push(key);
        }
    }

    /// Returns the only table that a name in `joinable!` means: one of the same file, or else of any file.
    fn table_in(&self, file: &str, named: &[usize]) -> Option<usize> {
        let place = |table: &usize| self.tables[*table].at.as_ref();
        let is_here = |it: &&usize| place(it).is_some_and(|it| it.file() == file);
        match (&*named.iter().filter(is_here).collect::<Vec<_>>(), named) {
            ([table], _) => Some(**table),
            ([], [table]) => Some(*table),
            _ => None,
        }
    }
}

/// Returns what equal declarations of a table share: all but places and the order of columns.
fn content(table: &Table) -> String {
    let column = |it: &Column| format!("{:?}", (&it.name, &it.alias, &it.ty));
    let mut columns: Vec<String> = table.columns.iter().map(column).collect();
    columns.sort_unstable();
    let names = (&table.schema, &table.name, &table.alias);
    format!("{:?}", (names, table.view, &table.primary_key, columns))
}

fn of_table(file: &str, table: &DieselTable) -> Table {
    let other_name = |name: &str, sql_name: &str| (name != sql_name).then(|| name.to_owned());
    let columns = table.columns.iter().map(|it| Column {
        alias: other_name(&it.name, &it.sql_name),
        nullable: it.nullable,
        at: Some(at(file, it.at)),
        ..Column::new(&*it.sql_name, &*it.ty)
    });
    let sql_name = |name: &String| {
        let column = table.columns.iter().find(|it| it.name == *name);
        column.map_or_else(|| name.clone(), |it| it.sql_name.clone())
    };
    Table {
        schema: table.schema.clone(),
        alias: other_name(&table.name, &table.sql_name),
        view: table.is_view,
        columns: columns.collect(),
        primary_key: table.key.iter().map(sql_name).collect(),
        at: Some(table.place(file)),
        ..Table::new(&*table.sql_name)
    }
}

fn place(file: &str, span: Span) -> Place {
    at(file, position(span))
}

fn at(file: &str, (line, column): At) -> Place {
    Place::new(file, line, column)
}

/// Returns the line and the column, both starting at 1. Columns count characters, as in the compiler.
pub(crate) fn position(span: Span) -> At {
    let start = span.start();
    let number = |it: usize| u32::try_from(it).unwrap_or(u32::MAX);
    (number(start.line), number(start.column + 1))
}

/// The calls of Diesel's macros in a file.
#[derive(Default)]
struct Calls {
    tables: Vec<DieselTable>,
    joins: Vec<DieselJoin>,
    /// The first mistake.
    mistake: Option<syn::Error>,
}

impl<'f> Visit<'f> for Calls {
    fn visit_macro(&mut self, call: &'f syn::Macro) {
        match syntax::declaration(call) {
            Some(Ok(Declaration::Table(table))) => self.tables.push(DieselTable::new(table)),
            Some(Ok(Declaration::Join(join))) => self.joins.push(DieselJoin::new(join)),
            Some(Err(mistake)) => self.mistake = self.mistake.take().or(Some(mistake)),
            None => visit::visit_macro(self, call),
        }
    }
}
