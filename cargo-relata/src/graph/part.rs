//! Selects a part of a drawing: the neighbourhood of a model, or some crates.

use std::collections::{BTreeSet, HashMap};

use relata::Registry;

use super::details;
use super::drawing::{Drawing, Node};
use crate::failure::Failure;
use crate::lookup;
use crate::name::crate_name;
use crate::options::Graph;
use crate::text::{listed, printable};

/// Applies `--crate` and `--model`.
pub(crate) fn select(
    mut drawing: Drawing,
    options: &Graph,
    registry: &Registry,
) -> Result<Drawing, Failure> {
    if options.crates.is_empty() && options.model.is_none() {
        return Ok(drawing);
    }
    let mut part = Part {
        models: (0..drawing.models.len()).collect(),
        edges: (0..drawing.edges.len()).collect(),
    };
    if !options.crates.is_empty() {
        part = of_crates(&drawing, &options.crates)?;
    }
    if let Some(name) = &options.model {
        let model = lookup::model(registry, name)?;
        let at = details::at(&model.place());
        let is_it = |it: &Node| it.path == model.path() && it.at == at;
        let start = drawing.models.iter().position(is_it);
        let Some(start) = start.filter(|it| part.models.contains(it)) else {
            return Err(Failure::Usage(format!(
                "model `{}` is excluded by `--crate`",
                printable(model.path())
            )));
        };
        part = near(&drawing, &part, start, options.depth);
        drawing.focus = Some(start);
    }
    Ok(drawing.keep(&part.models, &part.edges))
}

struct Part {
    models: BTreeSet<usize>,
    edges: BTreeSet<usize>,
}

/// The models of these crates, their edges, and the models at the other ends.
fn of_crates(drawing: &Drawing, crates: &[String]) -> Result<Part, Failure> {
    let known: BTreeSet<&str> = drawing.models.iter().map(|it| it.krate.as_str()).collect();
    let is_known = |name: &&String| !name.is_empty() && known.contains(&*crate_name(name));
    if let Some(unknown) = crates.iter().find(|it| !is_known(it)) {
        let unknown = printable(unknown);
        let known: Vec<&str> = known.into_iter().filter(|it| !it.is_empty()).collect();
        return Err(Failure::Usage(if known.is_empty() {
            "the input contains no models".to_owned()
        } else {
            let known = listed(known);
            format!("no models in crate `{unknown}`; crates with models: {known}")
        }));
    }
    let crates: BTreeSet<String> = crates.iter().map(|it| crate_name(it)).collect();
    let of_crate = |id: usize| crates.contains(&drawing.models[id].krate);
    let mut part = Part {
        models: (0..drawing.models.len())
            .filter(|id| of_crate(*id))
            .collect(),
        edges: BTreeSet::new(),
    };
    for edge in &drawing.edges {
        if of_crate(edge.from) || of_crate(edge.to) {
            part.edges.insert(edge.id);
            part.models.extend([edge.from, edge.to]);
        }
    }
    Ok(part)
}

/// The models within `depth` edges of `start`, in both directions, and the edges between them.
fn near(drawing: &Drawing, part: &Part, start: usize, depth: usize) -> Part {
    let mut edges_of: HashMap<usize, Vec<usize>> = HashMap::new();
    for id in &part.edges {
        let edge = &drawing.edges[*id];
        edges_of.entry(edge.from).or_default().push(*id);
        edges_of.entry(edge.to).or_default().push(*id);
    }
    let mut near = Part {
        models: BTreeSet::from([start]),
        edges: BTreeSet::new(),
    };
    let mut last = vec![start];
    for _ in 0..depth {
        let mut next = Vec::new();
        for id in last.iter().filter_map(|it| edges_of.get(it)).flatten() {
            near.edges.insert(*id);
            let edge = &drawing.edges[*id];
            next.extend(
                [edge.from, edge.to]
                    .into_iter()
                    .filter(|it| near.models.insert(*it)),
            );
        }
        if next.is_empty() {
            break;
        }
        last = next;
    }
    near
}
