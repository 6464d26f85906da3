//! One key of several fields that is declared as several relations, each with a part of it.

use super::facts::{Key, place};
use super::reference_not_unique::is_unique;
use crate::rules::inverses::facts::{Role, role};
use crate::rules::prelude::*;

/// A part of a key: its fields and the fields that they reference.
type Part<'g> = (&'g [Text], &'g [Text]);

pub(super) fn is_found(graph: &Graph, key: &Key<'_>) -> bool {
    let (Some(holder), Some(pointee)) = (key.holder, key.pointee) else {
        return false;
    };
    let parts = parts(graph, holder, pointee);
    parts.contains(&(key.fields, key.references))
}

/// Returns the parts that make up a whole key of one model to another; none if another relation has the whole key, if
/// the parts do not make up exactly one, or if there are very many relations between the models.
fn parts(graph: &Graph, holder: u32, pointee: u32) -> Vec<Part<'_>> {
    let primary = graph.primary_key(pointee);
    let is_primary = |name: &Text| primary.contains(name);
    let mut parts: Vec<Part<'_>> = Vec::new();
    if primary.len() > NARROW || between(graph, holder, pointee).nth(COMPARED).is_some() {
        return parts;
    }
    for relation in between(graph, holder, pointee) {
        let (key, references) = (graph.key(relation), graph.references(relation));
        let is_whole = key.len() == primary.len()
            && (references.is_empty() || references.iter().all(is_primary));
        if is_whole {
            return Vec::new();
        }
        let is_part = !references.is_empty()
            && key.len() == references.len()
            && references.iter().all(is_primary)
            && !is_unique(graph, Some(pointee), references);
        if is_part {
            parts.push((key, references));
        }
    }
    let parts = distinct(parts);
    let fields = distinct(parts.iter().flat_map(|it| it.0).collect());
    let references = distinct(parts.iter().flat_map(|it| it.1).collect());
    let listed: usize = parts.iter().map(|it| it.1.len()).sum();
    let is_one_key = [listed, fields.len(), references.len()] == [primary.len(); 3];
    if is_one_key && parts.len() > 1 {
        parts
    } else {
        Vec::new()
    }
}

/// Returns the relations whose key one model holds and whose key points at another, declared by either.
fn between(graph: &Graph, holder: u32, pointee: u32) -> impl Iterator<Item = u32> {
    let is_single = |it: &u32| graph.targets_of(*it).len() == 1 && graph.rest(*it).tag.is_empty();
    let of = move |model: u32, other: u32, side: Role| {
        let all = graph.relations_to(model, other).filter(is_single);
        all.filter(move |it| role(graph, *it) == side)
    };
    of(holder, pointee, Role::HoldsKey).chain(of(pointee, holder, Role::IsPointedAt))
}

pub(super) fn describe(graph: &Graph, relations: &[u32], keys: &[Key<'_>]) -> Finding {
    let (key, first) = (&keys[0], relations[0]);
    // The other side declares the same parts.
    let (side, others): (Vec<u32>, Vec<u32>) = relations
        .iter()
        .partition(|it| is_same_side(graph, **it, first));
    let names = words::list_relations(graph, &side);
    let primary = key.pointee.map_or(&[][..], |it| graph.primary_key(it));
    let primary_key = words::fields(graph, key.pointee, primary);
    let are = one_or(side.len(), "is a part", "are parts");
    let headline = format!("{names} {are} of one key, which references `{primary_key}`");
    let finding = words::finding(graph, Rule::SplitKey, first, headline)
        .with_other(primary_key)
        .at(place(graph, first, Rule::SplitKey));
    let finding = words::all_declared(finding, graph, &side[1..])
        .related(words::relations(graph, &side[1..]));
    let finding = words::with_related(finding, graph, &others, &|it| {
        let name = graph.relation_name(it);
        let text = format!("`{name}` has a part of the same key");
        (place(graph, it, Rule::SplitKey), text)
    });
    let mut changes = vec![merge(graph, key, &side)];
    if !others.is_empty() {
        changes.push(merge(graph, key, &others));
    }
    finding
        .note("a part of a primary key matches several rows")
        .with_help(format!("replace {}", changes.join(", and ")))
}

fn is_same_side(graph: &Graph, one: u32, other: u32) -> bool {
    graph.relation(one).holds_key() == graph.relation(other).holds_key()
}

/// Describes the relation that replaces those of one side.
fn merge(graph: &Graph, key: &Key<'_>, side: &[u32]) -> String {
    let names = words::list_relations(graph, side);
    let parts = key
        .holder
        .zip(key.pointee)
        .map(|(holder, pointee)| parts(graph, holder, pointee));
    let parts = parts.unwrap_or_default();
    let field = |name: &Text| {
        let mut pairs = parts
            .iter()
            .flat_map(|(own, theirs)| own.iter().zip(*theirs));
        let found = pairs.find(|(_, theirs)| *theirs == name);
        found.map(|(own, _)| &**own)
    };
    let primary = key.pointee.map_or(&[][..], |it| graph.primary_key(it));
    let fields: Vec<&str> = primary.iter().filter_map(field).collect();
    if graph.rest(side[0]).orm == Some(Orm::SeaOrm) {
        let columns = listed(&quoted(&fields));
        return format!("{names} with one relation by the columns {columns}");
    }
    let text = words::declaration(graph, side[0], graph.kind(side[0]), &fields);
    format!("{names} with `{text}`")
}
