//! A key whose type differs from the type of the fields it points at, so that it cannot hold their values: both are types of
//! the language or known types, or the key has the type of the primary key of another model, or only the order is wrong.

use super::facts::{Key, Origin, Owned, declared};
use super::parts::{self, Part, differ, differing, known_keys, name};
use super::types::Comparison;
use super::{reference_not_unique, spelling, types};
use crate::rules::prelude::*;

pub(super) fn is_found(graph: &Graph, key: &Key<'_>) -> bool {
    let mut are_newtypes = false;
    for part in parts::parts(graph, key) {
        match part.comparison(graph) {
            Comparison::Differ => return true,
            Comparison::Newtypes => are_newtypes = true,
            Comparison::Equal | Comparison::Unknown => {}
        }
    }
    are_newtypes && !is_only_of_newtypes(graph, key)
}

/// Whether nothing shows that a key with newtypes is wrong.
#[cold]
fn is_only_of_newtypes(graph: &Graph, key: &Key<'_>) -> bool {
    let mut parts = parts::parts(graph, key);
    other_orders(graph, key).is_empty() && !parts.any(|it| is_certain(graph, key, it))
}

/// Whether the types of a part show that it is wrong.
fn is_certain(graph: &Graph, key: &Key<'_>, part: Part<'_>) -> bool {
    part.comparison(graph) == Comparison::Differ || model_of_type(graph, key, part).is_some()
}

/// Returns the only other model whose primary key has the newtype of a key field, unless the key rightly leads there too.
fn model_of_type(graph: &Graph, key: &Key<'_>, part: Part<'_>) -> Option<u32> {
    let (holder, own) = part.own;
    // Many models can have a primary key of a type that is not a newtype.
    if part.comparison(graph) != Comparison::Newtypes || !types::may_be_newtype(graph, part.own) {
        return None;
    }
    let mut only = None;
    for types in types::types(graph, part.own) {
        let id = types.get(own.first_type as usize)?;
        for model in graph.models_by_primary_type(types, id) {
            let mut ends = [Some(holder), key.pointee].into_iter().flatten();
            let is_end = ends.any(|end| graph.is_one_end(end, model));
            if is_end || graph.model(model).is_unknown() {
                continue;
            }
            if !graph.is_one_end(*only.get_or_insert(model), model) {
                return None;
            }
        }
    }
    only.filter(|model| !is_key_of(graph, part.own, *model))
}

/// Whether a relation with this field in its key points at a model, and its types fit.
fn is_key_of(graph: &Graph, (holder, field): Owned<'_>, model: u32) -> bool {
    let is_it = |key: &Key<'_>| {
        key.holder == Some(holder)
            && key.fields.contains(&field.name)
            && key.pointee.is_some_and(|it| graph.is_one_end(it, model))
            && differing(graph, key).is_empty()
    };
    let own = graph.relations_with_key(holder, &field.name);
    let mut relations = own.chain(graph.relations_to(model, holder));
    relations.any(|it| known_keys(graph, it).iter().any(is_it))
}

/// Whether only the order of the fields is wrong, so that no single field is.
pub(super) fn is_reordered(graph: &Graph, key: &Key<'_>) -> bool {
    !other_orders(graph, key).is_empty()
}

