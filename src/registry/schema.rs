//! The comparison of a registry with databases.

use std::sync::Arc;

use super::Registry;
use crate::criteria::Criteria;
use crate::findings::{Findings, Report};
use crate::judge::Judge;
use crate::rule::Rule;
use crate::rules::OffByDefault;
use crate::schema::Schema;
use crate::trace::Check;

impl Registry {
    /// Adds what it was checked with.
    pub(crate) fn with_criteria(
        mut self,
        criteria: &Criteria,
        off_by_default: OffByDefault,
    ) -> Self {
        self.judge = Arc::new(Judge {
            criteria: criteria.clone(),
            off_by_default,
        });
        self
    }

    /// Compares the models with the schema of a database, with the options that this registry was checked with: levels, allows
    /// and the baseline. Only the rules that compare models with a schema are checked; `init` has checked the others.
    ///
    /// Returns the warnings. Their [`coverage`](Findings::coverage) counts what was compared. It emits through `tracing`: the
    /// span `relata.check_schema` with one event for each warning and one summary event.
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
    /// let database = Schema::parse(
    ///     r#"{ "format": "relata-schema/1", "name": "shop", "dialect": "postgresql", "known": ["tables"],
    ///         "tables": [ { "name": "users", "columns": [ { "name": "id", "type": "bigint" } ] } ] }"#,
    /// )?;
    /// assert_eq!(registry.check_schema(&database)?.coverage().columns_compared, 1);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns a [`Report`] with every finding of level [`Level::Deny`](crate::Level::Deny). Its first line has the
    /// [name](Schema::name) of the schema.
    pub fn check_schema(&self, schema: &Schema) -> Result<Findings, Report> {
        self.check_schemas([schema])
    }

    /// Compares the models with the schemas of several databases, each of which is to have all tables: one for each tenant, for
    /// example. A finding that several of them have is one finding, with their names. In the
    /// [`coverage`](Findings::coverage) each database counts.
    ///
    /// # Errors
    ///
    /// The same as [`check_schema`](Registry::check_schema).
    pub fn check_schemas<'s>(
        &self,
        schemas: impl IntoIterator<Item = &'s Schema>,
    ) -> Result<Findings, Report> {
        let emitting = Check::begin_schema();
        let findings = self.judge.compare(&self.graph, schemas);
        // `init` has reported the second of two equal allows.
        let findings = findings.without(|it| {
            it.rule() == Rule::UnusedAllow && self.warnings.iter().any(|known| known == it)
        });
        emitting.emit_schema(&findings);
        Report::of(&findings)?;
        Ok(findings)
    }
}
