//! The rows of the catalog queries: each database gives the same four kinds, of text only.

use crate::ReadError;

/// A row: one text for each column, none for `NULL`.
pub(crate) type Row = Vec<Option<String>>;

/// What a query gave: rows, or the database's reason if the query may fail.
pub(crate) type Answer = Result<Vec<Row>, String>;

/// A catalog query.
#[derive(Debug)]
pub(crate) struct Query {
    /// What it reads, as errors name it.
    pub(crate) step: &'static str,
    pub(crate) sql: String,
    /// Whether the database may refuse it because of one broken object.
    pub(crate) may_fail: bool,
}

impl Query {
    pub(crate) fn new(step: &'static str, sql: impl Into<String>) -> Self {
        Query {
            step,
            sql: sql.into(),
            may_fail: false,
        }
    }
}

/// The rows of the queries of one database, in their order here.
#[derive(Debug, Default)]
pub(crate) struct Facts {
    /// Id, schema, name, whether it is a view, why it cannot be read, whether it may have no columns, and of `SQLite` its rowid in
    /// the catalog, whether it is `STRICT`.
    pub(crate) tables: Vec<Row>,
    /// Id of the table, name, type, type under a domain, whether it can hold `NULL`, default, whether it is generated.
    pub(crate) columns: Vec<Row>,
    /// Id of the table, id of the index, name, kind (`p` primary key, `u` unique constraint, `i` index), whether it is unique,
    /// method, whether it is partial, predicate, column (none for an expression), whether the column is only stored.
    pub(crate) indexes: Vec<Row>,
    /// Id of the table, id of the key, name, schema, table, action, whether it is unproved, whether it is deferrable, column,
    /// column that it refers to.
    pub(crate) keys: Vec<Row>,
}

/// Returns a cell.
pub(crate) fn cell(row: &Row, at: usize) -> Option<&str> {
    row.get(at)?.as_deref()
}

/// Returns a cell, empty if it is `NULL`.
pub(crate) fn text(row: &Row, at: usize) -> &str {
    cell(row, at).unwrap_or_default()
}

/// Whether a cell is true, as each of the databases writes it.
pub(crate) fn is_true(row: &Row, at: usize) -> bool {
    matches!(cell(row, at), Some("true" | "t" | "1"))
}

/// Returns the rows of a query that must not fail.
pub(crate) fn rows(answer: &Answer) -> &[Row] {
    answer.as_deref().unwrap_or_default()
}

/// Returns the first row of a query.
pub(crate) fn only_row(answers: &[Answer], step: &'static str) -> Result<Row, ReadError> {
    let first = answers.first().and_then(|it| rows(it).first());
    first.cloned().ok_or(ReadError::Failed {
        step,
        cause: "the database returned no row".to_owned(),
    })
}
