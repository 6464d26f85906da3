//! The tables of Diesel in the modules that are read, and those of the models.

use std::collections::HashMap;

use super::candidate::{Candidate, path};
use super::choose::{Chosen, derives};
use super::counted::Counted;
use crate::Place;
use crate::schema::{DieselFile, Schema};
use crate::source::condition::Condition;
use crate::source::names::{Names, What};
use crate::source::outline::{Table, WITH_COLUMNS};

/// Returns the tables and joins, if there are any, and the place of the table of each model, by the path of the model.
pub(super) fn tables(
    counted: Counted<'_>,
    names: &Names<'_>,
    chosen: &Chosen<'_>,
) -> Option<(Schema, Vec<(String, Place)>)> {
    let (schema, places) = schema(counted)?;
    let place = |model: &Candidate<'_>| {
        let item = names.items.get(model.table?);
        let What::Table(table) = item.what else {
            return None;
        };
        let place = table.declared.place(&counted.tree.parts[item.part].shown);
        let is_read = names_columns(counted, model, table);
        let place = is_read.then(|| places.get(&place)).flatten()?;
        Some((path(counted.tree, model), place.clone()))
    };
    let mut of_models: Vec<_> = chosen.models.iter().filter_map(place).collect();
    of_models.sort();
    Some((schema, of_models))
}

/// Whether the fields of a struct have the names of their columns. Without these derives, Diesel reads a row in the order of
/// the fields: then it is known only if each column has a field of its name.
fn names_columns(counted: Counted<'_>, model: &Candidate<'_>, table: &Table) -> bool {
    let declaration = model.declaration;
    let mut columns = table.declared.columns();
    derives(counted.tree, model, WITH_COLUMNS)
        || columns.len() == declaration.fields.len()
            && columns.all(|it| declaration.field_of(it).is_some())
}

fn schema(counted: Counted<'_>) -> Option<(Schema, HashMap<Place, Place>)> {
    let tree = counted.tree;
    let (mut read, mut known) = (Vec::new(), HashMap::new());
    for (nth, part) in tree.parts.iter().enumerate() {
        let Some(outline) = counted.files.outline(part.file) else {
            continue;
        };
        let is_read = |scope: usize, conditions: &[Condition]| {
            counted.has(nth, part.scopes[scope], conditions)
        };
        let tables = outline.tables.iter();
        let tables = tables.filter(|it| is_read(it.scope, &it.conditions));
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
