//! A circle of required keys: each row needs another that must be there before it, so none can be the first.

use std::collections::VecDeque;

use crate::circles::{Edges, circles};
use crate::findings::Finding;
use crate::findings::wording::{NAMED, listed, quoted};
use crate::graph::Graph;
use crate::model::{Text, index};
use crate::place::Place;
use crate::record::Kind;
use crate::rule::{Level, Rule};
use crate::rules::inverses::wrong_target;
use crate::rules::verdict::{Item, Verdict};
use crate::rules::words;

/// The search for the shortest circle and for the best edge ends after so many steps, with the best found until then.
const STEPS: usize = 400_000;

/// Judges every relation. Those at fault are relations whose key has a fault of its own, in order.
pub(super) fn check(verdict: &mut Verdict<'_>, at_fault: &[u32]) {
    let graph = verdict.graph;
    if verdict.level(Rule::RequiredCycle) == Level::Allow {
        return;
    }
    let required = graph.relation_indices();
    let required = required.filter_map(|relation| Required::of(graph, relation));
    // What is allowed opens every circle that it is in. So does what may not be meant so: its key or its inverse has a
    // fault, and that is told.
    let mut closed = |edge: &Required| {
        !verdict.silences(Rule::RequiredCycle, &[Item::Relation(edge.relation)])
            && at_fault.binary_search(&edge.relation).is_err()
            && !wrong_target::is_in_doubt(graph, edge.relation)
    };
    let inside = parts(graph, required.collect()).into_iter().flatten();
    let inside = inside.filter(|edge| closed(edge)).collect();
    for edges in parts(graph, inside) {
        let part = Part::new(&edges);
        let cycle = part.shortest();
        let relaxed = part.best_to_relax(graph, &cycle);
        verdict.report(Rule::RequiredCycle, &[], |graph| {
            describe(graph, &cycle, relaxed)
        });
    }
}

/// The edges between models that all lead to each other, apart for each such part, by the model that they leave.
fn parts(graph: &Graph, edges: Vec<Required>) -> Vec<Vec<Required>> {
    if edges.is_empty() {
        return Vec::new();
    }
    let pairs = edges.iter().map(|edge| (edge.from, edge.to)).collect();
    let part_of = circles(&Edges::new(graph.models().len(), pairs));
    let part = |edge: &Required| part_of[edge.from as usize];
    let mut inside = edges;
    inside.retain(|edge| part(edge) == part_of[edge.to as usize]);
    inside.sort_unstable_by_key(|edge| (part(edge), edge.from, edge.relation));
    let parts = inside.chunk_by(|one, other| part(one) == part(other));
    parts.map(<[Required]>::to_vec).collect()
}

/// A key that must be there in every row, and that leads to a row of one model.
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
        let [target] = graph.targets_of(relation) else {
            return None;
        };
        let key = graph.key(relation);
        let target = target.model.model().filter(|_| !key.is_empty())?;
        let (from, to) = match row.kind {
            Kind::BelongsTo => (row.model, target),
            Kind::HasOne | Kind::HasMany if graph.written_through(relation).is_none() => {
                (target, row.model)
            }
            _ => return None,
        };
        let is_unknown = |model: u32| graph.model(model).is_unknown();
        if is_unknown(from) || is_unknown(to) || !graph.model(from).fields_known {
            return None;
        }
        let is_required = |name: &Text| graph.field(from, name).is_some_and(|it| !it.optional);
        if !graph.rest(relation).tag.is_empty() || !key.iter().all(is_required) {
            return None;
        }
        // Where both sides name the key, it is the edge of the one that holds it.
        let is_theirs = |other: u32| {
            graph.kind(other) == Kind::BelongsTo
                && graph.target(other, to).is_some()
                && graph.key(other) == key
        };
        let is_other_side =
            row.kind != Kind::BelongsTo && graph.relations_to(from, to).any(is_theirs);
        (!is_other_side).then_some(Required { from, to, relation })
    }

    /// The field that can be null so that the key can: none of the primary key, and one of few other keys.
    fn field_to_relax(self, graph: &Graph) -> Option<&str> {
        let primary = graph.primary_key(self.from);
        let key = graph.key(self.relation).iter();
        let free = key.filter(|field| !primary.contains(field));
        let uses = |field: &&Text| {
            let keys = graph.relations_of(self.from).map(|it| graph.key(it));
            keys.filter(|key| key.contains(field)).count()
        };
        free.min_by_key(uses).map(|field| &**field)
    }

    fn place(self, graph: &Graph) -> Place {
        graph.place_in(self.relation, graph.relation(self.relation).key_mark)
    }
}

/// Models that each lead to all others, and every edge between them.
struct Part<'e> {
    /// By the model that they leave.
    edges: &'e [Required],
    models: Vec<u32>,
    /// Where the edges of each model begin; one more for the end.
    first: Vec<usize>,
    /// Which of the models each edge leads to.
    to: Vec<usize>,
}

impl<'e> Part<'e> {
    fn new(edges: &'e [Required]) -> Self {
        let mut models: Vec<u32> = edges.iter().map(|edge| edge.from).collect();
        models.dedup();
        let starts = models
            .iter()
            .map(|model| edges.partition_point(|edge| edge.from < *model));
        let first = starts.chain([edges.len()]).collect();
        let at = |model: u32| models.binary_search(&model).unwrap_or_default();
        let to = edges.iter().map(|edge| at(edge.to)).collect();
        Part {
            edges,
            models,
            first,
            to,
        }
    }

