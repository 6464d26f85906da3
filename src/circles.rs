//! Cycles in a directed graph: its strongly connected components, found with Tarjan's algorithm. An explicit stack
//! makes chains of any length safe.

use crate::sorted::sort;

/// Directed edges, by start vertex.
#[derive(Debug)]
pub(crate) struct Edges {
    first: Vec<usize>,
    to: Vec<u32>,
}

impl Edges {
    /// Creates the edges of `count` vertices.
    pub(crate) fn new(count: usize, mut pairs: Vec<(u32, u32)>) -> Self {
        sort(&mut pairs);
        let before = |vertex| pairs.partition_point(|(from, _)| (*from as usize) < vertex);
        let first = (0..=count).map(before).collect();
        let to = pairs.into_iter().map(|(_, to)| to).collect();
        Edges { first, to }
    }

    /// Returns the end vertices of the edges of a vertex.
    pub(crate) fn of(&self, vertex: usize) -> &[u32] {
        &self.to[self.first[vertex]..self.first[vertex + 1]]
    }
}

/// Returns the number of the strongly connected component of each vertex.
pub(crate) fn circles(edges: &Edges) -> Vec<usize> {
    const UNSEEN: usize = usize::MAX;
    let count = edges.first.len() - 1;
    let (mut order, mut lowest) = (vec![UNSEEN; count], vec![0; count]);
    let mut part_of = vec![UNSEEN; count];
    let mut open = Vec::with_capacity(count);
    let mut path: Vec<(usize, usize)> = Vec::with_capacity(count);
    let (mut seen, mut parts) = (0, 0);
    for root in 0..count {
        if order[root] != UNSEEN {
            continue;
        }
        path.push((root, 0));
        while let Some((vertex, next)) = path.last_mut() {
            let vertex = *vertex;
            if *next == 0 {
                (order[vertex], lowest[vertex]) = (seen, seen);
                seen += 1;
                open.push(vertex);
            }
            if let Some(to) = edges.of(vertex).get(*next).map(|to| *to as usize) {
                *next += 1;
                if order[to] == UNSEEN {
                    path.push((to, 0));
                } else if part_of[to] == UNSEEN {
                    lowest[vertex] = lowest[vertex].min(order[to]);
                }
                continue;
            }
            path.pop();
            if let Some((parent, _)) = path.last() {
                lowest[*parent] = lowest[*parent].min(lowest[vertex]);
            }
            if lowest[vertex] == order[vertex] {
                while let Some(member) = open.pop() {
                    part_of[member] = parts;
                    if member == vertex {
                        break;
                    }
                }
                parts += 1;
            }
        }
    }
    part_of
}
