//! The tables of Diesel in the modules that are read, as one schema.

use std::collections::{HashMap, HashSet};
use std::ptr;

use super::choose::Chosen;
use super::counted::Counted;
use crate::schema::{DieselFile, DieselTable, Schema};
use crate::source::condition::Condition;
use crate::source::names::{Names, What};
use crate::source::outline::Table;

/// Returns the tables and joins, if there are any.
pub(super) fn schema(
    counted: Counted<'_>,
    names: &Names<'_>,
    chosen: &Chosen<'_>,
) -> Option<Schema> {
    let tree = counted.tree;
    let preferred = preferred(counted, names, chosen);
    let (mut read, mut known) = (Vec::new(), HashMap::new());
    for (nth, part) in tree.parts.iter().enumerate() {
        let Some(outline) = counted.files.outline(part.file) else {
            continue;
        };
        let is_read = |scope: usize, conditions: &[Condition]| {
            counted.has(nth, part.scopes[scope], conditions)
        };
        let is_meant = |it: &Table| {
            let of_name = preferred.get(&name(&it.declared));
            of_name.is_none_or(|of_name| of_name.contains(&ptr::from_ref(it)))
        };
        let tables = outline.tables.iter();
        let tables = tables.filter(|it| is_read(it.scope, &it.conditions) && is_meant(it));
        let joins = outline.joins.iter();
        let joins = joins.filter(|it| is_read(it.scope, &it.conditions));
        let file = DieselFile {
            file: part.shown.clone(),
            tables: tables.map(|it| &it.declared).collect(),
            joins: joins.map(|it| &it.declared).collect(),
        };
        if file.tables.is_empty() && file.joins.is_empty() {
            continue;
        }
        // Several crates may have the file.
        match known.get(&part.file) {
            None => {
                known.insert(part.file, read.len());
                read.push(file);
            }
            Some(&other) => {
                let other: &mut DieselFile<'_> = &mut read[other];
                other.tables.extend(file.tables);
                other.joins.extend(file.joins);
            }
        }
    }
    (!read.is_empty()).then(|| Schema::of_diesel_files(&read))
}

/// The schema and the name of a table.
type Name<'s> = (Option<&'s str>, &'s str);

fn name(table: &DieselTable) -> Name<'_> {
    (table.schema.as_deref(), &table.sql_name)
}

/// Returns which declarations of a table count, for the names where that is decided: those that a model uses, or else those in
/// a file that a `diesel.toml` names. A query may describe a table in its own way.
fn preferred<'s>(
    counted: Counted<'_>,
    names: &Names<'s>,
    chosen: &Chosen<'_>,
) -> HashMap<Name<'s>, HashSet<*const Table>> {
    let used: HashSet<usize> = chosen.models.iter().filter_map(|it| it.table).collect();
    let (mut by_model, mut in_file) = (HashMap::new(), HashMap::new());
    for (id, item) in names.items.all.iter().enumerate() {
        let What::Table(table) = item.what else {
            continue;
        };
        if !counted.has(item.part, item.scope, &table.conditions) {
            continue;
        }
        let name = name(&table.declared);
        let add = |to: &mut HashMap<_, HashSet<_>>| {
            to.entry(name).or_default().insert(ptr::from_ref(table));
        };
        if used.contains(&id) {
            add(&mut by_model);
        }
        if counted.is_in_schema(item.part) {
            add(&mut in_file);
        }
    }
    in_file.extend(by_model);
    in_file
}