    /// The shortest circle, as a path from its first model by path.
    fn shortest(&self) -> Vec<Required> {
        let mut best: Vec<usize> = Vec::new();
        let mut steps = 0;
        let mut came_by = vec![(usize::MAX, 0); self.models.len()];
        for start in 0..self.models.len() {
            // One ring is the shortest circle from wherever it is entered.
            let is_ring = !best.is_empty() && self.edges.len() == self.models.len();
            if best.len() == 1 || is_ring || steps > STEPS {
                break;
            }
            if let Some(cycle) = self.back_to(start, best.len(), &mut came_by, &mut steps) {
                best = cycle;
            }
        }
        best.into_iter().map(|edge| self.edges[edge]).collect()
    }

    /// The shortest way from a model back to itself, if it is shorter than `than` (any, if that is 0). `came_by` is for
    /// each model from which start it was reached last, and by which edge.
    fn back_to(
        &self,
        start: usize,
        than: usize,
        came_by: &mut [(usize, usize)],
        steps: &mut usize,
    ) -> Option<Vec<usize>> {
        let from = |edge: usize| self.first.partition_point(|first| *first <= edge) - 1;
        let mut queue = VecDeque::from([(start, 0)]);
        while let Some((model, length)) = queue.pop_front() {
            if than != 0 && length + 1 >= than {
                return None;
            }
            for edge in self.first[model]..self.first[model + 1] {
                *steps += 1;
                let to = self.to[edge];
                if to == start {
                    let mut cycle = vec![edge];
                    let mut at = model;
                    while at != start {
                        let by = came_by[at].1;
                        cycle.push(by);
                        at = from(by);
                    }
                    cycle.reverse();
                    return Some(cycle);
                }
                if came_by[to].0 != start {
                    came_by[to] = (start, edge);
                    queue.push_back((to, length + 1));
                }
            }
        }
        None
    }

    /// The edge of the circle that can be relaxed and without which the fewest models are left in one.
    fn best_to_relax(&self, graph: &Graph, cycle: &[Required]) -> Required {
        let affordable = (STEPS / self.edges.len()).max(1);
        let mut relaxable = cycle
            .iter()
            .filter(|edge| edge.field_to_relax(graph).is_some());
        let first = relaxable.clone().next().unwrap_or(&cycle[0]);
        if self.edges.len() == self.models.len() {
            return *first;
        }
        let tried = relaxable.by_ref().take(affordable);
        *tried
            .min_by_key(|relaxed| self.still_in_circles(graph, **relaxed))
            .unwrap_or(first)
    }

    fn still_in_circles(&self, graph: &Graph, relaxed: Required) -> usize {
        let field = relaxed.field_to_relax(graph);
        let has_field = |edge: &Required| {
            graph
                .key(edge.relation)
                .iter()
                .any(|key| Some(&**key) == field)
        };
        let is_relaxed = |edge: &Required| edge.from == relaxed.from && has_field(edge);
        let from = self
            .edges
            .iter()
            .map(|edge| self.models.binary_search(&edge.from));
        let pairs = from
            .zip(&self.to)
            .map(|(from, to)| (index(from.unwrap_or_default()), index(*to)));
        let left = pairs.zip(self.edges).filter(|(_, edge)| !is_relaxed(edge));
        let pairs: Vec<(u32, u32)> = left.map(|(pair, _)| pair).collect();
        let circle_of = circles(&Edges::new(self.models.len(), pairs.clone()));
        let is_inside =
            |(from, to): &(u32, u32)| circle_of[*from as usize] == circle_of[*to as usize];
        let mut still: Vec<u32> = pairs
            .into_iter()
            .filter(is_inside)
            .map(|(from, _)| from)
            .collect();
        still.dedup();
        still.len()
    }
}

fn describe(graph: &Graph, cycle: &[Required], relaxed: Required) -> Finding {
    let name = |edge: &Required| graph.relation_name(edge.relation);
    let headline = match cycle {
        [only] => format!(
            "`{}` requires a row of its own model, so no row can be the first",
            name(only)
        ),
        _ => {
            let names: Vec<_> = cycle.iter().map(name).collect();
            format!(
                "{} require each other in a circle, so no row can be the first",
                listed(quoted(&names))
            )
        }
    };
    let path = cycle
        .iter()
        .chain(&cycle[..1])
        .map(|edge| graph.shown(edge.from));
    let path: Vec<_> = path.map(|model| format!("`{model}`")).collect();
    let finding = Finding::new(
        Rule::RequiredCycle,
        words::relation(graph, relaxed.relation),
        headline,
    )
    .with_other(words::model(graph, relaxed.to))
    .related(
        cycle
            .iter()
            .map(|edge| words::relation(graph, edge.relation)),
    )
    .related(cycle.iter().map(|edge| words::model(graph, edge.to)))
    .at(relaxed.place(graph));
    let others = cycle.iter().filter(|edge| **edge != relaxed).take(NAMED);
    let finding = others.fold(finding, |finding, edge| {
        finding.note_at(
            edge.place(graph),
            format!("`{}` is required here", name(edge)),
        )
    });
    let finding = finding.note(format!("the circle is {}", shown(&path)));
    let holder = graph.shown(relaxed.from);
    match relaxed.field_to_relax(graph) {
        Some(field) => finding.with_help(format!("make `{field}` of `{holder}` an `Option`")),
        None => finding.note("every key of it is a part of its model's primary key"),
    }
}

/// A path, cut in the middle where it is too long to read.
fn shown(path: &[String]) -> String {
    const ENDS: usize = 6;
    if path.len() <= 2 * ENDS {
        return path.join(" → ");
    }
    let between = path.len() - 2 * ENDS;
    format!(
        "{} → ({between} more) → {}",
        path[..ENDS].join(" → "),
        path[path.len() - ENDS..].join(" → ")
    )
}
