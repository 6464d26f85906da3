//! A key whose type is not that of what it points at.

use super::facts::{About, Key, Origin, declared, field, keys, named, place};
use super::{reference_not_unique, types};
use crate::findings::Finding;
use crate::findings::wording::NAMED;
use crate::graph::Graph;
use crate::model::Field;
use crate::rule::Rule;
use crate::rules::words::{self, at_each};

pub(super) fn is_found(graph: &Graph, key: &Key<'_>) -> bool {
    differing_parts(graph, key).next().is_some()
}

/// Each field of the key with the one that it points at.
fn parts<'g>(key: &Key<'g>) -> impl Iterator<Item = (&'g str, &'g str)> + use<'g> {
    let parts = key.fields.iter().zip(key.references);
    parts.map(|(own, theirs)| (&**own, &**theirs))
}

/// Those whose types are certain to differ.
fn differing_parts<'g>(graph: &Graph, key: &Key<'g>) -> impl Iterator<Item = (&'g str, &'g str)> {
    parts(key).filter(|(own, theirs)| differ(graph, key, own, theirs))
}

/// Whether the types of these two fields are certain to differ.
pub(super) fn differ(graph: &Graph, key: &Key<'_>, own: &str, theirs: &str) -> bool {
    let own = field(graph, key.holder, own);
    let theirs = field(graph, key.pointee, theirs);
    let (own, theirs) = (key.holder.zip(own), key.pointee.zip(theirs));
    own.zip(theirs)
        .is_some_and(|(own, theirs)| types::differ(graph, own, theirs))
}

/// What the two fields of each differing part are about: one field of a key against all of one type that it points at, and
/// all fields of one type against the one that they point at.
pub(super) fn about_fields<'g>(graph: &'g Graph, key: &Key<'g>) -> Vec<About<'g>> {
    let ty = |model: Option<u32>, name: &str| {
        let field = field(graph, model, name);
        field.map_or_else(Vec::new, |field| {
            vec![&*field.ty, graph.as_ty(field).unwrap_or_default()]
        })
    };
    // Where only the order is wrong, no field is.
    if other_order(graph, key).is_some() {
        return Vec::new();
    }
    let (holder, pointee) = (key.holder, key.pointee);
    let differing = differing_parts(graph, key);
    let about = differing.flat_map(|(own, theirs)| {
        [
            (Rule::KeyType, holder, vec![own], None, ty(pointee, theirs)),
            (Rule::KeyType, None, ty(holder, own), pointee, vec![theirs]),
        ]
    });
    about.collect()
}

