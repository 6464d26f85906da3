//! The packages to read, the names that they have for each other, and the roots of their crates. No file is opened here.

mod edges;
mod graph;

use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use cargo_metadata as cargo;
use cargo_metadata::{Edition, TargetKind};

pub(crate) use self::edges::{Edge, Guard, Presence};
use self::graph::Graph;
use super::condition::Facts;
use super::target::{DevDependencies, Kind, Target};
use super::unreadable::Fault;

/// A package whose source was read: the package of the target, or a dependency that may have models.
#[derive(Clone, Debug)]
pub struct Package {
    pub(crate) name: String,
    pub(crate) version: String,
    /// The name of the library of the package, or of the target if there is no library.
    pub(crate) crate_name: String,
    /// Its manifest, in the form of `file!()`.
    pub(crate) manifest: String,
    /// The root file of its library, as in `file!()`.
    pub(crate) root: Option<String>,
    pub(crate) features: Arc<BTreeSet<String>>,
    /// Whether cargo builds its library for the target. Otherwise its features are those of the whole workspace.
    pub(crate) is_built: bool,
    pub(crate) dependents: Vec<Dependent>,
    /// The name of relata in its code, and the dependency, if it has one.
    pub(crate) relata: Option<(String, Edge)>,
    /// All features of its manifest, on or off.
    pub(crate) known_features: Arc<BTreeSet<String>>,
    /// How certain its presence in the build of the target is.
    pub(crate) presence: Presence,
    /// Whether code of other crates can name its library.
    pub(crate) is_linkable: bool,
    /// Whether its library is only a dynamic library of Rust code.
    pub(crate) is_dynamic: bool,
    /// The first names of each `use`, `extern crate` and `link!`, under any condition.
    pub(crate) mentioned: BTreeSet<String>,
}

/// A dependent of a package.
#[derive(Clone, Debug)]
pub struct Dependent {
    /// The index of the dependent.
    pub(crate) package: usize,
    /// The name of the library in the code of the dependent.
    pub(crate) name: String,
    pub(crate) edge: Edge,
}

/// Everything to read.
#[derive(Debug, Default)]
pub(super) struct Packages {
    pub(super) list: Vec<Package>,
    /// The roots of the target, its own first, and of its dependencies.
    pub(super) roots: Vec<Root>,
    /// The other targets of each package, which have their own files.
    pub(super) others: Vec<Vec<Root>>,
    /// The crates that the code of each package can name.
    pub(super) names: Vec<HashMap<String, Known>>,
    pub(super) workspace: PathBuf,
}

/// The root of a crate.
#[derive(Clone, Debug)]
pub(super) struct Root {
    pub(super) package: usize,
    pub(super) krate: String,
    pub(super) file: PathBuf,
    pub(super) kind: RootKind,
    pub(super) edition_2015: bool,
    /// Whether it is the target itself, not a dependency.
    pub(super) is_target: bool,
    pub(super) facts: Facts,
}

/// The kind of a root. The first is the best place for a missing `mod`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum RootKind {
    Library,
    /// `src/main.rs`
    Main,
    Other,
}

/// The meaning of the name of a crate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Known {
    Relata,
    /// The library of one of the packages.
    Library(usize),
    Elsewhere,
}

impl Packages {
    pub(super) fn of(metadata: &cargo::Metadata, target: &Target) -> Result<Self, Fault> {
        let graph = Graph::of(metadata, target)?;
        let chosen = graph.chosen();
        let mut packages = Packages {
            workspace: metadata.workspace_root.clone().into(),
            ..Packages::default()
        };
        for &package in &chosen {
            packages.add(&graph, package, (package == graph.own).then_some(target))?;
        }
        for nth in 0..chosen.len() {
            packages.connect(nth, &graph, &chosen, target);
        }
        for package in &mut packages.list {
            let dependents = &mut package.dependents;
            dependents.sort_by(|a, b| (a.package, &a.name).cmp(&(b.package, &b.name)));
        }
        packages.find_presences();
        Ok(packages)
    }

    /// Adds one package and its roots.
    fn add(&mut self, graph: &Graph<'_>, at: usize, own: Option<&Target>) -> Result<(), Fault> {
        let package = &graph.packages[at];
        let (features, is_built) = graph.features(at);
        let features = Arc::new(features);
        let nth = self.list.len();
        let root = |target: &cargo::Target| Root::of(target, nth, &features);
        let library = package.targets.iter().find(|it| is_library(it));
        let wanted = match own {
            Some(target) => Some(requested(package, target)?),
            None => library,
        };
        // The target itself, and the library that it uses. relata's own library has no models.
        let used = library.filter(|_| !graph.is_relata(at));
        let mut read: Vec<&cargo::Target> = wanted.into_iter().chain(used).collect();
        read.dedup();
        let first = self.roots.len();
        self.roots.extend(read.iter().map(|it| root(it)));
        if let Some(target) = own.filter(|it| it.kind != Kind::Doctest) {
            self.roots[first].is_target = true;
            self.roots[first].facts.test = target.cfg_test;
        }
        let others = package.targets.iter();
        let others = others.filter(|it| !read.contains(it) && !it.is_custom_build());
        self.others.push(others.map(root).collect());
        let name = library.or(wanted).map_or(&*package.name, |it| &it.name);
        let root = library.map(|it| shown(&self.workspace, it.src_path.as_std_path()));
        self.list.push(Package {
            name: package.name.to_string(),
            version: package.version.to_string(),
            crate_name: crate_name(name),
            manifest: shown(&self.workspace, package.manifest_path.as_std_path()),
            root,
            features,
            is_built,
            dependents: Vec::new(),
            relata: None,
            known_features: Arc::new(package.features.keys().cloned().collect()),
            presence: Presence::Optional,
            is_linkable: graph.is_linkable(at),
            is_dynamic: graph.is_dynamic(at),
            mentioned: BTreeSet::new(),
        });
        Ok(())
    }

