//! The order in which rows can be created: dependencies by key first, members of a cycle together.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::circles::{Edges, circles};
use crate::graph::Graph;
use crate::model::index;
use crate::record::Kind;

/// Groups of models, each after every group it points at; among those that are ready, the first by path comes first.
pub(crate) fn groups(graph: &Graph) -> Vec<Vec<u32>> {
    let edges = Edges::new(graph.models().len(), needs(graph));
    let group_of = circles(&edges);
    let count = group_of.iter().max().map_or(0, |last| last + 1);

    let mut members = vec![Vec::new(); count];
    let mut waiting = vec![0; count];
    let mut frees = vec![Vec::new(); count];
    for (model, group) in group_of.iter().copied().enumerate() {
        members[group].push(index(model));
        for needed in edges.of(model) {
            let needed = group_of[*needed as usize];
            if needed != group {
                waiting[group] += 1;
                frees[needed].push(group);
            }
        }
    }
    // Models are numbered by path, so the smallest number in a group is its first path.
    let mut ready = BinaryHeap::new();
    for group in (0..count).filter(|group| waiting[*group] == 0) {
        ready.push(Reverse((members[group][0], group)));
    }
    let mut ordered = Vec::with_capacity(count);
    while let Some(Reverse((_, group))) = ready.pop() {
        for freed in &frees[group] {
            waiting[*freed] -= 1;
            if waiting[*freed] == 0 {
                ready.push(Reverse((members[*freed][0], *freed)));
            }
        }
        ordered.push(std::mem::take(&mut members[group]));
    }
    ordered
}

/// The pairs of a model and a model that its keys point at, whichever side declares the relation.
fn needs(graph: &Graph) -> Vec<(u32, u32)> {
    let mut needs = Vec::new();
    for relation in graph.relation_indices() {
        let row = graph.relation(relation);
        let holds_key = match row.kind {
            Kind::BelongsTo => true,
            // A `refers_to` can have a key too, but only a written one.
            Kind::RefersTo if !row.key.is_empty() => true,
            // A target that is reached through a third model holds no key of its own.
            Kind::HasOne | Kind::HasMany if graph.written_through(relation).is_none() => false,
            _ => continue,
        };
        for target in graph.targets_of(relation) {
            if let Some(target) = target.model.model() {
                let ends = (row.model, target);
                needs.push(if holds_key { ends } else { (ends.1, ends.0) });
            }
        }
    }
    needs
}
