//! A reference that is no field of the model that the key points at.

use super::Rule;
use super::keys::{Key, absent};
use super::missing_key::no_field;
use crate::graph::Graph;
use crate::report::Finding;

pub(super) fn is_found(graph: &Graph, key: &Key<'_>) -> bool {
    key.written && !absent(graph, key.pointee, &key.references).is_empty()
}

pub(super) fn words(graph: &Graph, relation: u32, key: &Key<'_>) -> Finding {
    let name = graph.relation_name(relation);
    let missing = absent(graph, key.pointee, &key.references).first().copied().unwrap_or_default();
    let pointee = graph.model(key.pointee).name();
    let headline = format!("`{name}` references `{missing}`, but `{pointee}` has no such field");
    let finding = Finding::new(Rule::MissingReference, name, headline)
        .object(format!("{pointee}.{missing}"))
        .note_at(graph.model_place(key.pointee), format!("`{pointee}` is declared here"));
    no_field(finding, graph, key.pointee, missing)
}
