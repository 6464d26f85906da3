//! Which package depends on which, as cargo resolved it.
//!
//! In: cargo's metadata. Out: packages by index, and which of them are read. This module must not know of targets.

use std::collections::{BTreeSet, HashMap};

use cargo_metadata as cargo;
use cargo_metadata::DependencyKind;

/// What cargo resolved, by index.
pub(super) struct Graph<'m> {
    pub(super) packages: Vec<&'m cargo::Package>,
    pub(super) index: HashMap<&'m cargo::PackageId, usize>,
    nodes: Vec<Option<&'m cargo::Node>>,
}

impl<'m> Graph<'m> {
    pub(super) fn of(metadata: &'m cargo::Metadata) -> Self {
        let packages: Vec<_> = metadata.packages.iter().collect();
        let index = packages.iter().enumerate().map(|(nth, it)| (&it.id, nth));
        let index: HashMap<_, _> = index.collect();
        let mut nodes = vec![None; packages.len()];
        for node in metadata.resolve.iter().flat_map(|it| &it.nodes) {
            if let Some(&nth) = index.get(&node.id) {
                nodes[nth] = Some(node);
            }
        }
        Graph {
            packages,
            index,
            nodes,
        }
    }

    pub(super) fn edges(&self, at: usize) -> impl Iterator<Item = (&'m cargo::NodeDep, usize)> {
        let edges = self.nodes[at].iter().flat_map(|it| &it.deps);
        edges.filter_map(|edge| Some((edge, *self.index.get(&edge.pkg)?)))
    }

    pub(super) fn features(&self, at: usize) -> BTreeSet<String> {
        let features = self.nodes[at].iter().flat_map(|it| &it.features);
        features.map(ToString::to_string).collect()
    }

    pub(super) fn is_relata(&self, at: usize) -> bool {
        self.packages[at].name.as_str() == "relata"
    }

    fn is_proc_macro(&self, at: usize) -> bool {
        let targets = &self.packages[at].targets;
        targets.iter().any(cargo::Target::is_proc_macro)
    }

    /// The package itself, and those of the user's own below it that may hold models: by name and version.
    pub(super) fn chosen(&self, own: usize, with_tests: bool) -> Vec<usize> {
        let reaching = self.reaching();
        let (mut chosen, mut seen) = (vec![own], vec![false; self.packages.len()]);
        seen[own] = true;
        let mut next = 0;
        while let Some(&at) = chosen.get(next) {
            next += 1;
            for (edge, to) in self.edges(at) {
                let is_own = self.packages[to].source.is_none() && reaching[to];
                let counts = is_normal(edge) || (with_tests && at == own && is_for_tests(edge));
                let fits = counts && is_own && !self.is_relata(to);
                if fits && !self.is_proc_macro(to) && !seen[to] {
                    seen[to] = true;
                    chosen.push(to);
                }
            }
        }
        chosen[1..].sort_by_key(|&at| (&*self.packages[at].name, &self.packages[at].version));
        chosen
    }

    /// Which packages depend on relata, directly or not, or are it.
    fn reaching(&self) -> Vec<bool> {
        let count = self.packages.len();
        let mut dependents = vec![Vec::new(); count];
        for at in (0..count).filter(|&at| !self.is_proc_macro(at)) {
            for (edge, to) in self.edges(at) {
                if is_normal(edge) {
                    dependents[to].push(at);
                }
            }
        }
        let mut reaching = vec![false; count];
        let mut open: Vec<usize> = (0..count).filter(|&at| self.is_relata(at)).collect();
        while let Some(at) = open.pop() {
            if !std::mem::replace(&mut reaching[at], true) {
                open.extend(&dependents[at]);
            }
        }
        reaching
    }
}

pub(super) fn is_normal(edge: &cargo::NodeDep) -> bool {
    is_of(edge, DependencyKind::Normal)
}

fn is_for_tests(edge: &cargo::NodeDep) -> bool {
    is_of(edge, DependencyKind::Development)
}

fn is_of(edge: &cargo::NodeDep, kind: DependencyKind) -> bool {
    edge.dep_kinds.iter().any(|it| it.kind == kind)
}