    /// Adds the names that lead from a package to others.
    fn connect(&mut self, nth: usize, graph: &Graph<'_>, chosen: &[usize], target: &Target) {
        let with_tests = target.dev_dependencies() != DevDependencies::Absent;
        let known = |to| match chosen.iter().position(|it| *it == to) {
            _ if graph.is_relata(to) => Known::Relata,
            Some(library) => Known::Library(library),
            None => Known::Elsewhere,
        };
        let mut names = HashMap::new();
        for (name, edge, to) in graph.edges(chosen[nth]) {
            let known = known(to);
            names.insert(name.to_owned(), known);
            if let Some(edge) = edge.seen(with_tests) {
                self.add_edge(nth, known, name.to_owned(), edge);
            }
        }
        // Programs and tests name the library of their own package like a dependency.
        let (own, is_relata) = (&self.list[0], graph.is_relata(chosen[0]));
        if nth == 0 && own.root.is_some() {
            let (name, known) = (own.crate_name.clone(), known(chosen[0]));
            names.insert(name.clone(), known);
            if is_relata || target.kind != Kind::Library {
                let edge = Edge::own(&name);
                self.add_edge(0, known, name, edge);
            }
        }
        self.names.push(names);
    }

    fn add_edge(&mut self, package: usize, to: Known, name: String, edge: Edge) {
        match to {
            Known::Relata => self.list[package].relata = Some((name, edge)),
            Known::Library(library) => self.list[library].dependents.push(Dependent {
                package,
                name,
                edge,
            }),
            Known::Elsewhere => {}
        }
    }

    /// Finds the presence of each package. It is as certain as the best way that leads to it.
    fn find_presences(&mut self) {
        self.list[0].presence = Presence::Always;
        for _ in 1..self.list.len() {
            for nth in 1..self.list.len() {
                let dependents = self.list[nth].dependents.iter();
                let ways = dependents.map(|it| it.presence(&self.list));
                self.list[nth].presence = ways.min().unwrap_or(Presence::Optional);
            }
        }
    }
}

impl Root {
    fn of(target: &cargo::Target, package: usize, features: &Arc<BTreeSet<String>>) -> Self {
        Root {
            package,
            krate: crate_name(&target.name),
            file: target.src_path.clone().into(),
            kind: match target {
                it if is_library(it) => RootKind::Library,
                it if it.is_bin() && it.src_path.ends_with("src/main.rs") => RootKind::Main,
                _ => RootKind::Other,
            },
            edition_2015: target.edition == Edition::E2015,
            is_target: false,
            facts: Facts {
                features: Arc::clone(features),
                test: false,
            },
        }
    }
}

/// Returns the chosen target of a package. For a doctest, which has no file, it is the library.
fn requested<'m>(package: &'m cargo::Package, target: &Target) -> Result<&'m cargo::Target, Fault> {
    let is_wanted = |it: &&cargo::Target| match &target.kind {
        Kind::Library | Kind::Doctest => is_library(it) || it.is_proc_macro(),
        Kind::Named(kind, name) => {
            it.kind.contains(kind) && crate_name(&it.name) == crate_name(name)
        }
    };
    let found = package.targets.iter().find(is_wanted);
    found.ok_or_else(|| Fault::NoTarget {
        package: package.name.to_string(),
        wanted: target.kind.to_string(),
    })
}

fn is_library(target: &cargo::Target) -> bool {
    use TargetKind::{CDyLib, DyLib, Lib, RLib, StaticLib};
    let kinds = [Lib, RLib, DyLib, CDyLib, StaticLib];
    target.kind.iter().any(|it| kinds.contains(it))
}

pub(super) fn crate_name(name: &str) -> String {
    name.replace('-', "_")
}

/// Returns a file as in `file!()`: cargo runs the compiler in the workspace, and passes relative paths for files there.
pub(super) fn shown(workspace: &Path, file: &Path) -> String {
    let file = file.strip_prefix(workspace).unwrap_or(file);
    file.display().to_string()
}

impl Package {
    /// Returns its name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns its version.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// Returns the name of its library, which is the first segment of the paths of its models.
    pub fn crate_name(&self) -> &str {
        &self.crate_name
    }

    /// Returns the root file of its library, as in `file!()`.
    pub fn root(&self) -> Option<&str> {
        self.root.as_deref()
    }

    /// Returns the enabled features, as cargo resolves them.
    pub fn features(&self) -> impl ExactSizeIterator<Item = &str> {
        self.features.iter().map(String::as_str)
    }

    /// Returns the packages that depend on its library, with the name that each uses.
    pub fn dependents(&self) -> &[Dependent] {
        &self.dependents
    }
}

impl Dependent {
    /// Returns how certain a package is through this dependent.
    pub(crate) fn presence(&self, packages: &[Package]) -> Presence {
        self.edge.presence().max(packages[self.package].presence)
    }

    /// Returns the index of the package in [`Source::packages`](super::Source::packages).
    pub fn package(&self) -> usize {
        self.package
    }

    /// Returns the name of the library in the code of the dependent. If it is renamed, it is not the package's name.
    pub fn name(&self) -> &str {
        &self.name
    }
}
