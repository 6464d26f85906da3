//! A circle of required keys: each row needs another that must be there before it, so none can be the first.

use std::collections::VecDeque;

use super::{Rule, Subject, Verdict};
use crate::circles::{Edges, circles};
use crate::graph::{Graph, index};
use crate::record::{Kind, flag};
use crate::report::{Finding, Level};
use crate::wording::{listed, quoted};

/// The search for the shortest circle and for the best edge ends after so many steps, with the best found until then.
const STEPS: usize = 10_000_000;

pub(super) fn check(verdict: &mut Verdict<'_>) {
    let graph = verdict.graph;
    if verdict.level(Rule::RequiredCycle) == Level::Allow {
        return;
    }
    let required: Vec<Required> =
        graph.relation_indices().filter_map(|relation| Required::of(graph, relation)).collect();
    let edges = Edges::new(graph.models.len(), required.iter().map(|edge| (edge.from, edge.to)).collect());
    let circle_of = circles(&edges);
    let inside = required.into_iter().filter(|edge| circle_of[edge.from as usize] == circle_of[edge.to as usize]);
    let mut inside: Vec<_> = inside.map(|edge| (circle_of[edge.from as usize], edge)).collect();
    inside.sort_unstable_by_key(|(circle, edge)| (*circle, edge.relation));
    for part in inside.chunk_by(|(one, _), (other, _)| one == other) {
        let edges: Vec<_> = part.iter().map(|(_, edge)| *edge).collect();
        let cycle = shortest(&edges);
        let relaxed = best_to_relax(&edges, &cycle);
        let subjects: Vec<_> = cycle.iter().map(|edge| Subject::Relation(edge.relation)).collect();
        verdict.tell(Rule::RequiredCycle, &subjects, |graph| words(graph, &cycle, relaxed));
    }
}

/// A relation whose key must be there in every row, and lead to a row of one model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Required {
    from: u32,
    to: u32,
    relation: u32,
}

impl Required {
    fn of(graph: &Graph, relation: u32) -> Option<Self> {
        let node = graph.relations[relation as usize];
        let [target] = graph.targets_of(relation) else { return None };
        let to = target.model.model().filter(|to| !graph.models[*to as usize].is_unknown())?;
        if node.kind != Kind::BelongsTo {
            return None;
        }
        let record = graph.relation(relation);
        let model = graph.model(node.model);
        let is_required =
            |key: &str| model.fields().any(|field| field.name == key && !field.optional);
        let known = model.is(flag::FIELDS_KNOWN) && !record.key.0.is_empty() && record.tag.is_empty();
        (known && record.key.0.into_iter().all(is_required)).then_some(Required { from: node.model, to, relation })
    }
}

/// The shortest circle of these edges, which form one strongly connected part: as a path from its first model by path.
fn shortest(edges: &[Required]) -> Vec<Required> {
    let mut best: Vec<Required> = Vec::new();
    let mut steps = 0;
    let mut starts: Vec<u32> = edges.iter().map(|edge| edge.from).collect();
    starts.dedup();
    for start in starts {
        if best.len() == 1 || steps > STEPS {
            break;
        }
        if let Some(cycle) = back_to(edges, start, best.len(), &mut steps) {
            best = cycle;
        }
    }
    best
}

/// The shortest way from a model back to itself, if it is shorter than `than` (any, if that is 0).
fn back_to(edges: &[Required], start: u32, than: usize, steps: &mut usize) -> Option<Vec<Required>> {
    let out_of = |model: u32| {
        let first = edges.partition_point(|edge| edge.from < model);
        edges[first..].iter().take_while(move |edge| edge.from == model)
    };
    let mut came_by = std::collections::HashMap::new();
    let mut queue = VecDeque::from([(start, 0)]);
    while let Some((model, length)) = queue.pop_front() {
        if than != 0 && length + 1 >= than {
            return None;
        }
        for edge in out_of(model) {
            *steps += 1;
            if edge.to == start {
                let mut cycle = vec![*edge];
                while let Some(before) = came_by.get(&cycle[cycle.len() - 1].from).copied() {
                    cycle.push(before);
                }
                cycle.reverse();
                return Some(cycle);
            }
            if edge.to != start && !came_by.contains_key(&edge.to) {
                came_by.insert(edge.to, *edge);
                queue.push_back((edge.to, length + 1));
            }
        }
    }
    None
}

/// The edge of the circle without which the fewest models are left in one.
fn best_to_relax(edges: &[Required], cycle: &[Required]) -> Required {
    let affordable = STEPS / edges.len().max(1);
    let tried = cycle.iter().take(affordable.max(1));
    let best = tried.min_by_key(|relaxed| still_in_circles(edges, **relaxed));
    *best.unwrap_or(&cycle[0])
}

fn still_in_circles(edges: &[Required], without: Required) -> usize {
    let mut models: Vec<u32> = edges.iter().map(|edge| edge.from).collect();
    models.dedup();
    let place = |model: u32| models.binary_search(&model).map(index).unwrap_or_default();
    let left = edges.iter().filter(|edge| **edge != without);
    let pairs: Vec<_> = left.map(|edge| (place(edge.from), place(edge.to))).collect();
    let circle_of = circles(&Edges::new(models.len(), pairs.clone()));
    let mut still: Vec<_> = pairs.into_iter().filter(|(from, to)| circle_of[*from as usize] == circle_of[*to as usize]).map(|(from, _)| from).collect();
    still.sort_unstable();
    still.dedup();
    still.len()
}

fn words(graph: &Graph, cycle: &[Required], relaxed: Required) -> Finding {
    let name = |edge: &Required| graph.relation_name(edge.relation);
    let headline = match cycle {
        [only] => format!("`{}` requires a row of its own model, so no row can be the first", name(only)),
        _ => {
            let names: Vec<_> = cycle.iter().map(name).collect();
            format!("{} require each other in a circle, so no row can be the first", listed(&quoted(&names)))
        }
    };
    let place = |edge: &Required| graph.place_in(edge.relation, graph.relation(edge.relation).key.1);
    let finding = Finding::new(Rule::RequiredCycle, name(&relaxed), headline).at(place(&relaxed));
    let finding = cycle.iter().filter(|edge| **edge != relaxed).take(crate::wording::NAMED).fold(finding, |finding, edge| {
        finding.note_at(place(edge), format!("`{}` is required here", name(edge)))
    });
    let models = cycle.iter().chain(&cycle[..1]).map(|edge| graph.model(edge.from).name());
    let path: Vec<_> = models.map(|model| format!("`{model}`")).collect();
    let key: Vec<_> = graph.relation(relaxed.relation).key.0.into_iter().collect();
    finding
        .note(format!("the circle is {}", shown(&path)))
        .with_help(format!("make {} of `{}` an `Option`", listed(&quoted(&key)), graph.model(relaxed.from).name()))
}

/// A path, cut in the middle where it is too long to read.
fn shown(path: &[String]) -> String {
    const ENDS: usize = 6;
    if path.len() <= 2 * ENDS {
        return path.join(" → ");
    }
    let between = path.len() - 2 * ENDS;
    format!("{} → ({between} more) → {}", path[..ENDS].join(" → "), path[path.len() - ENDS..].join(" → "))
}
