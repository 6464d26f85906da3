//! Rules that compare models with the tables of a schema. They run last: what is wrong between two models is the cause of
//! what differs from the schema.

mod column_null;
mod column_type;
mod columns;
mod facts;
mod foreign_key_elsewhere;
mod keys;
mod missing_column;
mod missing_foreign_key;
mod missing_table;
mod primary_key_differs;
mod types;
mod undeclared_foreign_key;

use self::facts::Facts;
use super::verdict::Verdict;

pub(super) fn check(verdict: &mut Verdict<'_>) {
    let Some(schema) = &verdict.criteria.schema else {
        return;
    };
    let facts = Facts::new(verdict.graph, schema, verdict.criteria.tables.as_deref());
    missing_table::check(verdict, &facts);
    columns::check(verdict, &facts);
    primary_key_differs::check(verdict, &facts);
    let keys = keys::Keys::new(&facts);
    foreign_key_elsewhere::check(verdict, &facts, &keys);
    undeclared_foreign_key::check(verdict, &facts, &keys);
    missing_foreign_key::check(verdict, &facts, &keys);
}
