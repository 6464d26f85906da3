//! A reference that is neither the primary key nor unique, so that a key could point at several rows.

use super::facts::{Key, declared, shown};
use crate::rules::prelude::*;

pub(super) fn is_found(graph: &Graph, key: &Key<'_>) -> bool {
    !is_unique(graph, key.pointee, key.references)
}

/// Whether at most one row has the same values in these fields, or it is unknown.
pub(super) fn is_unique(graph: &Graph, model: Option<u32>, names: &[Text]) -> bool {
    let Some(model) = model else { return true };
    // If the primary key is unknown, so are the other unique fields.
    let is_known = graph.model(model).fields_known && !graph.primary_key(model).is_empty();
    !is_known || is_constrained(graph, model, names)
}

/// Whether these fields are the primary key or unique, in any order.
pub(super) fn is_constrained(graph: &Graph, model: u32, names: &[Text]) -> bool {
    let is_it = |fields: &[Text]| is_same_set(fields, names);
    is_it(graph.primary_key(model))
        || matches!(names, [name] if is_unique_field(graph, model, name))
        || graph.uniques_among(model, names).into_iter().any(is_it)
}

fn is_unique_field(graph: &Graph, model: u32, name: &str) -> bool {
    graph.field(model, name).is_some_and(|it| it.unique)
}

/// Whether two lists have the same fields, in any order.
pub(super) fn is_same_set(one: &[Text], other: &[Text]) -> bool {
    one.len() == other.len() && has_all(other, one)
}

/// Whether the fields that a key points at contain the primary key or a unique set, and more. Then the key matches at
/// most one row, although a database may refuse a foreign key.
pub(super) fn contains_unique(graph: &Graph, key: &Key<'_>) -> bool {
    unique_part(graph, key).is_some()
}

/// Returns the primary key or the first unique set among the fields that a key points at.
fn unique_part<'g>(graph: &'g Graph, key: &Key<'g>) -> Option<&'g [Text]> {
    let (model, names) = (key.pointee?, key.references);
    let is_among = |set: &&[Text]| !set.is_empty() && has_all(names, set);
    let sets = graph.uniques_among(model, names).into_iter();
    let mut sets = std::iter::once(graph.primary_key(model)).chain(sets);
    sets.find(is_among).or_else(|| {
        let mut unique = names.iter().filter(|it| is_unique_field(graph, model, it));
        unique.next().map(std::slice::from_ref)
    })
}

fn has_all(names: &[Text], set: &[Text]) -> bool {
    if names.len().min(set.len()) <= NARROW {
        return set.iter().all(|field| names.contains(field));
    }
    let names = distinct(names.iter().collect());
    set.iter().all(|field| names.binary_search(&field).is_ok())
}

/// SeaORM's attribute works as a join, and an entity need not declare the constraints of its table.
pub(super) fn level(graph: &Graph, relations: &[u32]) -> Level {
    let mut relations = relations.iter();
    if relations.all(|it| graph.rest(*it).orm == Some(Orm::SeaOrm)) {
        Level::Warn
    } else {
        Rule::ReferenceNotUnique.default_level()
    }
}

pub(super) fn describe(graph: &Graph, relations: &[u32], keys: &[Key<'_>]) -> Finding {
    let (key, also) = (&keys[0], &keys[1..]);
    let (name, theirs) = (graph.relation_name(relations[0]), key.theirs(graph));
    let is = match unique_part(graph, key) {
        Some(_) => "has no unique constraint of its own",
        None => "is neither the primary key nor unique",
    };
    let headline = format!("`{name}` references `{theirs}`, which {is}");
    let finding = words::finding(graph, Rule::ReferenceNotUnique, relations[0], headline);
    let finding = declared(finding.with_other(theirs), graph, key.pointee);
    let mut finding = finding.note(known_unique(graph, key));
    for key in also.iter().take(NAMED) {
        let theirs = key.theirs(graph);
        finding = finding.note(format!("`{theirs}` is also referenced, and {is}"));
    }
    let on = |it: &Key<'_>| format!("on `{}`", shown(graph, it.pointee));
    let on = keys.iter().map(on).collect::<Vec<_>>().join(" and ");
    let references = key.references.join(", ");
    let tables = one_or(
        keys.len(),
        "its table has that constraint",
        "their tables have that constraint",
    );
    finding.with_help(format!("declare `unique({references})` {on} if {tables}"))
}

/// Describes what is unique in the model that a key points at.
fn known_unique(graph: &Graph, key: &Key<'_>) -> String {
    if let Some(part) = unique_part(graph, key) {
        let part = words::fields(graph, key.pointee, part);
        return format!("`{part}` is unique, so the key matches at most one row");
    }
    let primary = key.pointee.map(|pointee| graph.primary_key(pointee));
    let primary = words::fields(graph, key.pointee, primary.unwrap_or_default());
    format!("the primary key is `{primary}`")
}