/// What is told of such keys; `relations` are all that show it, and `are_all` says whether the keys are all of theirs.
pub(super) fn describe(
    graph: &Graph,
    relations: &[u32],
    keys: &[Key<'_>],
    are_all: bool,
) -> Finding {
    let finding = match other_order(graph, &keys[0]) {
        Some(order) => in_another_order(graph, relations, &keys[0], &order),
        None => of_another_type(graph, relations, keys, are_all),
    };
    keys[1..].iter().take(NAMED).fold(finding, |finding, key| {
        let mut differing = differing_parts(graph, key);
        let (own, theirs) = differing.next().unwrap_or_default();
        finding.note(compared(graph, key, own, theirs))
    })
}

/// The fields of a key that fit in some other order, and that order if there is but one.
type Order<'g> = Option<Vec<&'g str>>;

fn in_another_order(graph: &Graph, relations: &[u32], key: &Key<'_>, order: &Order<'_>) -> Finding {
    let (own, theirs) = (
        named(graph, key.holder, key.fields),
        named(graph, key.pointee, key.references),
    );
    let headline =
        format!("the key `{own}` is in another order than `{theirs}`, which it points at");
    let finding = Finding::new(
        Rule::KeyType,
        words::relation(graph, relations[0]),
        headline,
    )
    .with_other(words::fields(graph, key.pointee, key.references));
    let finding = declared(finding, graph, key.pointee).note(key_of(graph, relations[0]));
    let finding = parts(key)
        .filter(|(own, theirs)| differ(graph, key, own, theirs))
        .fold(finding, |finding, (own, theirs)| {
            finding.note(compared(graph, key, own, theirs))
        });
    let Some(order) = order else {
        return finding.note("the types fit in more than one other order");
    };
    // Where the other side agrees on the key, it is what the key points at that is in another order.
    let agrees =
        |relation: u32| !relations.contains(&relation) && graph.key(relation) == key.fields;
    let change = if !graph.other_sides(relations[0]).any(agrees) {
        format!("write `key({})`", order.join(", "))
    } else if key.origin == Origin::Written {
        let at = |own: &str| order.iter().position(|field| *field == own);
        let order = key.fields.iter().filter_map(|own| at(own));
        let references: Vec<&str> = order.map(|at| &*key.references[at]).collect();
        format!("write `references({})`", references.join(", "))
    } else {
        return finding;
    };
    finding.with_help(at_each(graph, relations, &change))
}

fn of_another_type(graph: &Graph, relations: &[u32], keys: &[Key<'_>], are_all: bool) -> Finding {
    let key = &keys[0];
    let differing: Vec<_> = differing_parts(graph, key).collect();
    let (own, theirs) = differing.first().copied().unwrap_or_default();
    let (own_name, their_name) = (
        named(graph, key.holder, &[own]),
        named(graph, key.pointee, &[theirs]),
    );
    let headline = compared(graph, key, own, theirs);
    let finding = Finding::new(
        Rule::KeyType,
        words::relation(graph, relations[0]),
        headline,
    )
    .with_other(words::fields(graph, key.pointee, &[theirs]))
    .note(key_of(graph, relations[0]));
    let own = key.holder.zip(field(graph, key.holder, own));
    let theirs = key.pointee.zip(field(graph, key.pointee, theirs));
    let Some(((holder, own), (pointee, theirs))) = own.zip(theirs) else {
        return finding;
    };
    let own_place = graph.place(holder, own.mark);
    let is_shown = own_place == place(graph, relations[0], Rule::KeyType);
    let mut finding = if is_shown {
        finding
    } else {
        finding.declared(own_place, &own_name)
    };
    finding = finding.declared(graph.place(pointee, theirs.mark), &their_name);
    if let Some(difference) = types::difference(&own.ty, &theirs.ty) {
        finding = finding.note(difference);
    }
    if own.ty == theirs.ty {
        finding = finding.note(format!("`{}` is the name of two types", own.ty));
    }
    for (name, field) in [(&own_name, own), (&their_name, theirs)] {
        if let Some(as_ty) = graph.as_ty(field) {
            finding = finding.note(format!("`{name}` counts as `{as_ty}` too"));
        }
    }
    if own.optional || theirs.optional {
        finding = finding.note("an `Option` only says that a key may be null, and is not compared");
    }
    for (own, theirs) in &differing[1..] {
        finding = finding.note(compared(graph, key, own, theirs));
    }
    let fitting = known_keys(graph, relations[0])
        .filter(|key| !key.references.is_empty() && !is_found(graph, key));
    for key in fitting.take(NAMED) {
        let references = named(graph, key.pointee, key.references);
        finding = finding.note(format!("it fits `{references}`, which it points at too"));
    }
    let mut changes = Vec::new();
    for key in keys {
        for (own, theirs) in differing_parts(graph, key) {
            let Some(change) = change(graph, key, own, theirs).filter(|_| are_all) else {
                return finding;
            };
            if !changes.contains(&change) {
                changes.push(change);
            }
        }
    }
    finding.with_help(format!(
        "make the type of {}",
        changes.join(" and that of ")
    ))
}

/// The type that a field of the key can take, if nothing speaks against it.
fn change(graph: &Graph, key: &Key<'_>, own: &str, theirs: &str) -> Option<String> {
    let name = named(graph, key.holder, &[own]);
    let own = (key.holder?, field(graph, key.holder, own)?);
    let theirs = (key.pointee?, field(graph, key.pointee, theirs)?);
    let ty = types::anywhere(&theirs.1.ty)?;
    let can_change = own.1.ty != ty && can_change(graph, key, own, theirs);
    can_change.then(|| format!("`{name}` `{ty}`"))
}

fn key_of(graph: &Graph, relation: u32) -> String {
    format!("it is the key of `{}`", graph.relation_name(relation))
}

/// Both fields with their types.
fn compared(graph: &Graph, key: &Key<'_>, own: &str, theirs: &str) -> String {
    let ty =
        |model: Option<u32>, name: &str| field(graph, model, name).map_or("", |field| &*field.ty);
    format!(
        "key `{}` is `{}`, but `{}`, which it points at, is `{}`",
        named(graph, key.holder, &[own]),
        ty(key.holder, own),
        named(graph, key.pointee, &[theirs]),
        ty(key.pointee, theirs)
    )
}

/// A key of more fields is not tried in every order.
const ORDERED: usize = 6;

/// The order in which the types of the key's fields fit, if there is one; nothing in it if there are several.
fn other_order<'g>(graph: &Graph, key: &Key<'g>) -> Option<Order<'g>> {
    let fields: Vec<&str> = key.fields.iter().map(|it| &**it).collect();
    let references: Vec<&str> = key.references.iter().map(|it| &**it).collect();
    if fields.len() != references.len() || fields.len() > ORDERED {
        return None;
    }
    let mut orders: Vec<Vec<&str>> = vec![Vec::new()];
    for theirs in &references {
        let longer = orders.iter().flat_map(|order| {
            let free = fields.iter().filter(|own| !order.contains(own));
            let fitting = free.filter(|own| !differ(graph, key, own, theirs));
            fitting.map(|own| order.iter().chain([own]).copied().collect())
        });
        orders = longer.collect();
    }
    // Of several it is the one in which each field is called as what it points at.
    let is_called = |order: &&Vec<&str>| {
        order
            .iter()
            .zip(&references)
            .all(|(own, theirs)| own.ends_with(theirs))
    };
    let mut called = orders.iter().filter(is_called);
    match (&*orders, called.next(), called.next()) {
        ([], ..) => None,
        ([only], ..) | (_, Some(only), None) => Some(Some(only.clone())),
        _ => Some(None),
    }
}

