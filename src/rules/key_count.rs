//! A key that has more or fewer fields than what it points at.

use super::Rule;
use super::keys::{Key, named};
use crate::graph::Graph;
use crate::report::Finding;
use crate::wording::counted;

pub(super) fn is_found(key: &Key<'_>) -> bool {
    let known = !key.fields.is_empty() && !key.references.is_empty();
    known && key.fields.len() != key.references.len()
}

pub(super) fn words(graph: &Graph, relation: u32, key: &Key<'_>) -> Finding {
    let name = graph.relation_name(relation);
    let pointee = graph.model(key.pointee).name();
    let what = if key.written { "what it references" } else { "the primary key it points at" };
    let references = named(graph, key.pointee, &key.references);
    let headline = format!(
        "the key of `{name}` has {}, but {what}, `{references}`, has {}",
        counted(key.fields.len(), "field"),
        key.references.len()
    );
    let finding = Finding::new(Rule::KeyCount, name, headline)
        .object(references)
        .note_at(graph.model_place(key.pointee), format!("`{pointee}` is declared here"))
        .note(format!("the key is `{}`", named(graph, key.holder, &key.fields)));
    if key.written { finding } else { finding.note("`references` names what a key points at if that is not the primary key") }
}
