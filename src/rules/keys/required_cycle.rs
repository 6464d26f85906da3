//! A cycle of required keys: each row needs another row first, so none can be inserted.

use super::compared::key_to;
use super::facts::place;
use super::order;
use crate::circles::{Edges, circles};
use crate::model::index;
use crate::rules::inverses::facts::{Role, role};
use crate::rules::prelude::*;

/// Maximum number of steps in the search for the shortest cycle and the best edge. After that, the best result so far
/// is used.
const STEPS: usize = 400_000;

/// Checks all relations.
pub(super) fn check(verdict: &mut Verdict<'_>) {
    let graph = verdict.graph;
    let required = graph.relation_indices();
    let required = required.filter_map(|relation| Required::of(graph, relation));
    // An allowed key opens all its cycles. So does a key with a fault, or with an inverse that shows another target or
    // another kind, since it may be unintended and is reported.
    let mut inside = parts(graph, required.collect()).concat();
    inside.retain(|edge| {
        !verdict.allows(Rule::RequiredCycle, &[Item::Relation(edge.relation)])
            && verdict.precedence.wrong_key(edge.relation).is_none()
            && !order::is_in_doubt(graph, edge.relation, [edge.from, edge.to])
    });
    // A key to its own model is a cycle, whatever else the model requires.
    let own = inside.extract_if(.., |edge| edge.from == edge.to);
    let own = own.map(|edge| ((edge.from, graph.key(edge.relation)), edge));
    for (_, edges) in grouped(own.collect()) {
        verdict.report(Rule::RequiredCycle, &[], || describe_own(graph, &edges));
    }
    for edges in parts(graph, inside) {
        verdict.report(Rule::RequiredCycle, &[], || {
            let cycle = shortest(&edges);
            let relaxed = best_to_relax(graph, &edges, &cycle);
            describe(graph, &cycle, relaxed)
        });
    }
}

/// Returns the strongly connected components of the edges, each sorted by start model.
fn parts(graph: &Graph, mut edges: Vec<Required>) -> Vec<Vec<Required>> {
    if edges.is_empty() {
        return Vec::new();
    }
    let pairs = edges.iter().map(|edge| (edge.from, edge.to)).collect();
    let part_of = circles(&Edges::new(graph.models().len(), pairs));
    let part = |edge: &Required| part_of[edge.from as usize];
    edges.retain(|edge| part(edge) == part_of[edge.to as usize]);
    sort_by_key(&mut edges, |edge| (part(edge), edge.from, edge.relation));
    let parts = edges.chunk_by(|one, other| part(one) == part(other));
    parts.map(<[Required]>::to_vec).collect()
}

/// A required key: each row of one model needs a row of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Required {
    /// The model that holds the key.
    from: u32,
    to: u32,
    relation: u32,
}

impl Required {
    fn of(graph: &Graph, relation: u32) -> Option<Self> {
        let row = graph.relation(relation);
        if row.key.is_empty() {
            return None;
        }
        let key = graph.key(relation);
        let target = only(graph.leads(row).iter())?.model.model()?;
        let (own, role) = (row.model, role(graph, relation));
        let (from, to) = match role {
            Role::HoldsKey => (own, target),
            Role::IsPointedAt => (target, own),
            Role::GoesThrough | Role::Mentions => return None,
        };
        let [holder, pointee] = [from, to].map(|it| &graph.models()[it as usize]);
        let is_known = !holder.is_unknown() && !pointee.is_unknown() && holder.fields_known;
        let is_required = |name: &Text| graph.field(from, name).is_some_and(|it| !it.optional);
        let has_tag = !graph.rest(relation).tag.is_empty();
        if !is_known || has_tag || !key.iter().all(is_required) {
            return None;
        }
        if own == target && references_itself(graph, relation) {
            return None;
        }
        // If both sides declare the key, the edge belongs to the side that holds it.
        let is_theirs = |other: u32| {
            graph.kind(other) == Kind::BelongsTo
                && graph.target(other, to).is_some()
                && graph.key(other) == key
        };
        let is_other_side = || {
            let mut others = graph.relations_with_key(from, &key[0]);
            others.any(is_theirs)
        };
        let is_other_side = role == Role::IsPointedAt && is_other_side();
        (!is_other_side).then_some(Required { from, to, relation })
    }

    /// Returns the field that can become nullable to relax the key. It is not in the primary key and is in as few other
    /// keys as possible.
    fn field_to_relax(self, graph: &Graph) -> Option<&Text> {
        let primary = graph.primary_key(self.from);
        let key = graph.key(self.relation).iter();
        let uses = |field: &&Text| graph.relations_with_key(self.from, field).count();
        let free = key.filter(|field| !primary.contains(field));
        free.min_by_key(uses)
    }
}

/// Whether a relation of a model to itself has a key that is its own reference. Each row then references itself, so it
/// needs no other row.
fn references_itself(graph: &Graph, relation: u32) -> bool {
    let key = key_to(graph, relation, graph.owner(relation));
    key.fields == key.references
}

/// Returns the shortest cycle of a component, as a path from its first model.
fn shortest(edges: &[Required]) -> Vec<Required> {
    let (mut best, mut limit, mut steps) = (Vec::new(), edges.len() + 1, 0);
    let mut reached = vec![(u32::MAX, edges[0]); edges.len()];
    for leaving in edges.chunk_by(|one, other| one.from == other.from) {
        // A cycle of all edges has the same length from every start.
        if limit == 1 || limit == edges.len() || steps > STEPS {
            break;
        }
        if let Some(cycle) = cycle_from(leaving[0].from, edges, limit, &mut reached, &mut steps) {
            limit = cycle.len();
            best = cycle;
        }
    }
    best
}

