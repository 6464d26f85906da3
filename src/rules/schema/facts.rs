//! The table of each model, the columns of its fields, and how findings show them.

use crate::model::{Field, Model};
use crate::place::Place;
use crate::rules::prelude::*;
use crate::schema::tables::{Found, Tables};
use crate::schema::{Column, Schema, Table};
use crate::sorted::equal;

/// The schema, and the table of each model in it.
pub(crate) struct Facts<'g> {
    pub(crate) graph: &'g Graph,
    pub(crate) schema: &'g Schema,
    pub(crate) tables: Tables<'g>,
    of_models: Vec<Option<&'g Table>>,
    /// The models of each table, by the identity of the table.
    of_tables: Vec<(usize, u32)>,
}

impl<'g> Facts<'g> {
    /// `places`: where the tables of models are declared, by the paths of the models, if that is known.
    pub(crate) fn new(
        graph: &'g Graph,
        schema: &'g Schema,
        places: Option<&[(String, Place)]>,
    ) -> Self {
        let tables = Tables::new(schema);
        let table = |model: &Model| match places {
            _ if !model.has_rows() || model.shares_path => None,
            Some(places) => {
                let place = equal(places, |(path, _)| (**path).cmp(&model.path));
                tables.at(&place.first()?.1)
            }
            None if has_table(model) => readable(tables.find(&model.table)),
            None => None,
        };
        let of_models: Vec<_> = graph.models().iter().map(table).collect();
        let models = (0..).zip(&of_models);
        let of_tables =
            models.filter_map(|(model, table)| Some((table.as_ref()?.identity(), model)));
        let of_tables = distinct(of_tables.collect());
        Facts {
            graph,
            schema,
            tables,
            of_models,
            of_tables,
        }
    }

    /// Returns the table of a model, if exactly one has its name.
    pub(crate) fn table(&self, model: u32) -> Option<&'g Table> {
        self.of_models[model as usize]
    }

    /// Returns the table that a model writes, if it cannot be read.
    pub(super) fn unreadable_table(&self, model: &Model) -> Option<&'g Table> {
        let found = self.tables.find(&model.table).one();
        found.filter(|it| has_table(model) && it.unreadable.is_some())
    }

    /// Returns the models that have a table, with it.
    pub(crate) fn models(&self) -> impl Iterator<Item = (u32, &'g Table)> {
        let models = (0..).zip(&self.of_models);
        models.filter_map(|(model, table)| Some((model, (*table)?)))
    }

    /// Returns the models over a table.
    pub(super) fn models_of(&self, table: &Table) -> Vec<u32> {
        let models = equal(&self.of_tables, |(of, _)| of.cmp(&table.identity()));
        models.iter().map(|(_, model)| *model).collect()
    }

    /// Returns the column that a field of a model holds.
    pub(crate) fn column(&self, model: u32, field: &str) -> Option<&'g Column> {
        let name = self.graph.field(model, field);
        let name = name.map_or(field, |it| self.graph.column(it));
        self.table(model)?.column(name)
    }

    /// Returns the columns that fields of a model hold, by their names in the database; none if one of them is missing.
    pub(super) fn columns(&self, model: u32, fields: &[Text]) -> Option<Vec<&'g str>> {
        let column = |field: &Text| Some(&*self.column(model, field)?.name);
        fields.iter().map(column).collect()
    }

    /// Returns whether no table of the schema has the name that a model writes.
    pub(super) fn lacks_table(&self, model: &Model) -> bool {
        has_table(model) && matches!(self.tables.find(&model.table), Found::Missing)
    }
}

/// Returns the table if its columns are known.
pub(super) fn readable(found: Found<'_>) -> Option<&Table> {
    found.one().filter(|it| it.unreadable.is_none())
}

/// Whether a model has rows in a table with a known name.
fn has_table(model: &Model) -> bool {
    model.has_rows() && !model.table.is_empty()
}

/// Whether two lists have the same columns, in any order.
pub(super) fn are_same<S: AsRef<str>, T: AsRef<str>>(one: &[S], other: &[T]) -> bool {
    let is_in_other = |name: &S| other.iter().any(|it| it.as_ref() == name.as_ref());
    one.len() == other.len() && one.iter().all(is_in_other)
}

/// Adds a note that shows where a table is declared.
pub(super) fn table_declared(finding: Finding, table: &Table) -> Finding {
    let name = table.shown();
    declared(finding, table.at.as_ref(), &format!("table `{name}`"))
}

/// Adds a note that shows where a column is declared.
pub(super) fn column_declared(finding: Finding, table: &Table, column: &Column) -> Finding {
    let name = format!("column `{}.{}`", table.shown(), column.name);
    declared(finding, column.at.as_ref(), &name)
}

/// Adds a note that shows where a part of the schema is declared, if that is known.
pub(super) fn declared(finding: Finding, place: Option<&Place>, name: &str) -> Finding {
    match place {
        Some(place) => finding.note_at(place.into(), format!("{name} is declared here")),
        None => finding,
    }
}

/// Creates a finding about a field of a model, at its place.
pub(super) fn about_field(
    graph: &Graph,
    rule: Rule,
    (model, field): (u32, &Field),
    headline: String,
) -> Finding {
    let subject = words::field_list(graph, Some(model), field.name.to_string());
    Finding::new(rule, subject, headline).at(graph.place(model, field.mark))
}

/// `Model.field`.
pub(super) fn field_name(graph: &Graph, model: u32, field: &Field) -> String {
    format!("{}.{}", graph.shown(model), field.name)
}

/// Whether another struct has some of the columns of a model, so that its fields are not all of them.
pub(crate) fn embeds(graph: &Graph, model: u32) -> bool {
    graph.fields(model).iter().any(|it| it.stored.embedded)
}
