//! The keys that must be there, for circles of them.

use super::keys::{or_as_its_other_side_says, pointed_at, written};
use super::model::{Field, Kind};
use super::names::{Graph, Shown, Spot};

/// A key that must be there in every row: what shows it, and the two models.
#[derive(Clone, Debug)]
pub(crate) struct Required {
    pub(crate) spot: Spot,
    pub(crate) from: usize,
    pub(crate) to: usize,
    pub(crate) shown: Shown,
}

/// Whether the key of a relation of a model to itself is what it points at, so that a row points at itself.
fn points_at_itself(graph: &Graph, spot: Spot) -> bool {
    let mut key = written(graph, spot, Some(spot.0));
    if pointed_at(graph, &key).is_none() {
        key = or_as_its_other_side_says(graph, spot, key);
    }
    pointed_at(graph, &key).is_some_and(|references| key.fields == references)
}

/// The keys that must be there, for circles of them. Where both sides write one, it is that of the side that holds it.
pub(crate) fn required(graph: &Graph) -> Vec<Required> {
    let mut all = Vec::new();
    for spot in graph.relations() {
        let (relation, targets) = (graph.relation(spot), graph.judged_targets(spot));
        let [target] = targets[..] else { continue };
        let (from, to) = match relation.kind {
            Kind::BelongsTo => (spot.0, target),
            Kind::HasOne | Kind::HasMany if relation.through.is_none() => (target, spot.0),
            _ => continue,
        };
        // A type that is written as an option says so too.
        let required = |field: &Field| !field.optional && !field.ty.starts_with("Option<");
        let there = |name: &String| graph.models[from].field(name).is_some_and(required);
        let known = graph.leads(spot).targets.len() == 1;
        if !known
            || graph.is_unknown(from)
            || graph.is_unknown(to)
            || relation.tag.is_some()
            || relation.key.is_empty()
            || !relation.key.iter().all(there)
        {
            continue;
        }
        let holds_it = |other: &Spot| {
            let held = graph.relation(*other);
            let leads = graph.targets(*other).contains(&to);
            held.kind == Kind::BelongsTo && leads && held.key == relation.key
        };
        if relation.kind != Kind::BelongsTo && graph.relations_of(from).iter().any(holds_it) {
            continue;
        }
        if from == to && points_at_itself(graph, spot) {
            continue;
        }
        let shown = Shown {
            at: graph.at(spot).clone(),
            about: vec![(spot.0, Some(spot.1))],
        };
        all.push(Required {
            spot,
            from,
            to,
            shown,
        });
    }
    all
}
