//! Rules that compare models with the tables of a schema. They run last: what is wrong between two models is the cause of
//! what differs from the schema.

mod affinity;
mod column_null;
mod column_type;
mod columns;
mod constraints;
mod declared_types;
mod drivers;
mod facts;
mod foreign_key_elsewhere;
mod keys;
mod merged;
mod missing_column;
mod missing_foreign_key;
mod missing_table;
mod not_unique;
mod nullable_reference;
mod on_delete_differs;
mod primary_key_differs;
mod redundant_index;
mod short_key;
mod table_without_model;
mod types;
mod undeclared_foreign_key;
mod unindexed_key;
mod unread_required_column;
mod values;

pub(crate) use self::constraints::{Uniqueness, uniqueness};
pub(crate) use self::facts::{Facts, embeds};
pub(crate) use self::keys::{Held, Keys};
use self::merged::Merged;
use super::verdict::Verdict;
use crate::criteria::Compared;
use crate::findings::{Finding, Subject};
use crate::rule::Rule;

/// Compares the models with each schema.
pub(super) fn check(verdict: &mut Verdict<'_>) {
    let schemas = &verdict.criteria.schemas;
    let earlier = verdict.take_findings();
    let mut merged = Merged::new(schemas);
    for (nth, compared) in schemas.iter().enumerate() {
        let without_table = std::mem::take(&mut verdict.without_table);
        verdict.dialect = compared.schema.dialect;
        check_one(verdict, compared);
        for declared in schemas {
            declared_types::check(verdict, declared, compared);
        }
        if nth > 0 {
            let in_all = |it: &u32| without_table.binary_search(it).is_ok();
            verdict.without_table.retain(in_all);
        }
        merged.add(nth, verdict.take_findings());
    }
    verdict.add_findings(earlier);
    verdict.add_findings(merged.finish());
}

/// Whether a finding is about a schema, or about the allow of a rule that needs one.
pub(super) fn is_about(finding: &Finding) -> bool {
    let rule = match (finding.rule(), finding.other()) {
        (Rule::UnusedAllow, Some(Subject::Name(allowed))) => allowed.parse().ok(),
        (rule, _) => Some(rule),
    };
    rule.is_some_and(Rule::needs_schema)
}

fn check_one<'g>(verdict: &mut Verdict<'g>, compared: &'g Compared) {
    let facts = Facts::new(verdict.graph, &compared.schema, compared.tables.as_deref());
    missing_table::check(verdict, &facts);
    columns::check(verdict, &facts);
    primary_key_differs::check(verdict, &facts);
    let keys = Keys::new(&facts);
    foreign_key_elsewhere::check(verdict, &facts, &keys);
    undeclared_foreign_key::check(verdict, &facts, &keys);
    missing_foreign_key::check(verdict, &facts, &keys);
    on_delete_differs::check(verdict, &facts, &keys);
    not_unique::check(verdict, &facts, &keys);
    unread_required_column::check(verdict, &facts);
    nullable_reference::check(verdict, &facts);
    unindexed_key::check(verdict, &facts, &keys);
    short_key::check(verdict, &facts);
    redundant_index::check(verdict, &facts);
    table_without_model::check(verdict, &facts);
}
