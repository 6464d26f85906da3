//! A relation whose key is not a foreign key in the schema.

use super::facts::{Facts, are_same, column_declared};
use super::keys::{Held, Keys, with_same_key};
use crate::Place;
use crate::rules::prelude::*;
use crate::schema::{Column, Dialect, Fact, Table};

const RULE: Rule = Rule::MissingForeignKey;

pub(super) fn check<'g>(verdict: &mut Verdict<'g>, facts: &Facts<'g>, keys: &Keys<'g>) {
    if verdict.level(RULE) == Level::Allow {
        return;
    }
    let mut files = Vec::new();
    for table in &facts.schema.tables {
        files.extend(file(table).filter(|_| !table.foreign_keys.is_empty()));
    }
    let files = distinct(files);
    for (key, relations) in keys.faults(verdict, RULE, &|key| is_missing(facts, &files, keys, key))
    {
        verdict.add(describe(facts, key, &relations));
    }
}

/// Returns the file that declares a table.
fn file(table: &Table) -> Option<&str> {
    table.at.as_ref().map(Place::file)
}

/// Whether the schema certainly lists no foreign key for a key. `files`: those with a `joinable!`.
fn is_missing(facts: &Facts<'_>, files: &[&str], keys: &Keys<'_>, key: &Held<'_>) -> bool {
    let is_known = !key.columns.is_empty() && !key.is_polymorphic;
    is_known
        && facts.graph.kind(key.relation) != Kind::RefersTo
        && !key.from.view
        && !key.to.view
        && !has_foreign_key(key.from, &key.columns)
        && (facts.schema.knows(Fact::ForeignKeys) || would_be_joinable(facts, files, keys, key))
}

fn has_foreign_key(table: &Table, columns: &[&str]) -> bool {
    let mut all = table.foreign_keys.iter();
    all.any(|it| are_same(&it.columns, columns))
}

/// Whether Diesel would print a `joinable!` for a foreign key. It prints none for a table that refers to itself, for a key of
/// several columns, for one that does not refer to a primary key of one column, and for all keys between two tables if there
/// are several, which any other column of that type may show.
fn would_be_joinable(facts: &Facts<'_>, files: &[&str], keys: &Keys<'_>, key: &Held<'_>) -> bool {
    let mut of_table = keys.of(key.from).iter();
    let (from, to) = (file(key.from), file(key.to));
    facts.schema.dialect == Some(Dialect::Diesel)
        && from == to
        && from.is_some_and(|it| files.contains(&it))
        && !key.from.is(key.to)
        && key.columns.len() == 1
        && key.to.primary_key.len() == 1
        && key.references == key.to.primary_key
        && !of_table.any(|it| it.to.is(key.to) && it.columns != key.columns)
        && !key.from.columns.iter().any(|it| may_be_second_key(key, it))
}

/// Whether a column may be a second key between the tables of a key: it has the type of the primary key, and no foreign key
/// shows that it refers to another table.
fn may_be_second_key(key: &Held<'_>, column: &Column) -> bool {
    let primary = key.to.primary_key.first();
    let primary = primary.and_then(|it| key.to.column(it));
    let ty = without_null(&column.ty);
    let is_of_type = primary.is_none_or(|it| without_null(&it.ty) == ty);
    let is_own = key.columns.contains(&&*column.name) || key.from.primary_key == [&*column.name];
    is_of_type && !is_own && !has_foreign_key(key.from, &[&column.name])
}

/// Returns a type of Diesel without the `Nullable` around it.
fn without_null(ty: &str) -> &str {
    let inner = ty.strip_prefix("Nullable<");
    inner.and_then(|it| it.strip_suffix('>')).unwrap_or(ty)
}

fn describe(facts: &Facts<'_>, key: &Held<'_>, relations: &[u32]) -> Finding {
    let graph = facts.graph;
    let name = graph.relation_name(key.relation);
    let columns = listed(&quoted(&key.columns));
    let (from, to) = (key.from.shown(), key.to.shown());
    let headline = format!(
        "the schema has no foreign key for `{name}`: {columns} of `{from}` does not refer to `{to}`"
    );
    let finding = words::finding(graph, RULE, key.relation, headline)
        .with_other(Subject::Name(to))
        .at(key.place(graph));
    let columns = key.columns.first().and_then(|it| key.from.column(it));
    let finding = match columns {
        Some(column) => column_declared(finding, key.from, column),
        None => finding,
    };
    with_same_key(finding, graph, relations)
}
