//! A key and references that are the wrong way round: they are exchanged, or the relation has the kind of its other side.

use super::facts::{Key, declared};
use super::parts;
use super::reference_not_unique::{contains_unique, is_constrained, is_same_set, is_unique};
use crate::rules::prelude::*;

/// What is the wrong way round. Of a relation to its own model it can be both.
#[derive(Clone, Copy, Default)]
struct Mirrored {
    /// The references are fields of the model that holds the key, and the key is a key of the other model.
    is_exchanged: bool,
    /// The key is the primary key of the model that holds it, so the references are the key of a relation back.
    is_other_kind: bool,
}

pub(super) fn is_found(graph: &Graph, key: &Key<'_>) -> bool {
    let found = mirrored(graph, key);
    found.is_some_and(|it| it.is_exchanged || it.is_other_kind)
}

fn mirrored(graph: &Graph, key: &Key<'_>) -> Option<Mirrored> {
    let (holder, pointee) = (key.holder?, key.pointee?);
    let (own, theirs) = (key.fields, key.references);
    let is_known = |it: u32| !graph.model(it).is_unknown() && graph.model(it).fields_known;
    let has_all =
        |model: u32, names: &[Text]| names.iter().all(|it| graph.field(model, it).is_some());
    // A shared primary key references a primary key, or fields that contain one, so it is sound.
    let is_sound = is_unique(graph, Some(pointee), theirs) || contains_unique(graph, key);
    if is_sound || own.len() != theirs.len() || !is_known(holder) || !is_known(pointee) {
        return None;
    }
    let fit = |own: &[Text], theirs: &[Text]| {
        let mut pairs = own.iter().zip(theirs);
        pairs.all(|(own, theirs)| !parts::differ(graph, key, own, theirs))
    };
    let is_primary = is_same_set(own, graph.primary_key(holder));
    Some(Mirrored {
        is_exchanged: has_all(holder, theirs)
            && has_all(pointee, own)
            && is_constrained(graph, pointee, own)
            && fit(theirs, own),
        is_other_kind: is_primary && has_all(pointee, theirs) && fit(own, theirs),
    })
}

/// The level of a finding: an ORM that only joins by the columns reads the right rows.
pub(super) fn level(graph: &Graph, relations: &[u32]) -> Level {
    let works = |it: &u32| graph.rest(*it).orm == Some(Orm::SeaOrm);
    if relations.iter().all(works) {
        Level::Warn
    } else {
        Level::Deny
    }
}

pub(super) fn describe(graph: &Graph, relations: &[u32], keys: &[Key<'_>]) -> Finding {
    let (key, relation) = (&keys[0], relations[0]);
    let name = graph.relation_name(relation);
    let (own, theirs) = (key.own(graph), key.theirs(graph));
    let mut found = mirrored(graph, key).unwrap_or_default();
    // Of an attribute of SeaORM only the kind is changed: its columns fit.
    found.is_exchanged &= !found.is_other_kind || graph.rest(relation).orm != Some(Orm::SeaOrm);
    let (headline, note) = if found.is_exchanged {
        let own = words::fields(graph, key.holder, key.references);
        let theirs = words::fields(graph, key.pointee, key.fields);
        (
            format!("the key and the references of `{name}` are exchanged"),
            format!("`{own}` fits as the key, and `{theirs}` as the reference"),
        )
    } else {
        let (kind, other) = (graph.kind(relation), other_kind(graph, relation));
        (
            format!("`{name}` is a `{other}`, but is declared as a `{kind}`"),
            format!("the key `{own}` is a primary key, and `{theirs}` is not unique"),
        )
    };
    let finding = words::finding(graph, Rule::MirroredKey, relation, headline).with_other(theirs);
    declared(finding, graph, key.other_end(graph, relation))
        .note(note)
        .with_help(help(graph, relations, key, found))
}

/// The kind of the other side of such a relation.
fn other_kind(graph: &Graph, relation: u32) -> Kind {
    if graph.relation(relation).holds_key() {
        Kind::HasMany
    } else {
        Kind::BelongsTo
    }
}

/// Describes each fix that is possible.
fn help(graph: &Graph, relations: &[u32], key: &Key<'_>, found: Mirrored) -> String {
    let from_orm = |it: &u32| graph.rest(*it).orm == Some(Orm::SeaOrm);
    if relations.iter().any(from_orm) {
        let names = words::list_relations(graph, relations);
        let (kind, other) = (graph.kind(relations[0]), other_kind(graph, relations[0]));
        return if found.is_other_kind {
            format!("write `{other}` instead of `{kind}` in the `sea_orm` attribute of {names}")
        } else {
            format!("exchange `from` and `to` in the `sea_orm` attribute of {names}")
        };
    }
    let mut fixes = Vec::new();
    if found.is_exchanged {
        let (own, theirs) = (key.references.join(", "), key.fields.join(", "));
        let change = format!("write `key({own})` and `references({theirs})`");
        fixes.push(words::replace_on(graph, relations, &change));
    }
    if found.is_other_kind {
        let fields = fields_in_order(graph, key);
        let replace = |it: &u32| {
            let text = words::declaration(graph, *it, other_kind(graph, *it), &fields);
            format!("`{}` with `{text}`", graph.relation_name(*it))
        };
        let changes: Vec<String> = relations.iter().map(replace).collect();
        fixes.push(format!("replace {}", changes.join(" and ")));
    }
    fixes.join(", or ")
}

/// Returns the references in the order of the primary key, which is what they reference the other way round.
fn fields_in_order<'g>(graph: &'g Graph, key: &Key<'g>) -> Vec<&'g str> {
    let primary = key.holder.map_or(&[][..], |it| graph.primary_key(it));
    let at = |name: &Text| key.fields.iter().position(|it| it == name);
    let names = primary.iter().filter_map(|it| key.references.get(at(it)?));
    names.map(|it| &**it).collect()
}
