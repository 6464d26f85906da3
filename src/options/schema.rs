//! The options about schemas.

use std::sync::Arc;

use super::Options;
use crate::schema::Schema;

impl Options {
    /// Compares the models with the tables of this schema. With several calls they are compared with each.
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
    /// let schema = Schema::parse(r#"{ "format": "relata-schema/1", "tables": [ { "name": "users" } ] }"#)?;
    /// let registry = relata::options().schema(schema).init()?;
    /// assert_eq!(registry.coverage().tables_unknown, 0);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn schema(mut self, schema: impl Into<Arc<Schema>>) -> Self {
        self.criteria.add_schema(schema.into(), None);
        self
    }

    /// Compares the models of Diesel with the tables in the source of the program. Each is compared with the table that it
    /// uses there: others may have the same name.
    ///
    /// ```no_run
    /// use relata::source::{Models, Workspace};
    ///
    /// let source = Models::read(&Workspace::new(env!("CARGO_MANIFEST_DIR")))?;
    /// relata::options().schema_of_source(&source).check();
    /// # Ok::<(), relata::source::UnreadableSource>(())
    /// ```
    #[cfg(feature = "source")]
    pub fn schema_of_source(mut self, models: &crate::source::Models) -> Self {
        if let Some(schema) = models.schema() {
            let tables = models.tables().clone();
            self.criteria.add_schema(schema.clone(), Some(tables));
        }
        self
    }
}