/// Whether the field of a key can take the type of what it points at: that is unique, everything else that the field
/// points at has that type too, and nothing points at the field.
fn can_change(
    graph: &Graph,
    key: &Key<'_>,
    (holder, own): (u32, &Field),
    theirs: (u32, &Field),
) -> bool {
    let mut sets = graph.uniques(holder).chain([graph.primary_key(holder)]);
    let is_own = |name: &str| name == own.name;
    if own.unique || sets.any(|set| set.contains(&own.name)) {
        return false;
    }
    let fits = |other: Key<'_>| {
        let mut over_it =
            parts(&other).filter(|(field, _)| other.holder == Some(holder) && is_own(field));
        over_it.all(|(_, name)| {
            let there = other.pointee.zip(field(graph, other.pointee, name));
            there.is_none_or(|there| !types::differ(graph, theirs, there))
        })
    };
    let relations = graph.relations_of(holder);
    let mut all = relations.flat_map(|relation| graph.other_sides(relation).chain([relation]));
    (key.origin == Origin::PrimaryKey
        || reference_not_unique::is_unique(graph, key.pointee, key.references))
        && all.all(|relation| known_keys(graph, relation).all(fits))
}

/// The keys of a relation to models of which something is known.
fn known_keys(graph: &Graph, relation: u32) -> impl Iterator<Item = Key<'_>> {
    let keys = keys(graph, relation, |_| false);
    keys.map(move |key| key.settled(graph, relation))
}
