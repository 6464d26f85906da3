//! The dependencies between packages, as cargo resolved them, and the packages to read.

use std::collections::{BTreeSet, HashMap};

use cargo_metadata as cargo;
use cargo_metadata::{DependencyKind, TargetKind};

use super::edges::Edge;
use crate::source::target::{DevDependencies, Target};

/// The resolved packages, by index.
pub(super) struct Graph<'m> {
    pub(super) packages: &'m [cargo::Package],
    index: HashMap<&'m cargo::PackageId, usize>,
    nodes: Vec<Option<&'m cargo::Node>>,
    /// The package of the target, if there is one.
    pub(super) own: Option<usize>,
    target: &'m Target,
}

impl<'m> Graph<'m> {
    pub(super) fn of(metadata: &'m cargo::Metadata, target: &'m Target) -> Self {
        let packages = &*metadata.packages;
        let index = packages.iter().enumerate().map(|(nth, it)| (&it.id, nth));
        let index: HashMap<_, _> = index.collect();
        let mut nodes = vec![None; packages.len()];
        for node in metadata.resolve.iter().flat_map(|it| &it.nodes) {
            if let Some(&nth) = index.get(&node.id) {
                nodes[nth] = Some(node);
            }
        }
        let own = metadata.resolve.as_ref().and_then(|it| it.root.as_ref());
        Graph {
            own: own.and_then(|id| index.get(id)).copied(),
            packages,
            index,
            nodes,
            target,
        }
    }

    /// The names by which the code of a package may know others.
    pub(super) fn edges(&self, at: usize) -> impl Iterator<Item = (&'m str, Edge, usize)> {
        let is_own = self.own == Some(at);
        let (packages, target) = (self.packages, self.target);
        let features = target.features.as_ref().filter(|_| is_own);
        self.dependencies(at).filter_map(move |(edge, to)| {
            let known = Edge::of(
                &packages[at],
                edge,
                &packages[to],
                &target.platform,
                features,
            );
            Some((&*edge.name, known.seen(is_own)?, to))
        })
    }

    fn dependencies(&self, at: usize) -> impl Iterator<Item = (&'m cargo::NodeDep, usize)> {
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

    /// Whether code of another package can name the library of a package.
    pub(super) fn is_linkable(&self, at: usize) -> bool {
        use TargetKind::{DyLib, Lib, RLib};
        let mut kinds = self.packages[at].targets.iter().flat_map(|it| &it.kind);
        kinds.any(|it| matches!(it, Lib | RLib | DyLib))
    }

    /// The package itself, and the user's own packages below it that may have models, by name and version.
    pub(super) fn chosen(&self, own: usize) -> Vec<usize> {
        let with_tests = self.target.dev_dependencies() != DevDependencies::Absent;
        let reaching = self.reaching();
        let (mut chosen, mut seen) = (vec![own], vec![false; self.packages.len()]);
        seen[own] = true;
        let mut next = 0;
        while let Some(&at) = chosen.get(next) {
            next += 1;
            for (_, edge, to) in self.edges(at) {
                let is_own = self.packages[to].source.is_none() && reaching[to];
                let fits = is_own && edge.seen(with_tests).is_some() && !self.is_relata(to);
                if fits && self.is_linkable(to) && !seen[to] {
                    seen[to] = true;
                    chosen.push(to);
                }
            }
        }
        chosen[1..].sort_by_key(|&at| (&*self.packages[at].name, &self.packages[at].version));
        chosen
    }

    /// Whether each package is relata or depends on it, directly or not.
    fn reaching(&self) -> Vec<bool> {
        let count = self.packages.len();
        let mut dependents = vec![Vec::new(); count];
        for at in 0..count {
            let mut targets = self.packages[at].targets.iter();
            if targets.any(cargo::Target::is_proc_macro) {
                continue;
            }
            for (edge, to) in self.dependencies(at) {
                let mut kinds = edge.dep_kinds.iter();
                if kinds.any(|it| it.kind == DependencyKind::Normal) {
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
