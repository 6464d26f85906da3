//! The dependencies between packages, as cargo resolved them, and the packages to read.

use std::collections::{BTreeSet, HashMap, HashSet};

use cargo_metadata as cargo;
use cargo_metadata::DependencyKind;

use super::edges::Edge;
use crate::source::cargo::Build;
use crate::source::target::{DevDependencies, Target};
use crate::source::unreadable::Fault;

/// The resolved packages, by index.
pub(super) struct Graph<'m> {
    pub(super) packages: &'m [cargo::Package],
    index: HashMap<&'m cargo::PackageId, usize>,
    nodes: HashMap<&'m cargo::PackageId, &'m cargo::Node>,
    /// The package of the target.
    pub(super) own: usize,
    target: &'m Target,
    build: Build,
}

impl<'m> Graph<'m> {
    pub(super) fn of(metadata: &'m cargo::Metadata, target: &'m Target) -> Result<Self, Fault> {
        let packages = metadata.packages.iter().enumerate();
        let index: HashMap<_, _> = packages.map(|(nth, it)| (&it.id, nth)).collect();
        let resolve = metadata.resolve.as_ref();
        let nodes = resolve.iter().flat_map(|it| &it.nodes);
        let own = resolve.and_then(|it| it.root.as_ref());
        let own = own.and_then(|id| index.get(id)).copied();
        let no_package = || Fault::NoPackage(target.manifest_dir.join("Cargo.toml"));
        let own = own.ok_or_else(no_package)?;
        Ok(Graph {
            packages: &metadata.packages,
            nodes: nodes.map(|it| (&it.id, it)).collect(),
            own,
            index,
            target,
            build: Build::of(&metadata.packages[own], target)?,
        })
    }

    /// Returns the names that the code of a package may use for others.
    pub(super) fn edges(&self, at: usize) -> impl Iterator<Item = (&'m str, Edge, usize)> {
        let is_own = self.own == at;
        self.dependencies(at).filter_map(move |(edge, to)| {
            let (from, on) = (&self.packages[at], &self.packages[to]);
            let features = self.build.features(from);
            let known = Edge::of(from, edge, on, &self.target.platform, is_own, features)?;
            Some((&*edge.name, known, to))
        })
    }

    fn dependencies(&self, at: usize) -> impl Iterator<Item = (&'m cargo::NodeDep, usize)> {
        let edges = self.node(at).into_iter().flat_map(|it| &it.deps);
        edges.filter_map(|edge| Some((edge, *self.index.get(&edge.pkg)?)))
    }

    /// Returns the enabled features of a package, and whether it is part of the build. If it is not, the features are those of
    /// the whole workspace.
    pub(super) fn features(&self, at: usize) -> (BTreeSet<String>, bool) {
        if let Some(features) = self.build.features(&self.packages[at]) {
            return (features.clone(), true);
        }
        let features = self.node(at).into_iter().flat_map(|it| &it.features);
        (features.map(ToString::to_string).collect(), false)
    }

    fn node(&self, at: usize) -> Option<&'m cargo::Node> {
        self.nodes.get(&self.packages[at].id).copied()
    }

    pub(super) fn is_relata(&self, at: usize) -> bool {
        self.packages[at].name.as_str() == "relata"
    }

    /// Returns whether code of another package can name the library of a package.
    pub(super) fn is_linkable(&self, at: usize) -> bool {
        let mut targets = self.packages[at].targets.iter();
        targets.any(|it| it.is_lib() || it.is_rlib() || it.is_dylib())
    }

    /// Returns whether the library of a package is only a dynamic library of Rust code.
    pub(super) fn is_dynamic(&self, at: usize) -> bool {
        let targets = &self.packages[at].targets;
        targets.iter().any(cargo::Target::is_dylib)
            && !targets.iter().any(|it| it.is_lib() || it.is_rlib())
    }

    /// Returns the package itself, and then its local dependencies that may have models, by name and version.
    pub(super) fn chosen(&self) -> Vec<usize> {
        let with_tests = self.target.dev_dependencies() != DevDependencies::Absent;
        let reaching = self.reaching();
        let mut chosen = vec![self.own];
        let mut next = 0;
        while let Some(&at) = chosen.get(next) {
            next += 1;
            for (_, edge, to) in self.edges(at) {
                let is_own = self.packages[to].source.is_none() && reaching.contains(&to);
                let fits = is_own && edge.seen(with_tests).is_some() && !self.is_relata(to);
                if fits && self.is_linkable(to) && !chosen.contains(&to) {
                    chosen.push(to);
                }
            }
        }
        chosen[1..].sort_by_key(|&at| (&*self.packages[at].name, &self.packages[at].version));
        chosen
    }

    /// Returns relata and the packages that depend on it, directly or not.
    fn reaching(&self) -> HashSet<usize> {
        let all = 0..self.packages.len();
        let mut reaching: HashSet<usize> = all.clone().filter(|&at| self.is_relata(at)).collect();
        loop {
            let before = reaching.len();
            for at in all.clone() {
                let mut edges = self.dependencies(at);
                let leads = |(edge, to): (&cargo::NodeDep, usize)| {
                    let mut kinds = edge.dep_kinds.iter();
                    reaching.contains(&to) && kinds.any(|it| it.kind == DependencyKind::Normal)
                };
                let mut targets = self.packages[at].targets.iter();
                if !targets.any(cargo::Target::is_proc_macro) && edges.any(leads) {
                    reaching.insert(at);
                }
            }
            if reaching.len() == before {
                return reaching;
            }
        }
    }
}
