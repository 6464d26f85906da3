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
    // What Diesel would print is asked for.
    let is_asked = verdict.criteria.levels.set_for(RULE).is_some();
    if !is_asked && !facts.schema.knows(Fact::ForeignKeys) {
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
        && !is_itself(key)
        && !has_other_target(keys, key)
        && !has_foreign_key(key.from, &key.columns)
        && (facts.schema.knows(Fact::ForeignKeys) || would_be_joinable(facts, files, keys, key))
}

/// Whether a key refers to its own columns, as between two models of one table: each row refers to itself.
fn is_itself(key: &Held<'_>) -> bool {
    key.from.is(key.to) && key.columns == key.references
}

/// Whether another relation refers to another table by the same columns, so that no foreign key can hold for all rows.
fn has_other_target(keys: &Keys<'_>, key: &Held<'_>) -> bool {
    let mut all = keys.of(key.from).iter();
    all.any(|it| it.columns == key.columns && !it.to.is(key.to))
}

fn has_foreign_key(table: &Table, columns: &[&str]) -> bool {
    let mut all = table.foreign_keys.iter();
    all.any(|it| are_same(&it.columns, columns))
}

/// Whether Diesel would print a `joinable!` for a foreign key. It prints none for a table that refers to itself, for a key of
/// several columns, for one that does not refer to a primary key of one column, and for all keys between two tables, in
/// either direction, if there are several.
fn would_be_joinable(facts: &Facts<'_>, files: &[&str], keys: &Keys<'_>, key: &Held<'_>) -> bool {
    let (from, to) = (file(key.from), file(key.to));
    facts.schema.dialect == Some(Dialect::Diesel)
        && from == to
        && from.is_some_and(|it| files.contains(&it))
        && !key.from.is(key.to)
        && key.columns.len() == 1
        && key.to.primary_key.len() == 1
        && key.references == key.to.primary_key
        && !may_have_second_key(facts, keys, key)
}

/// Whether there may be another key between the tables of a key: one that a relation declares, one of the schema, or a column
/// that may hold it.
fn may_have_second_key(facts: &Facts<'_>, keys: &Keys<'_>, key: &Held<'_>) -> bool {
    let (from, to) = (key.from, key.to);
    let is_joined = |from: &Table, to: &Table| {
        let mut all = from.foreign_keys.iter();
        all.any(|it| facts.tables.target(it).one().is_some_and(|it| it.is(to)))
    };
    let is_second = |it: &Held<'_>| it.to.is(to) && it.columns != key.columns;
    let is_own = |it: &Column| key.columns.contains(&&*it.name);
    keys.of(from).iter().any(is_second)
        || keys.of(to).iter().any(|it| it.to.is(from))
        || is_joined(from, to)
        || is_joined(to, from)
        || may_refer(from, to).any(|it| !is_own(it))
        || may_refer(to, from).next().is_some()
}

/// Returns the columns of a table that may refer to another: those that have the type of its primary key, are not the primary
/// key of their own table, and have no foreign key, which would show that they refer elsewhere.
fn may_refer<'t>(from: &'t Table, to: &'t Table) -> impl Iterator<Item = &'t Column> {
    let primary = to.primary_key.first().filter(|_| to.primary_key.len() == 1);
    let columns = from.columns.iter().filter(move |_| primary.is_some());
    let primary = primary.and_then(|it| to.column(it));
    columns.filter(move |column| {
        let ty = without_null(&column.ty);
        primary.is_none_or(|it| without_null(&it.ty) == ty)
            && from.primary_key != [&*column.name]
            && !has_foreign_key(from, &[&column.name])
    })
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
    let does = one_or(key.columns.len(), "does", "do");
    let headline = format!(
        "the schema has no foreign key for `{name}`: {columns} of `{from}` {does} not refer to `{to}`"
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
