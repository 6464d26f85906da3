//! A reference that is neither the primary key nor unique: a key could point at several rows.

use super::facts::{Key, declared, named, shown};
use crate::findings::Finding;
use crate::findings::wording::NAMED;
use crate::graph::Graph;
use crate::model::Text;
use crate::rule::Rule;
use crate::rules::words;

pub(super) fn is_found(graph: &Graph, key: &Key<'_>) -> bool {
    !is_unique(graph, key.pointee, key.references)
}

/// Whether at most one row has the same in these fields, or nothing is certain.
pub(super) fn is_unique<T: AsRef<str>>(graph: &Graph, model: Option<u32>, names: &[T]) -> bool {
    let Some(model) = model else {
        return true;
    };
    let primary_key = graph.primary_key(model);
    // Where the primary key is unknown, so is what else is unique.
    if !graph.model(model).fields_known || primary_key.is_empty() {
        return true;
    }
    let is_same = |fields: &[Text]| {
        let mut names = names.iter().map(AsRef::as_ref);
        fields.len() == names.len() && names.all(|name| fields.iter().any(|field| field == name))
    };
    let is_alone = |name: &T| {
        graph
            .field(model, name.as_ref())
            .is_some_and(|field| field.unique)
    };
    is_same(primary_key)
        || matches!(names, [only] if is_alone(only))
        || graph.uniques(model).any(is_same)
}

/// What is told of such references; `also` are those of other targets.
pub(super) fn describe(graph: &Graph, relation: u32, key: &Key<'_>, also: &[Key<'_>]) -> Finding {
    let name = graph.relation_name(relation);
    let references = named(graph, key.pointee, key.references);
    let headline =
        format!("`{name}` references `{references}`, which is neither the primary key nor unique");
    let primary = key
        .pointee
        .map(|pointee| graph.primary_key(pointee))
        .unwrap_or_default();
    let primary = named(graph, key.pointee, primary);
    let finding = Finding::new(
        Rule::ReferenceNotUnique,
        words::relation(graph, relation),
        headline,
    )
    .with_other(words::fields(graph, key.pointee, key.references));
    let finding =
        declared(finding, graph, key.pointee).note(format!("the primary key is `{primary}`"));
    let finding = also.iter().take(NAMED).fold(finding, |finding, key| {
        let references = named(graph, key.pointee, key.references);
        finding.note(format!(
            "`{references}`, which it references too, is neither"
        ))
    });
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
        key.references.join(", "),
        on.collect::<Vec<_>>().join(" and ")
    ))
}
