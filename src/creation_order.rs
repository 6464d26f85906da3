//! The order in which rows can be created: dependencies by key first, members of a circle together.
//!
//! In: the graph. Out: groups of models. This module must not know of records or rules.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::circles::{Edges, circles};
use crate::graph::Graph;
use crate::record::Kind;

/// Groups of models, each after every group it points at; among those that are ready, the first by path comes first.
pub(crate) fn groups(graph: &Graph) -> Vec<Vec<u32>> {
    let edges = Edges::new(graph.models().len(), needs(graph));
    let group_of = circles(&edges);
    let count = group_of.iter().max().map_or(0, |last| last + 1);

    let mut members = vec![Vec::new(); count];
    let mut waiting = vec![0; count];
    let mut frees = vec![Vec::new(); count];
    for (model, group) in (0..).zip(&group_of) {
        members[*group].push(model);
        let needed = edges
            .of(model as usize)
            .iter()
            .map(|needed| group_of[*needed as usize]);
        for needed in needed.filter(|needed| needed != group) {
            waiting[*group] += 1;
            frees[needed].push(*group);
        }
    }
    // Models are numbered by path, so the smallest number in a group is its first path.
    let is_ready = |group: &usize| waiting[*group] == 0;
    let mut ready: BinaryHeap<_> = (0..count)
        .filter(is_ready)
        .map(|group| Reverse((members[group][0], group)))
        .collect();
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

/// Each model with each that its keys point at, whichever side declares the relation.
fn needs(graph: &Graph) -> Vec<(u32, u32)> {
    let mut needs = Vec::new();
    for relation in graph.relation_indices() {
        let node = graph.relation(relation);
        for target in graph
            .targets_of(relation)
            .iter()
            .filter_map(|target| target.model.model())
        {
            match node.kind {
                Kind::BelongsTo => needs.push((node.model, target)),
                // A target that is reached through a third model holds no key of its own.
                Kind::HasOne | Kind::HasMany if graph.written_through(relation).is_none() => {
                    needs.push((target, node.model));
                }
                // A mention may be by a key too, but only where one is written.
                Kind::RefersTo if !graph.key(relation).is_empty() => {
                    needs.push((node.model, target));
                }
                _ => {}
            }
        }
    }
    needs
}
