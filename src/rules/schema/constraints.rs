//! What the constraints and indexes of a table prove about columns.

use super::facts::are_same;
use crate::schema::{Fact, Index, Schema, Table};

/// Whether no two rows have the same values in some columns.
pub(crate) enum Uniqueness<'t> {
    Sure,
    /// For some rows, or for a part of the values.
    Partly(&'t Index),
    None,
}

/// Whether a schema knows all that is unique.
pub(super) fn knows_uniques(schema: &Schema) -> bool {
    let mut needed = [Fact::PrimaryKeys, Fact::Uniques, Fact::Indexes].into_iter();
    needed.all(|it| schema.knows(it))
}

pub(crate) fn uniqueness<'t>(table: &'t Table, columns: &[&str]) -> Uniqueness<'t> {
    let covers = |set: &[String]| {
        let mut all = set.iter();
        !set.is_empty() && all.all(|it| columns.contains(&&**it))
    };
    let is_whole = |it: &&Index| !it.partial && !it.expression;
    let unique = table.indexes.iter().filter(|it| it.unique);
    let mut unique = unique.filter(|it| covers(&it.columns));
    let is_sure = covers(&table.primary_key)
        || table.uniques.iter().any(|it| covers(&it.columns))
        || unique.clone().any(|it| is_whole(&it));
    match unique.next() {
        _ if is_sure => Uniqueness::Sure,
        Some(index) => Uniqueness::Partly(index),
        None => Uniqueness::None,
    }
}

/// Whether an index, a unique constraint or the primary key of a table finds rows by these columns.
pub(super) fn serves(table: &Table, columns: &[&str]) -> bool {
    let starts = |all: &[String]| {
        let first = all.get(..columns.len());
        first.is_some_and(|first| are_same(first, columns))
    };
    let is_usable = |it: &&Index| it.method.is_none() && has_all_rows(it, columns);
    starts(&table.primary_key)
        || table.uniques.iter().any(|it| starts(&it.columns))
        || table
            .indexes
            .iter()
            .filter(is_usable)
            .any(|it| starts(&it.columns))
}

/// Whether an index has all rows, or all in which the only column of a key is not `NULL`.
fn has_all_rows(index: &Index, columns: &[&str]) -> bool {
    let text = index.predicate.as_deref().unwrap_or_default();
    let text = text.trim_matches(|char: char| "() ".contains(char));
    let is_not_null = |column: &str| {
        let rest = text.trim_start_matches('"').strip_prefix(column);
        rest.is_some_and(|it| {
            it.trim_start_matches('"')
                .eq_ignore_ascii_case(" is not null")
        })
    };
    !index.partial || matches!(columns, [only] if is_not_null(only))
}
