//! Compares each field with its column. A field without a column has no type to compare.

use super::facts::Facts;
use super::types::{self, Compared};
use super::{column_null, column_type, missing_column};
use crate::model::{Field, index};
use crate::rules::prelude::*;

pub(super) fn check(verdict: &mut Verdict<'_>, facts: &Facts<'_>) {
    let (mut compared, mut unknown) = (0, 0);
    for (model, table) in facts.models() {
        let fields = facts.graph.fields(model).iter();
        for field in fields.filter(|it| !it.computed) {
            let Some(column) = table.column(facts.graph.column(field)) else {
                missing_column::check(verdict, facts, model, field);
                continue;
            };
            let types = types::compare(facts, (table, column), (model, field));
            match types {
                Compared::Unknown => unknown += 1,
                Compared::Fit | Compared::Differ(_) => compared += 1,
            }
            if let Compared::Differ(level) = types
                && !has_wrong_key(verdict, model, field)
            {
                column_type::report(verdict, (model, field), (table, column), level);
            }
            column_null::check(verdict, facts, (model, field), (table, column));
        }
    }
    let graph = facts.graph;
    let is_unknown = |it: &u32| graph.model(*it).has_rows() && facts.table(*it).is_none();
    verdict.without_table = graph.model_indices().filter(is_unknown).collect();
    verdict.coverage.columns_compared += compared;
    verdict.coverage.column_types_unknown += unknown;
    verdict.coverage.tables_unknown += index(verdict.without_table.len());
}

/// Whether the type of a field is reported as that of a key, which is then what differs from the column too.
fn has_wrong_key(verdict: &Verdict<'_>, model: u32, field: &Field) -> bool {
    let mut with_key = verdict.graph.relations_with_key(model, &field.name);
    with_key.any(|it| verdict.precedence.is_found(it, Rule::KeyType))
}
