//! The order in which rows can be created: dependencies by key first, members of a circle together.
//!
//! In: the graph. Out: groups of models. This module must not know of records or rules. It keeps its own stack, so a
//! chain of any length is safe.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::graph::Graph;
use crate::record::Kind;

/// Groups of models, each after every group it points at; among those that are ready, the first by path comes first.
pub(crate) fn groups(graph: &Graph) -> Vec<Vec<u32>> {
    let needs = needs(graph);
    let group_of = circles(&needs);
    let count = group_of.iter().max().map_or(0, |last| last + 1);

    let mut members = vec![Vec::new(); count];
    for (model, group) in (0..).zip(&group_of) {
        members[*group].push(model);
    }
    let mut waiting = vec![0; count];
    let mut freed = vec![Vec::new(); count];
    for (model, needed) in needs.iter().enumerate() {
        for needed in needed.iter().map(|needed| group_of[*needed as usize]) {
            if needed != group_of[model] {
                waiting[group_of[model]] += 1;
                freed[needed].push(group_of[model]);
            }
        }
    }
    // Models are numbered by path, so the smallest number in a group is its first path.
    let mut ready: BinaryHeap<_> = (0..count)
        .filter(|group| waiting[*group] == 0)
        .map(|group| Reverse((members[group][0], group)))
        .collect();
    let mut ordered = Vec::with_capacity(count);
    while let Some(Reverse((_, group))) = ready.pop() {
        for next in &freed[group] {
            waiting[*next] -= 1;
            if waiting[*next] == 0 {
                ready.push(Reverse((members[*next][0], *next)));
            }
        }
        ordered.push(std::mem::take(&mut members[group]));
    }
    ordered
}

/// For each model the models that its keys point at, whichever side declares the relation.
fn needs(graph: &Graph) -> Vec<Vec<u32>> {
    let mut needs = vec![Vec::new(); graph.models.len()];
    for relation in graph.relation_indices() {
        let node = graph.relations[relation as usize];
        for target in graph
            .targets_of(relation)
            .iter()
            .filter_map(|target| target.model.model())
        {
            match node.kind {
                Kind::BelongsTo => needs[node.model as usize].push(target),
                Kind::HasOne | Kind::HasMany if !has_through(graph, relation) => {
                    needs[target as usize].push(node.model)
                }
                Kind::HasOne | Kind::HasMany | Kind::ManyToMany | Kind::RefersTo => {}
            }
        }
    }
    needs
}

/// A target that is reached through a third model holds no key of its own.
fn has_through(graph: &Graph, relation: u32) -> bool {
    graph.relation(relation).through.is_some()
}

/// The strongly connected components by Tarjan's algorithm: for each model the number of its component.
fn circles(needs: &[Vec<u32>]) -> Vec<usize> {
    const UNSEEN: usize = usize::MAX;
    let mut order = vec![UNSEEN; needs.len()];
    let mut lowest = vec![0; needs.len()];
    let mut group_of = vec![UNSEEN; needs.len()];
    let mut open = Vec::new();
    let mut seen = 0;
    let mut groups = 0;
    for root in 0..needs.len() {
        if order[root] != UNSEEN {
            continue;
        }
        let mut path = vec![(root, 0)];
        while let Some((model, next)) = path.last_mut() {
            let model = *model;
            if *next == 0 {
                order[model] = seen;
                lowest[model] = seen;
                seen += 1;
                open.push(model);
            }
            if let Some(needed) = needs[model].get(*next).map(|needed| *needed as usize) {
                *next += 1;
                if order[needed] == UNSEEN {
                    path.push((needed, 0));
                } else if group_of[needed] == UNSEEN {
                    lowest[model] = lowest[model].min(order[needed]);
                }
                continue;
            }
            path.pop();
            if let Some((parent, _)) = path.last() {
                lowest[*parent] = lowest[*parent].min(lowest[model]);
            }
            if lowest[model] == order[model] {
                while let Some(member) = open.pop() {
                    group_of[member] = groups;
                    if member == model {
                        break;
                    }
                }
                groups += 1;
            }
        }
    }
    group_of
}
