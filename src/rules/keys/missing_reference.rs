//! A reference that is not a field of the model that the key points at.

use super::facts::{Key, field, lacks, texts};
use super::missing_key::{lacking, note_fields};
use super::{parts, reference_not_unique};
use crate::rules::prelude::*;

pub(super) fn is_found(graph: &Graph, key: &Key<'_>) -> bool {
    let is_missing = |name: &Text| lacks(graph, key.pointee, name);
    key.references.iter().any(is_missing)
}

pub(super) fn describe(graph: &Graph, relations: &[u32], keys: &[Key<'_>]) -> Finding {
    let key = &keys[0];
    let used = texts(key.references);
    let mut missing = used.clone();
    missing.retain(|name| lacks(graph, key.pointee, name));
    let lack = (key.pointee, &*missing);
    let fact = format!("`{}` references", graph.relation_name(relations[0]));
    let mut finding = lacking(graph, Rule::MissingReference, relations[0], &fact, lack);
    for pointee in keys[1..].iter().take(NAMED).filter_map(|it| it.pointee) {
        let text = format!("`{}` has no such field either", graph.shown(pointee));
        finding = finding.note_at(graph.model_place(pointee), text);
    }
    let fits = |missing: &str, name: &str| keys.iter().all(|key| fits(graph, key, missing, name));
    note_fields(finding, graph, relations, lack, &used, &fits)
}

/// Whether another field instead of the missing one would match the type of the key and be unique with the rest.
fn fits(graph: &Graph, key: &Key<'_>, missing: &str, name: &str) -> bool {
    let replace = |field: &Text| {
        if field == missing {
            name.to_owned().into()
        } else {
            field.clone()
        }
    };
    let replaced: Vec<Text> = key.references.iter().map(replace).collect();
    let mut parts = key.fields.iter().zip(&replaced);
    field(graph, key.pointee, name).is_some()
        && parts.all(|(own, theirs)| !parts::differ(graph, key, own, theirs))
        && reference_not_unique::is_unique(graph, key.pointee, &replaced)
}
