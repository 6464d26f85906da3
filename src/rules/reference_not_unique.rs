//! A reference that is neither the primary key nor unique: a key could point at several rows.

use super::Rule;
use super::keys::{Key, declared, named, shown};
use crate::finding::Finding;
use crate::graph::Graph;
use crate::record::{List, flag};
use crate::wording::NAMED;

pub(super) fn is_found(graph: &Graph, key: &Key<'_>) -> bool {
    !is_unique(graph, key.pointee, &key.references)
}

/// Whether at most one row has the same in these fields, or nothing is certain.
pub(super) fn is_unique<'n>(
    graph: &Graph,
    model: Option<u32>,
    references: &(impl IntoIterator<Item = &'n str> + Clone),
) -> bool {
    let Some(record) = model.map(|model| graph.model(model)) else {
        return true;
    };
    // Where the primary key is unknown, so is what is unique beside it.
    if !record.is(flag::FIELDS_KNOWN) || record.key.is_empty() {
        return true;
    }
    let names = || references.clone().into_iter();
    let is_same = |fields: List<'_>| {
        let both = fields.into_iter().count() == names().count();
        both && names().all(|name| fields.into_iter().any(|field| field == name))
    };
    let mut alone = record
        .fields()
        .filter(|field| field.flags & flag::FIELD_UNIQUE != 0);
    is_same(record.key)
        || alone.any(|field| names().eq([field.name]))
        || record.uniques().any(is_same)
}

/// What is told of such references; `also` are those of other targets.
pub(super) fn words(graph: &Graph, relation: u32, key: &Key<'_>, also: &[Key<'_>]) -> Finding {
    let name = graph.relation_name(relation);
    let references = named(graph, key.pointee, key.references);
    let headline =
        format!("`{name}` references `{references}`, which is neither the primary key nor unique");
    let primary = key
        .pointee
        .map(|pointee| graph.model(pointee).key)
        .unwrap_or_default();
    let primary = named(graph, key.pointee, primary);
    let finding = Finding::new(Rule::ReferenceNotUnique, name, headline).object(references);
    let finding =
        declared(finding, graph, key.pointee).note(format!("the primary key is `{primary}`"));
    let finding = also.iter().take(NAMED).fold(finding, |finding, key| {
        let references = named(graph, key.pointee, key.references);
        finding.note(format!(
            "`{references}`, which it references too, is neither"
        ))
    });
    let fields: Vec<&str> = key.references.into_iter().collect();
    let on = std::iter::once(key)
        .chain(also)
        .map(|key| format!("on `{}`", shown(graph, key.pointee)));
    let tables = if also.is_empty() {
        "its table does"
    } else {
        "their tables do"
    };
    finding.with_help(format!(
        "say `unique({})` {}, if {tables}",
        fields.join(", "),
        on.collect::<Vec<_>>().join(" and ")
    ))
}
