//! A registry as a document.

use super::Document;
use super::model::Model;
use crate::registry::Registry;

impl Document {
    /// The document of this registry.
    ///
    /// ```rust,standalone_crate
    /// # use relata::Model;
    /// #[derive(Model)]
    /// struct Invoice {
    ///     id: i64,
    /// }
    ///
    /// let document = relata::document::Document::of(relata::init()?);
    /// let read = relata::document::Document::parse(&document.to_json())?;
    /// assert_eq!(read, document);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn of(registry: &Registry) -> Self {
        let tables = registry.tables();
        let models = tables.models.iter().map(|row| Model::of(tables, row));
        Document::of_models(models.collect())
    }
}
