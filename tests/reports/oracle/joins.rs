//! What relations between two models point at, where they do not say it all.
//!
//! Decided here, where the design is silent:
//! - Only what names no inverse, is named by none and points at one model is ambiguous or without a key.
//! - Relations that point back by one key are one join: which of them is the inverse is not asked.
//! - A key that is written chooses among those that point back; if it is the key of none, nothing is ambiguous.
//! - Two that have many of each other have no key, if nothing else leads from one to the other.
//! - Those of one model to itself that have no key are one finding.
//! - Where several has_one or has_many are one join, one of them must name no inverse.

use std::collections::BTreeMap;

use super::judge::Level;
use super::model::Kind;
use super::names::{Found, Graph, Led, Spot};
use super::pairs::{are_known, back, back_to_all, direct, is_direct_has, meant};
use super::types::types_differ;
use super::{inverses, keys};

/// The pairs of models between which a has_one or has_many names no inverse.
fn ends(graph: &Graph) -> Vec<(usize, usize)> {
    let mut all = Vec::new();
    for spot in graph.relations() {
        if is_direct_has(graph, spot) && graph.relation(spot).inverse.is_none() {
            all.extend(
                graph
                    .targets(spot)
                    .into_iter()
                    .map(|target| (spot.0, target)),
            );
        }
    }
    all.sort_unstable();
    all.dedup();
    all
}

fn is_alone(graph: &Graph, spot: Spot) -> bool {
    is_direct_has(graph, spot)
        && graph.relation(spot).inverse.is_none()
        && graph.leads(spot).targets.len() == 1
        && inverses::namers(graph, spot).is_empty()
}

pub(crate) fn ambiguous(graph: &Graph, is_wrong: &dyn Fn(Spot) -> bool) -> Vec<Found> {
    let mut all = Vec::new();
    for (own, target) in ends(graph) {
        let mut relations = direct(graph, own, target);
        let mut candidates = back_to_all(graph, own, target);
        let open = candidates.iter().any(|it| graph.leads(*it).open);
        if relations.iter().any(|it| is_wrong(*it)) || open || !are_known(graph, own, target) {
            continue;
        }
        candidates.retain(|it| {
            let relation = graph.relation(*it);
            relation.kind == Kind::BelongsTo
                && relation.inverse.is_none()
                && inverses::namers(graph, *it).is_empty()
        });
        relations.retain(|it| {
            let relation = graph.relation(*it);
            let all_keys = candidates.iter().map(|it| &graph.relation(*it).key);
            let fitting = all_keys.filter(|key| relation.key.is_empty() || **key == relation.key);
            let fitting: Vec<_> = fitting.collect();
            let is_one = fitting
                .iter()
                .all(|key| !key.is_empty() && *key == fitting[0]);
            is_alone(graph, *it) && !relation.filtered && fitting.len() > 1 && !is_one
        });
        if !relations.is_empty() {
            all.push(Found::each(graph, "ambiguous_inverse", &relations));
        }
    }
    all
}

pub(crate) fn unkeyed(graph: &Graph, is_wrong: &dyn Fn(Spot) -> bool) -> Vec<Found> {
    let is_unkeyed = |it: Spot| is_alone(graph, it) && graph.relation(it).key.is_empty();
    let rule = "unkeyed_relation";
    let mut all = Vec::new();
    for (own, target) in ends(graph) {
        let there = graph.relations_of(target);
        if !are_known(graph, own, target) || there.iter().any(|it| is_wrong(*it)) {
            continue;
        }
        let back = back(graph, own, target);
        let from = graph.relations_of(own).into_iter();
        let mut from = from.filter(|it| graph.leads_to(*it, target));
        let is_mutual = from.all(is_unkeyed) && back.iter().all(|it| is_unkeyed(*it));
        let mut unkeyed = direct(graph, own, target);
        unkeyed.retain(|it| is_unkeyed(*it));
        if back.is_empty() {
            unkeyed.retain(|it| lacks_field(graph, *it, target));
            if own == target && !unkeyed.is_empty() {
                all.push(Found::each(graph, rule, &unkeyed));
            } else {
                all.extend(unkeyed.iter().map(|it| Found::of(graph, rule, &[*it])));
            }
        } else {
            unkeyed.retain(|it| is_mutual && back[0] > *it);
            let both = unkeyed.iter().map(|it| [*it, back[0]]);
            all.extend(both.map(|both| Found::of(graph, rule, &both)));
        }
    }
    all
}

