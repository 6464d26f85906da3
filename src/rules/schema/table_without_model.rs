//! A table that no model uses.

use super::facts::{Facts, table_declared};
use crate::rules::prelude::*;
use crate::schema::Table;

const RULE: Rule = Rule::TableWithoutModel;

/// Tables in which tools keep the migrations that ran.
const MIGRATIONS: [&str; 3] = [
    "_sqlx_migrations",
    "__diesel_schema_migrations",
    "seaql_migrations",
];

pub(super) fn check(verdict: &mut Verdict<'_>, facts: &Facts<'_>) {
    if verdict.level(RULE) == Level::Allow {
        return;
    }
    let models = || facts.graph.models().iter().filter(|it| it.has_rows());
    // Any table may be that of a model without one.
    if models().any(|it| it.table.is_empty()) {
        return;
    }
    let name = |table: &str| {
        let name = table.rsplit_once('.').map_or(table, |(_, name)| name);
        name.to_ascii_lowercase()
    };
    let used = distinct(models().map(|it| name(&it.table)).collect());
    let is_used = |it: &str| used.binary_search(&it.to_ascii_lowercase()).is_ok();
    for table in &facts.schema.tables {
        let names = [Some(&table.name), table.alias.as_ref()];
        let is_left_out = table.view
            || table.unreadable.is_some()
            || MIGRATIONS.contains(&&*table.name)
            || is_elsewhere(facts, table);
        if !is_left_out && !names.into_iter().flatten().any(|it| is_used(it)) {
            verdict.report(RULE, &[], || describe(table));
        }
    }
}

/// Whether a table is in a schema that a name without one does not mean.
fn is_elsewhere(facts: &Facts<'_>, table: &Table) -> bool {
    let path = &facts.schema.search_path;
    let is_in_path = |it: &String| path.contains(it);
    !path.is_empty() && !table.schema.as_ref().is_none_or(is_in_path)
}

fn describe(table: &Table) -> Finding {
    let shown = table.shown();
    let headline = format!("no model uses the table `{shown}`");
    table_declared(Finding::new(RULE, Subject::Name(shown), headline), table)
}
