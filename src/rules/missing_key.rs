//! A key that is no field of the model that holds it.

use super::keys::{Key, absent};
use super::Rule;
use crate::graph::Graph;
use crate::report::Finding;
use crate::similar;

pub(super) fn is_found(graph: &Graph, key: &Key<'_>) -> bool {
    !absent(graph, key.holder, &key.fields).is_empty()
}

pub(super) fn words(graph: &Graph, relation: u32, key: &Key<'_>) -> Finding {
    let name = graph.relation_name(relation);
    let missing = absent(graph, key.holder, &key.fields).first().copied().unwrap_or_default();
    let holder = graph.model(key.holder).name();
    let headline = format!("the key of `{name}` names `{missing}`, but `{holder}` has no such field");
    let finding = Finding::new(Rule::MissingKey, name, headline)
        .object(format!("{holder}.{missing}"))
        .note_at(graph.model_place(key.holder), format!("`{holder}` is declared here"));
    no_field(finding, graph, key.holder, missing)
}

/// What a model has in place of a field.
pub(super) fn no_field(finding: Finding, graph: &Graph, model: u32, missing: &str) -> Finding {
    let model = graph.model(model);
    match similar::nearest(missing, model.fields().map(|field| field.name)) {
        Some(similar) => finding
            .note(format!("a field with a similar name exists: `{similar}`"))
            .with_help(format!("write `{similar}` in place of `{missing}`")),
        None => {
            let fields = crate::wording::quoted(model.fields().map(|field| field.name));
            match fields.len() {
                0 => finding.note(format!("`{}` has no fields", model.name())),
                _ => finding.note(format!("its fields are {}", crate::wording::listed(&fields))),
            }
        }
    }
}
