//! The tables of a schema joined with the models of a registry.

use std::sync::Arc;

use super::{Field, Model, Registry, Relation};
use crate::rules::schema::{Facts, Held, Keys, Uniqueness, embeds, uniqueness};
use crate::schema::{Column, Fact, ForeignKey, Schema, Table};

/// A model and its table in a schema.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct StoredModel<'r> {
    /// The model.
    pub model: Model<'r>,
    /// The table as reports show it: with its schema if another table could be meant.
    pub table: String,
    /// The columns of the table, in its order.
    pub columns: Vec<StoredColumn<'r>>,
    /// The foreign keys that the table holds.
    pub foreign_keys: Vec<StoredKey<'r>>,
    /// Whether a column without a field can belong to a struct that a field of the model holds.
    pub embeds: bool,
}

/// A column and the field that holds it.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct StoredColumn<'r> {
    /// None if the model has no field for it.
    pub field: Option<Field<'r>>,
    /// The column.
    pub column: Column,
    /// Whether it can hold `NULL`; none if the schema does not know.
    pub nullable: Option<bool>,
    /// Whether it is a part of the primary key.
    pub is_key: bool,
    /// Whether it is unique by itself.
    pub is_unique: bool,
}

/// A foreign key and the relation that declares it.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct StoredKey<'r> {
    /// None if no relation declares it.
    pub relation: Option<Relation<'r>>,
    /// The foreign key.
    pub key: ForeignKey,
}

impl Registry {
    /// Returns the models that have a table in a schema, by path, with its columns and foreign keys. Nothing is checked.
    ///
    /// ```rust,standalone_crate
    /// # use relata::Model;
    /// use relata::schema::Schema;
    ///
    /// #[derive(Model)]
    /// #[relata(table = "users")]
    /// struct User {
    ///     id: i64,
    /// }
    ///
    /// let registry = relata::init()?;
    /// let schema = Schema::parse(
    ///     r#"{ "format": "relata-schema/1", "tables": [ { "name": "users", "columns": [
    ///         { "name": "id", "type": "bigint" }, { "name": "mail", "type": "text" } ] } ] }"#,
    /// )?;
    /// let users = &registry.stored_in(&schema)[0];
    /// assert_eq!(users.columns[0].column.ty, "bigint");
    /// assert!(users.columns[1].field.is_none());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn stored_in(&self, schema: &Schema) -> Vec<StoredModel<'_>> {
        let schema = Arc::new(schema.clone()).with_naming();
        let facts = Facts::new(&self.graph, &schema, None);
        let keys = Keys::new(&facts);
        let models = facts.models();
        let models = models.map(|(model, table)| self.stored(&facts, &keys, model, table));
        models.collect()
    }

    fn stored(
        &self,
        facts: &Facts<'_>,
        keys: &Keys<'_>,
        index: u32,
        table: &Table,
    ) -> StoredModel<'_> {
        let model = Model::new(&self.graph, index);
        let columns = table.columns.iter().map(|column| {
            let is_held = |it: &Field<'_>| {
                let held = facts.column(index, it.name());
                held.is_some_and(|it| it.name == column.name)
            };
            let unique = uniqueness(table, &[&column.name]);
            StoredColumn {
                field: model.fields().find(is_held),
                column: column.clone(),
                nullable: facts
                    .schema
                    .knows(Fact::Nullability)
                    .then_some(column.nullable),
                is_key: table.primary_key.contains(&column.name),
                is_unique: matches!(unique, Uniqueness::Sure),
            }
        });
        let foreign = table.foreign_keys.iter().map(|key| {
            let is_declared = |it: &&Held<'_>| it.has(&key.columns);
            let declared = keys.of(table).iter().filter(is_declared);
            let relations = || declared.clone().map(|it| self.relation_at(it.relation));
            let own = relations().find(|it| it.model() == model);
            StoredKey {
                relation: own.or_else(|| relations().next()),
                key: key.clone(),
            }
        });
        StoredModel {
            model,
            table: table.shown(),
            columns: columns.collect(),
            foreign_keys: foreign.collect(),
            embeds: embeds(&self.graph, index),
        }
    }

    fn relation_at(&self, index: u32) -> Relation<'_> {
        Relation {
            graph: &self.graph,
            index,
        }
    }
}