/// Returns the shortest path from a model back to itself, if it has fewer edges than the limit. `reached` holds, at
/// the first edge of each model, the start of the last search that reached the model and the edge it used.
fn cycle_from(
    start: u32,
    edges: &[Required],
    limit: usize,
    reached: &mut [(u32, Required)],
    steps: &mut usize,
) -> Option<Vec<Required>> {
    let first_of = |model: u32| edges.partition_point(|edge| edge.from < model);
    let (mut queue, mut next) = (vec![(start, 1)], 0);
    while let Some((model, length)) = queue.get(next).copied() {
        if length >= limit {
            return None;
        }
        next += 1;
        let leaving = &edges[first_of(model)..];
        for edge in leaving.iter().take_while(|edge| edge.from == model) {
            *steps += 1;
            if edge.to == start {
                let by = |it: &Required| (it.from != start).then(|| reached[first_of(it.from)].1);
                let mut cycle: Vec<_> = std::iter::successors(Some(*edge), by).collect();
                cycle.reverse();
                return Some(cycle);
            }
            let reached = &mut reached[first_of(edge.to)];
            if reached.0 != start {
                *reached = (start, *edge);
                queue.push((edge.to, length + 1));
            }
        }
    }
    None
}

/// Returns the edge of the cycle that can be relaxed and leaves the fewest models in cycles.
fn best_to_relax(graph: &Graph, edges: &[Required], cycle: &[Required]) -> Required {
    let mut relaxable = cycle.to_vec();
    relaxable.retain(|edge| edge.field_to_relax(graph).is_some());
    // If the cycle has all edges, each of them opens it.
    let is_all = cycle.len() == edges.len();
    let affordable = if is_all { 1 } else { STEPS / edges.len() };
    relaxable.truncate(affordable.max(1));
    let left = |relaxed: &Required| count_in_cycles(graph, edges, *relaxed);
    relaxable.into_iter().min_by_key(left).unwrap_or(cycle[0])
}

/// Returns the number of models of a component that remain in a cycle.
fn count_in_cycles(graph: &Graph, edges: &[Required], relaxed: Required) -> usize {
    let mut models: Vec<u32> = edges.iter().map(|edge| edge.from).collect();
    models.dedup();
    let at = |model: u32| index(models.binary_search(&model).unwrap_or_default());
    let field = relaxed.field_to_relax(graph);
    let is_relaxed = |edge: &Required| {
        let mut key = graph.key(edge.relation).iter();
        edge.from == relaxed.from && key.any(|it| Some(it) == field)
    };
    let left = edges.iter().filter(|edge| !is_relaxed(edge));
    let mut pairs: Vec<_> = left.map(|edge| (at(edge.from), at(edge.to))).collect();
    let part_of = circles(&Edges::new(models.len(), pairs.clone()));
    pairs.retain(|(from, to)| part_of[*from as usize] == part_of[*to as usize]);
    pairs.dedup_by_key(|(from, _)| *from);
    pairs.len()
}

/// Creates the finding about one key of a model to itself, which these relations have.
fn describe_own(graph: &Graph, edges: &[Required]) -> Finding {
    let finding = describe(graph, &edges[..1], edges[0]);
    let others: Vec<u32> = edges[1..].iter().map(|edge| edge.relation).collect();
    words::with_related(finding, graph, &others, &|it| {
        let name = graph.relation_name(it);
        let text = format!("`{name}` uses the same key");
        (place(graph, it, Rule::RequiredCycle), text)
    })
}

fn describe(graph: &Graph, cycle: &[Required], relaxed: Required) -> Finding {
    let place = |edge: &Required| place(graph, edge.relation, Rule::RequiredCycle);
    let relations: Vec<u32> = cycle.iter().map(|edge| edge.relation).collect();
    let names = words::list_relations(graph, &relations);
    let require = match cycle.len() {
        1 => "requires a row of its own model, so the first row can only reference itself",
        _ => "require each other in a cycle, so no row can be inserted first",
    };
    let headline = format!("{names} {require}");
    let models = cycle.iter().map(|edge| words::model(graph, edge.to));
    let mut finding = words::finding(graph, Rule::RequiredCycle, relaxed.relation, headline)
        .with_other(words::model(graph, relaxed.to))
        .related(words::relations(graph, &relations))
        .related(models.collect())
        .at(place(&relaxed));
    for edge in cycle.iter().filter(|edge| **edge != relaxed).take(NAMED) {
        let name = graph.relation_name(edge.relation);
        finding = finding.note_at(place(edge), format!("`{name}` is required here"));
    }
    let path = cycle.iter().chain(&cycle[..1]);
    let path: Vec<&str> = path.map(|edge| graph.shown(edge.from)).collect();
    let path = quoted(&path);
    let finding = finding.note(format!("the cycle is {}", shown(&path)));
    let holder = graph.shown(relaxed.from);
    match relaxed.field_to_relax(graph) {
        Some(field) => finding.with_help(format!("make `{field}` of `{holder}` an `Option`")),
        None => finding.note("every key of the cycle is part of its model's primary key"),
    }
}

/// Formats a path. Long paths are cut in the middle.
fn shown(path: &[String]) -> String {
    const ENDS: usize = 6;
    if path.len() <= 2 * ENDS {
        return path.join(" → ");
    }
    let (more, last) = (path.len() - 2 * ENDS, path.len() - ENDS);
    let (first, last) = (path[..ENDS].join(" → "), path[last..].join(" → "));
    format!("{first} → ({more} more) → {last}")
}
