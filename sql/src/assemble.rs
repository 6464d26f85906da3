//! Makes a schema of the rows that the catalog queries gave.

use std::collections::HashMap;

use relata::OnDelete;
use relata::schema::{Column, ForeignKey, Index, Schema, Table, Unique};

use crate::ReadError;
use crate::rows::{Facts, Row, cell, is_true, text};

/// The tables by their ids.
struct Tables<'r> {
    all: Vec<Table>,
    by_id: HashMap<&'r str, usize>,
}

impl Tables<'_> {
    /// Returns the table of a row. There is none for rows of tables that are skipped, or that were created meanwhile.
    fn of(&mut self, row: &Row) -> Option<&mut Table> {
        let at = *self.by_id.get(text(row, 0))?;
        self.all.get_mut(at)
    }
}

/// Adds the tables to a schema.
pub(crate) fn assemble(mut schema: Schema, facts: &Facts) -> Result<Schema, ReadError> {
    let by_id = facts.tables.iter().zip(0..);
    let mut tables = Tables {
        all: facts.tables.iter().map(table).collect(),
        by_id: by_id.map(|(row, at)| (text(row, 0), at)).collect(),
    };
    for row in &facts.columns {
        // A type that was dropped since the transaction began.
        if text(row, 2) == "???" {
            return Err(ReadError::Changed);
        }
        if let Some(table) = tables.of(row) {
            table.columns.push(column(row));
        }
    }
    for parts in facts.indexes.chunk_by(is_same) {
        if let Some(table) = tables.of(&parts[0]) {
            add_index(table, parts);
        }
    }
    for parts in facts.keys.chunk_by(is_same) {
        if let Some(table) = tables.of(&parts[0]) {
            table.foreign_keys.push(key(parts));
        }
    }
    for (row, table) in facts.tables.iter().zip(&tables.all) {
        let may_be_empty = is_true(row, 5) || table.unreadable.is_some();
        if table.columns.is_empty() && !may_be_empty {
            return Err(ReadError::Changed);
        }
    }
    schema.tables = tables.all;
    schema
        .tables
        .sort_by(|a, b| (&a.schema, &a.name).cmp(&(&b.schema, &b.name)));
    Ok(schema)
}

/// Whether two rows are parts of one index or key.
fn is_same(one: &Row, other: &Row) -> bool {
    one[..2] == other[..2]
}

fn owned(row: &Row, at: usize) -> Option<String> {
    cell(row, at).map(str::to_owned)
}

fn table(row: &Row) -> Table {
    let mut table = Table::new(text(row, 2));
    table.schema = owned(row, 1);
    table.view = is_true(row, 3);
    table.unreadable = owned(row, 4);
    table.strict = is_true(row, 7);
    table
}

fn column(row: &Row) -> Column {
    let mut column = Column::new(text(row, 1), text(row, 2));
    column.base = owned(row, 3);
    column.nullable = is_true(row, 4);
    column.default = owned(row, 5);
    column.generated = is_true(row, 6);
    column
}

fn add_index(table: &mut Table, parts: &[Row]) {
    let first = &parts[0];
    let (stored, ordered): (Vec<&Row>, Vec<&Row>) = parts.iter().partition(|it| is_true(it, 9));
    let names =
        |rows: &[&Row]| -> Vec<String> { rows.iter().map_while(|it| owned(it, 8)).collect() };
    let (columns, name) = (names(&ordered), owned(first, 2));
    match text(first, 3) {
        "p" => table.primary_key = columns,
        "u" => {
            let mut unique = Unique::default();
            (unique.name, unique.columns) = (name, columns);
            table.uniques.push(unique);
        }
        _ => {
            let mut index = Index::default();
            index.expression = columns.len() < ordered.len();
            (index.name, index.columns) = (name, columns);
            index.include = names(&stored);
            index.unique = is_true(first, 4);
            index.method = owned(first, 5);
            index.partial = is_true(first, 6);
            index.predicate = owned(first, 7);
            table.indexes.push(index);
        }
    }
}

fn key(parts: &[Row]) -> ForeignKey {
    let first = &parts[0];
    let columns = parts.iter().filter_map(|it| owned(it, 8)).collect();
    let mut key = ForeignKey::new(columns, text(first, 4));
    key.name = owned(first, 2);
    key.schema = owned(first, 3);
    key.on_delete = action(text(first, 5));
    key.unproved = is_true(first, 6);
    key.deferrable = is_true(first, 7);
    let references: Option<Vec<String>> = parts.iter().map(|it| owned(it, 9)).collect();
    key.references = references.unwrap_or_default();
    key
}

/// Returns the action of a key; none for the one that refuses the delete at the end of the statement or transaction.
fn action(written: &str) -> Option<OnDelete> {
    match written {
        "r" | "RESTRICT" => Some(OnDelete::Restrict),
        "c" | "CASCADE" => Some(OnDelete::Cascade),
        "n" | "SET NULL" => Some(OnDelete::SetNull),
        "d" | "SET DEFAULT" => Some(OnDelete::SetDefault),
        _ => None,
    }
}
