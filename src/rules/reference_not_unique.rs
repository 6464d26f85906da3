//! A reference that is neither the primary key nor unique: a key could point at several rows.

use super::Rule;
use super::keys::{Key, named};
use crate::graph::Graph;
use crate::record::flag;
use crate::report::Finding;

pub(super) fn is_found(graph: &Graph, key: &Key<'_>) -> bool {
    let record = graph.model(key.pointee);
    // Where the primary key is unknown, so is what is unique beside it.
    if !key.written || !record.is(flag::FIELDS_KNOWN) || record.key.is_empty() {
        return false;
    }
    let references = sorted(key.references.iter().copied());
    let mut uniques = record.uniques().map(|fields| sorted(fields.into_iter()));
    let alone = record.fields().any(|field| field.flags & flag::FIELD_UNIQUE != 0 && references == [field.name]);
    !alone && references != sorted(record.key.into_iter()) && !uniques.any(|fields| fields == references)
}

fn sorted<'a>(names: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut names: Vec<_> = names.collect();
    names.sort_unstable();
    names
}

pub(super) fn words(graph: &Graph, relation: u32, key: &Key<'_>) -> Finding {
    let name = graph.relation_name(relation);
    let references = named(graph, key.pointee, &key.references);
    let pointee = graph.model(key.pointee);
    let headline = format!("`{name}` references `{references}`, which is neither the primary key nor unique");
    let finding = Finding::new(Rule::ReferenceNotUnique, name, headline)
        .object(references)
        .note_at(graph.model_place(key.pointee), format!("`{}` is declared here", pointee.name()))
        .note(format!("its primary key is `{}`", pointee.key.into_iter().collect::<Vec<_>>().join(", ")));
    let fields = key.references.join(", ");
    finding.with_help(format!("say `unique({fields})` on `{}`, if its table does", pointee.name()))
}
