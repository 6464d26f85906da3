//! The rules about the rows that a key allows.
//!
//! Decided here, where the design is silent:
//! - They come last: a fault of a target, a through, an inverse or a key, at the relation or at the side that has its
//!   key, is reported alone. An inverse that is one-sided and a key that is shared are no such faults.
//! - Relations that set one key to null are one fault, and so is one relation that sets several.
//! - Two sides of which one names the other disagree. All that disagree with one that holds the key are one fault.
//! - At most one row exists where the whole key, with its tag or without, is the primary key or unique.
//! - A key that is the primary key of its own model, which it points at, is not a key of one row. All that match one row by
//!   one key are one fault.
//! - Nothing is known of the keys that a base declares.

use super::keys::{is_unique, other_side};
use super::model::{Field, Kind};
use super::names::{Found, Graph, Spot};

/// The model that holds a key, the key with its tag, and the side that declares it.
type Held = (usize, Vec<String>, Option<String>, Spot);

/// A key with the model that holds it.
type Named = (usize, Vec<String>);

fn held(graph: &Graph, spot: Spot) -> Vec<Held> {
    let relation = graph.relation(spot);
    let holds = match relation.kind {
        Kind::BelongsTo => true,
        Kind::HasOne | Kind::HasMany if relation.through.is_none() => false,
        _ => return Vec::new(),
    };
    if graph.is_unknown(spot.0) {
        return Vec::new();
    }
    let of = |holder: usize, side: Spot| {
        let relation = graph.relation(side);
        (holder, relation.key.clone(), relation.tag.clone(), side)
    };
    if holds && !relation.key.is_empty() {
        return vec![of(spot.0, spot)];
    }
    let mut all = Vec::new();
    for target in graph.judged_targets(spot) {
        let own = (!relation.key.is_empty()).then_some(spot);
        let side = own.or_else(|| other_side(graph, spot, target));
        all.extend(side.map(|side| of(if holds { spot.0 } else { target }, side)));
    }
    all
}

/// `can` asks whether a rule is the first that finds something at two relations.
pub(crate) fn faults(
    graph: &Graph,
    mut can: impl FnMut(&'static str, Spot, Spot) -> bool,
) -> Vec<Found> {
    let mut found = set_nulls(graph, &mut can);
    found.extend(disagreeing(graph, &mut can));
    found.extend(singles(graph, &mut can));
    found
}

fn is_required(field: &Field) -> bool {
    !field.optional && !field.ty.starts_with("Option<")
}

fn set_nulls(graph: &Graph, can: &mut impl FnMut(&'static str, Spot, Spot) -> bool) -> Vec<Found> {
    let rule = "set_null_required";
    let mut groups: Vec<(Vec<Named>, Vec<Spot>)> = Vec::new();
    for spot in graph.relations() {
        if graph.relation(spot).on_delete != Some("set_null") {
            continue;
        }
        let mut keys = Vec::new();
        for (holder, key, _, side) in held(graph, spot) {
            let model = &graph.models[holder];
            let required = |name: &String| model.field(name).is_some_and(is_required);
            if key.iter().any(required) && can(rule, spot, side) {
                keys.push((holder, key));
            }
        }
        if keys.is_empty() {
            continue;
        }
        let (same, other): (Vec<_>, Vec<_>) =
            (groups.into_iter()).partition(|(known, _)| known.iter().any(|key| keys.contains(key)));
        groups = other;
        let mut group = (keys, vec![spot]);
        for (keys, spots) in same {
            group.0.extend(keys);
            group.1.extend(spots);
        }
        groups.push(group);
    }
    let each = |(_, spots): &(_, Vec<Spot>)| Found::each(graph, rule, spots);
    groups.iter().map(each).collect()
}

fn disagreeing(
    graph: &Graph,
    can: &mut impl FnMut(&'static str, Spot, Spot) -> bool,
) -> Vec<Found> {
    let rule = "on_delete_disagrees";
    let mut pairs: Vec<(Spot, Spot)> = Vec::new();
    for side in graph.relations() {
        let is_pointed_at = matches!(graph.relation(side).kind, Kind::HasOne | Kind::HasMany);
        if !is_pointed_at || graph.is_unknown(side.0) {
            continue;
        }
        for target in graph.judged_targets(side) {
            let Some(holder) = other_side(graph, side, target) else {
                continue;
            };
            let (one, other) = (
                graph.relation(side).on_delete,
                graph.relation(holder).on_delete,
            );
            let differ = one.is_some() && other.is_some() && one != other;
            if differ && can(rule, holder, side) {
                pairs.push((holder, side));
            }
        }
    }
    let mut told: Vec<(Spot, Found)> = Vec::new();
    for (holder, side) in pairs {
        let found = Found::of(graph, rule, &[holder, side]);
        match told.iter_mut().find(|(other, _)| *other == holder) {
            Some((_, told)) => told.shown.extend(found.shown),
            None => told.push((holder, found)),
        }
    }
    told.into_iter().map(|(_, found)| found).collect()
}

fn singles(graph: &Graph, can: &mut impl FnMut(&'static str, Spot, Spot) -> bool) -> Vec<Found> {
    let rule = "key_cardinality";
    let mut groups: Vec<(Named, Vec<Spot>)> = Vec::new();
    for spot in graph.relations() {
        if graph.relation(spot).kind != Kind::HasMany {
            continue;
        }
        let single = held(graph, spot).into_iter().find(|(holder, key, tag, _)| {
            let model = &graph.models[*holder];
            let with_tag: Vec<String> = key.iter().chain(tag).cloned().collect();
            // Whether one field is unique is known with the fields only.
            let known = |names: &Vec<String>| {
                let primary = model.primary_key().as_ref() == Some(names);
                names.len() > 1 || primary || model.fields.is_some()
            };
            let single = |names: &Vec<String>| known(names) && is_unique(model, names);
            !key.is_empty() && (single(key) || single(&with_tag))
        });
        let Some((holder, key, _, side)) = single else {
            continue;
        };
        if can(rule, spot, side) {
            match groups
                .iter_mut()
                .find(|(known, _)| (known.0, &known.1) == (holder, &key))
            {
                Some((_, spots)) => spots.push(spot),
                None => groups.push(((holder, key), vec![spot])),
            }
        }
    }
    let each = |(_, spots): &(_, Vec<Spot>)| Found::each(graph, rule, spots);
    groups.iter().map(each).collect()
}