pub(super) fn describe(graph: &Graph, relations: &[u32], keys: &[Key<'_>]) -> Finding {
    let finding = match &*other_orders(graph, &keys[0]) {
        [] => of_another_type(graph, relations, keys),
        orders => reordered(graph, relations, &keys[0], orders),
    };
    parts::note_further(finding, graph, keys)
}

fn reordered(graph: &Graph, relations: &[u32], key: &Key<'_>, orders: &[Vec<&str>]) -> Finding {
    let (own, theirs) = (key.own(graph), key.theirs(graph));
    let name = graph.relation_name(relations[0]);
    let fact = format!("`{own}` is the key of `{name}`");
    let headline = format!(
        "the fields of the key `{own}` are in a different order than the fields that it references, `{theirs}`"
    );
    let finding = words::finding(graph, Rule::KeyType, relations[0], headline).with_other(theirs);
    let mut finding = declared(finding, graph, key.pointee).note(fact);
    for part in differing(graph, key) {
        finding = finding.note(part.compared(graph));
    }
    let [order] = orders else {
        return finding.note("the types match in more than one other order");
    };
    // If the other side has the same key, the order of the references is wrong.
    let agrees = |it: u32| !relations.contains(&it) && graph.key(it) == key.fields;
    let argument = if !graph.other_sides(relations[0]).any(agrees) {
        format!("key({})", order.join(", "))
    } else if key.origin == Origin::Written {
        let at = |own: &Text| order.iter().position(|field| field == own);
        let order = key.fields.iter().filter_map(at);
        let references: Vec<&str> = order.map(|at| &*key.references[at]).collect();
        format!("references({})", references.join(", "))
    } else {
        return finding;
    };
    finding.with_help(words::write_each(graph, relations, &argument))
}

fn of_another_type(graph: &Graph, relations: &[u32], keys: &[Key<'_>]) -> Finding {
    let mut differing = differing(graph, &keys[0]);
    sort_by_key(&mut differing, |it| !is_certain(graph, &keys[0], *it));
    let mut finding = parts::describe(graph, Rule::KeyType, relations[0], &keys[0], &differing);
    for part in &differing {
        if let Some(model) = model_of_type(graph, &keys[0], *part) {
            let (ty, model) = (&part.own.1.ty, graph.shown(model));
            finding = finding.note(format!(
                "`{ty}` is the type of the primary key of `{model}`"
            ));
        }
    }
    // With more relations, these are not all of their keys.
    let changes = changes(graph, keys).filter(|_| relations.len() <= NAMED);
    let target = other_target(graph, relations, &keys[0], &differing).unwrap_or_default();
    words::with_help(
        finding,
        changes.map(|it| format!("change the type of {it}{target}")),
    )
}

/// Describes the change of the target to the model whose primary key has the type of the key.
fn other_target(
    graph: &Graph,
    relations: &[u32],
    key: &Key<'_>,
    differing: &[Part<'_>],
) -> Option<String> {
    let model = model_of_type(graph, key, *only(differing.iter())?)?;
    let relation = *only(relations.iter())?;
    graph.relation(relation).holds_key().then(|| {
        let (name, model) = (graph.relation_name(relation), graph.shown(model));
        format!(", or the target of `{name}` to `{model}`")
    })
}

/// Describes the type changes of the key fields, if they are few and no fact contradicts them.
fn changes(graph: &Graph, keys: &[Key<'_>]) -> Option<String> {
    let mut changes = Vec::new();
    for key in keys {
        let differing = differing(graph, key);
        if differing.len() > NARROW {
            return None;
        }
        for part in differing {
            let ty = spelling::anywhere(&part.theirs.1.ty)?;
            if part.own.1.ty == ty || !can_change(graph, key, part) {
                return None;
            }
            let change = format!("`{}` to `{ty}`", name(graph, part.own));
            if !changes.contains(&change) {
                changes.push(change);
            }
        }
    }
    Some(changes.join(" and the type of "))
}

/// Maximum number of fields of a key whose orders are tried.
const ORDERED: usize = 6;

/// Returns the orders in which the types of the key's fields match.
fn other_orders<'g>(graph: &Graph, key: &Key<'g>) -> Vec<Vec<&'g str>> {
    let references = key.references;
    if key.fields.len() != references.len() || references.len() > ORDERED {
        return Vec::new();
    }
    let mut orders: Vec<Vec<&str>> = vec![Vec::new()];
    for theirs in references {
        let mut longer = Vec::new();
        for order in orders {
            for own in key.fields.iter().map(|own| &**own) {
                if !order.contains(&own) && !differ(graph, key, own, theirs) {
                    longer.push([&*order, &[own]].concat());
                }
            }
        }
        orders = longer;
    }
    // If several match, the one in which each field name ends with the name it points at is best.
    let has_names = |order: &&Vec<&str>| {
        let mut parts = order.iter().zip(references);
        parts.all(|(own, theirs)| own.ends_with(&**theirs))
    };
    match only(orders.iter().filter(has_names)) {
        Some(named) => vec![named.clone()],
        None => orders,
    }
}

/// Whether the field of a key can change to the type it points at: the reference is unique, the other references of the
/// field have that type too, and nothing points at the field. Very many relations or unique sets are not looked through.
fn can_change(graph: &Graph, key: &Key<'_>, part: Part<'_>) -> bool {
    let (holder, own) = part.own;
    let mut sets = graph.uniques(holder).chain([graph.primary_key(holder)]);
    let is_target_unique = key.origin == Origin::PrimaryKey
        || reference_not_unique::is_unique(graph, key.pointee, key.references);
    let fits = |other: &Key<'_>| {
        parts::parts(graph, other).all(|it| {
            let is_own = it.own.0 == holder && it.own.1.name == own.name;
            !is_own || !types::differ(graph, part.theirs, it.theirs)
        })
    };
    let relations = graph.relations_of(holder);
    if relations
        .len()
        .max(graph.model(holder).uniques.indices().len())
        > COMPARED
    {
        return false;
    }
    let mut all = relations.flat_map(|relation| graph.other_sides(relation).chain([relation]));
    !own.unique
        && !sets.any(|set| set.contains(&own.name))
        && is_target_unique
        && all.all(|relation| known_keys(graph, relation).iter().all(fits))
}
