//! What was compared, and what could not be compared, in each format.

use std::fmt::Write;

use relata::Coverage;
use serde::Serialize;

use crate::verdict::{CheckedSystem, Verdict};

/// The counts of one system. Its models are counted next to it.
#[derive(Serialize)]
pub(in crate::format) struct Counts {
    relations: u32,
    keys_compared: u32,
    keys_unknown: u32,
    types_unknown: u32,
    targets_unknown: u32,
    relations_without_key: u32,
    models_without_relations: u32,
    columns_compared: u32,
    column_types_unknown: u32,
    tables_unknown: u32,
    foreign_keys_without_relation: u32,
    unread_code: u32,
    skipped_parts: u32,
    silenced_by_allow: u32,
    silenced_by_level: u32,
    silenced_by_baseline: u32,
}

impl From<Coverage> for Counts {
    fn from(it: Coverage) -> Self {
        Counts {
            relations: it.relations,
            keys_compared: it.keys_compared,
            keys_unknown: it.keys_unknown,
            types_unknown: it.types_unknown,
            targets_unknown: it.targets_unknown,
            relations_without_key: it.relations_without_key,
            models_without_relations: it.models_without_relations,
            columns_compared: it.columns_compared,
            column_types_unknown: it.column_types_unknown,
            tables_unknown: it.tables_unknown,
            foreign_keys_without_relation: it.foreign_keys_without_relation,
            unread_code: it.unread_code,
            skipped_parts: it.skipped_parts,
            silenced_by_allow: it.silenced_by_allow,
            silenced_by_level: it.silenced_by_level,
            silenced_by_baseline: it.silenced_by_baseline,
        }
    }
}

/// The last lines of a text: one for each system.
pub(crate) fn lines(verdict: &Verdict) -> String {
    let mut text = String::new();
    for CheckedSystem {
        label, findings, ..
    } in &verdict.systems
    {
        let of = match &*verdict.systems {
            [_] => String::new(),
            _ => format!(" of {label}"),
        };
        // Writing to a string never fails.
        let _ = writeln!(text, "coverage{of}: {}", findings.coverage());
    }
    text
}
