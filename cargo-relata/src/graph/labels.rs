//! The labels of models: names that several models share are qualified in every format.

use std::collections::HashMap;

use super::drawing::{Drawing, Node};

impl Drawing {
    /// The label of each model: its name, or as much of its path as no other model has.
    pub(crate) fn labels(&self) -> Vec<&str> {
        labels(&self.models)
    }
}

/// The shortest end of each path that no other model's path has. Models of one path have equal labels.
fn labels(models: &[Node]) -> Vec<&str> {
    let mut labels: Vec<&str> = models.iter().map(|it| it.name.as_str()).collect();
    let mut shared: Vec<usize> = (0..models.len()).collect();
    for depth in 1.. {
        let mut count: HashMap<&str, usize> = HashMap::new();
        for id in &shared {
            *count.entry(labels[*id]).or_default() += 1;
        }
        let is_shared = |id: &usize| count[labels[*id]] > 1 && labels[*id] != models[*id].path;
        shared.retain(is_shared);
        if shared.is_empty() {
            break;
        }
        for id in &shared {
            labels[*id] = end(&models[*id].path, depth + 1);
        }
    }
    labels
}

/// The last `depth` segments of a path.
fn end(path: &str, depth: usize) -> &str {
    let mut starts = path.rmatch_indices("::");
    match starts.nth(depth - 1) {
        Some((at, separator)) => &path[at + separator.len()..],
        None => path,
    }
}

/// The parts of a label that names its model, and of the rest: in `auth_token::Model` of SeaORM, `::Model` says nothing.
pub(crate) fn telling<'l>(label: &'l str, node: &Node) -> (&'l str, &'l str) {
    let is_usual = node.name == "Model" && label != node.name;
    match label.strip_suffix("::Model") {
        Some(start) if is_usual => (start, &label[start.len()..]),
        _ => (label, ""),
    }
}