fn lacks_field(graph: &Graph, spot: Spot, target: usize) -> bool {
    let (own, there) = (&graph.models[spot.0], &graph.models[target]);
    let written = graph.relation(spot).references.clone();
    let references = if written.is_empty() {
        own.primary_key().unwrap_or_default()
    } else {
        written
    };
    let primary = there.primary_key().unwrap_or_default();
    let holds = |kind: Kind| matches!(kind, Kind::BelongsTo | Kind::RefersTo);
    let keys = there.relations.iter().filter(|it| holds(it.kind));
    let keys: Vec<&String> = keys.flat_map(|it| &it.key).collect();
    let Some(fields) = &there.fields else {
        return false;
    };
    let free = |name: &String| primary != [name.clone()] && !keys.contains(&name);
    let free: Vec<_> = fields.iter().filter(|field| free(&field.name)).collect();
    references.iter().any(|name| match own.field(name) {
        None => free.is_empty(),
        Some(reference) => free.iter().all(|it| types_differ(it, reference)),
    })
}

pub(crate) fn same(graph: &Graph, is_wrong: &dyn Fn(Spot) -> bool) -> Vec<Vec<Spot>> {
    let mut joins: BTreeMap<_, Vec<Spot>> = BTreeMap::new();
    for spot in graph.relations() {
        let (relation, leads) = (graph.relation(spot), graph.leads(spot));
        let has_rows = |led: &Led| matches!(led, Led::To(to) if !graph.is_abstract(*to));
        if relation.kind == Kind::BelongsTo
            && !relation.key.is_empty()
            && !relation.filtered
            && leads.targets.iter().all(has_rows)
            && keys::broken(graph, spot).is_none()
            && !is_wrong(spot)
        {
            let targets: Vec<String> = leads.targets.iter().map(|it| format!("{it:?}")).collect();
            let join = (
                spot.0,
                &relation.key,
                joined(graph, spot),
                &relation.tag,
                targets,
            );
            joins.entry(join).or_default().push(spot);
        }
    }
    let mut all: Vec<Vec<Spot>> = joins.into_values().collect();
    for (own, target) in ends(graph) {
        let mut relations = direct(graph, own, target);
        if !are_known(graph, own, target) || relations.iter().any(|it| is_wrong(*it)) {
            continue;
        }
        let back = back_to_all(graph, own, target);
        let holder = match back[..] {
            [only] if graph.relation(only).kind == Kind::BelongsTo && !graph.leads(only).open => {
                Some(&graph.relation(only).key)
            }
            _ => None,
        };
        relations.retain(|it| graph.leads(*it).targets.len() == 1 && !graph.relation(*it).filtered);
        let mut joins: BTreeMap<_, Vec<Spot>> = BTreeMap::new();
        for spot in relations {
            let key = &graph.relation(spot).key;
            if let Some(key) = Some(key).filter(|key| !key.is_empty()).or(holder) {
                let tag = &graph.relation(spot).tag;
                joins
                    .entry((key, joined(graph, spot), tag))
                    .or_default()
                    .push(spot);
            }
        }
        let names_none = |it: &Spot| graph.relation(*it).inverse.is_none();
        all.extend(
            joins
                .into_values()
                .filter(|same| same.iter().any(names_none)),
        );
    }
    all.retain(|same| same.len() > 1);
    all
}

/// What a relation references, if it says a key or not.
fn joined(graph: &Graph, spot: Spot) -> Vec<String> {
    let relation = graph.relation(spot);
    let pointee = match (relation.kind, &graph.leads(spot).targets[..]) {
        (Kind::BelongsTo, [Led::To(target)]) => Some(*target),
        (Kind::BelongsTo, _) => None,
        _ => Some(spot.0),
    };
    match pointee {
        Some(pointee) if relation.references.is_empty() => {
            graph.models[pointee].primary_key().unwrap_or_default()
        }
        _ => relation.references.clone(),
    }
}

/// Which of these it is reported at, and the level.
pub(crate) fn odd_one(graph: &Graph, same: &[Spot]) -> (Spot, Level) {
    let mut sorted = same.to_vec();
    sorted.sort_by_key(|it| graph.at(*it));
    let holds = |it: Spot| graph.relation(it).kind == Kind::BelongsTo;
    let is_odd = |it: Spot| {
        let (model, relation) = (&graph.models[it.0], graph.relation(it));
        if !holds(it) {
            return relation.inverse.is_none() && meant(graph, it).is_some();
        }
        let field = format!("{}_id", relation.name);
        let is_used = model
            .relations
            .iter()
            .any(|other| other.key.contains(&field));
        relation.key.len() == 1 && model.field(&field).is_some() && !is_used
    };
    let odd = sorted.iter().copied().find(|it| is_odd(*it));
    let likely = odd.is_some() || holds(sorted[0]);
    let level = if likely { Level::Warn } else { Level::Allow };
    (odd.unwrap_or(sorted[0]), level)
}
