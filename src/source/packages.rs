//! Which packages are read, what each of them knows the others by, and which crates of them are in the target.
//!
//! In: cargo's metadata and the target that is asked about. Out: packages, and the root files of crates. No file is
//! opened here.

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

/// A package whose source was read: that of the target, or one that it depends on and that may hold models.
#[derive(Clone, Debug)]
pub struct Package {
    pub(crate) name: String,
    pub(crate) version: String,
    /// Of its library, or of the target where it has none.
    pub(crate) crate_name: String,
    /// Of its library, as `file!()` gives it.
    pub(crate) root: Option<String>,
    pub(crate) features: Arc<BTreeSet<String>>,
    pub(crate) dependents: Vec<Dependent>,
    /// What its code calls relata, if it depends on it, and how it does.
    pub(crate) relata: Option<(String, Edge)>,
    /// Those that its manifest has, on or not.
    pub(crate) known_features: BTreeSet<String>,
    /// In what is built as the target is.
    pub(crate) presence: Presence,
    /// Whether code beside the library can name it.
    pub(crate) is_linkable: bool,
    /// What its code names first in a `use`, an `extern crate` or a `link!`, whatever stands around that.
    pub(crate) mentioned: BTreeSet<String>,
}

/// Who depends on a package.
#[derive(Clone, Debug)]
pub struct Dependent {
    /// Which of the packages.
    pub(crate) package: usize,
    /// What its code calls the library.
    pub(crate) name: String,
    pub(crate) edge: Edge,
}

/// All that is to be read.
#[derive(Debug)]
pub(super) struct Packages {
    pub(super) list: Vec<Package>,
    /// Those of the target: its own first.
    pub(super) roots: Vec<Root>,
    /// The other targets of each package, whose files are theirs.
    pub(super) others: Vec<Vec<Root>>,
    /// What each package has as `name::`.
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
    /// Whether it is the target that is asked about, and not what that depends on.
    pub(super) is_target: bool,
    pub(super) facts: Facts,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RootKind {
    Library,
    /// `src/main.rs`
    Main,
    Other,
}

/// What the name of a crate stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Known {
    Relata,
    /// The library of one of the packages.
    Library(usize),
    Elsewhere,
}

impl Packages {
    pub(super) fn of(metadata: &cargo::Metadata, target: &Target) -> Result<Self, Fault> {
        let graph = Graph::of(metadata, target);
        let no_package = || Fault::NoPackage(target.manifest_dir.join("Cargo.toml"));
        let own = graph.own.ok_or_else(no_package)?;
        let chosen = graph.chosen(own);
        let mut packages = Packages {
            list: Vec::new(),
            roots: Vec::new(),
            others: Vec::new(),
            names: Vec::new(),
            workspace: metadata.workspace_root.clone().into(),
        };
        for &package in &chosen {
            packages.add(&graph, package, (package == own).then_some(target))?;
        }
        packages.connect(&graph, &chosen, target);
        packages.find_presences();
        Ok(packages)
    }

    /// One package, and what of it is in the target.
    fn add(&mut self, graph: &Graph<'_>, at: usize, own: Option<&Target>) -> Result<(), Fault> {
        let package = graph.packages[at];
        let features = match own.and_then(|target| target.features.clone()) {
            Some(features) => features,
            None => graph.features(at),
        };
        let features = Arc::new(features);
        let nth = self.list.len();
        let root = |target: &cargo::Target| Root::of(target, nth, &features);
        let library = package.targets.iter().find(|it| is_library(it));
        let asked = match own {
            Some(target) => asked_for(package, target)?,
            None => library,
        };
        // The target itself, and the library that it is a program or a test of; relata's own holds no models.
        let beside = library.filter(|_| !graph.is_relata(at));
        let mut read: Vec<&cargo::Target> = asked.into_iter().chain(beside).collect();
        read.dedup();
        for (position, target) in read.iter().enumerate() {
            let mut root = root(target);
            let asked = own.filter(|it| position == 0 && it.kind != Kind::Doctest);
            root.is_target = asked.is_some();
            root.facts.test = asked.is_some_and(|it| it.cfg_test);
            self.roots.push(root);
        }
        let others = package.targets.iter();
        let others = others.filter(|it| !read.contains(it) && !it.is_custom_build());
        self.others.push(others.map(root).collect());
        let named = library.or(asked).map(|it| crate_name(&it.name));
        let root = library.map(|it| shown(&self.workspace, it.src_path.as_std_path()));
        self.list.push(Package {
            name: package.name.to_string(),
            version: package.version.to_string(),
            crate_name: named.unwrap_or_else(|| crate_name(&package.name)),
            root,
            features,
            dependents: Vec::new(),
            relata: None,
            known_features: package.features.keys().cloned().collect(),
            presence: Presence::Optional,
            is_linkable: graph.is_linkable(at),
            mentioned: BTreeSet::new(),
        });
        Ok(())
    }

    /// Which names lead from one package to another.
    fn connect(&mut self, graph: &Graph<'_>, chosen: &[usize], target: &Target) {
        let with_tests = target.dev_dependencies() != DevDependencies::Absent;
        let place = chosen.iter().enumerate().map(|(nth, &at)| (at, nth));
        let place: HashMap<usize, usize> = place.collect();
        for (nth, &at) in chosen.iter().enumerate() {
            let mut names = HashMap::new();
            for (name, edge, to) in graph.edges(at) {
                let known = match place.get(&to) {
                    _ if graph.is_relata(to) => Known::Relata,
                    Some(&library) => Known::Library(library),
                    None => Known::Elsewhere,
                };
                names.insert(name.to_owned(), known);
                match (known, edge.seen(with_tests)) {
                    (Known::Library(library), Some(edge)) => {
                        self.list[library].dependents.push(Dependent {
                            package: nth,
                            name: name.to_owned(),
                            edge,
                        });
                    }
                    (Known::Relata, Some(edge)) => {
                        let relata = &mut self.list[nth].relata;
                        *relata = Some((name.to_owned(), edge));
                    }
                    _ => {}
                }
            }
            if nth == 0 {
                self.own_library(graph.is_relata(at), target, &mut names);
            }
            self.names.push(names);
        }
        for package in &mut self.list {
            let key = |it: &Dependent| (it.package, it.name.clone());
            package.dependents.sort_by_key(key);
        }
    }

    /// Programs and tests name the library of their own package as if they depended on it.
    fn own_library(
        &mut self,
        is_relata: bool,
        target: &Target,
        names: &mut HashMap<String, Known>,
    ) {
        let package = &mut self.list[0];
        let name = package.crate_name.clone();
        if is_relata {
            package.relata = Some((name.clone(), Edge::own(&name)));
            names.insert(name, Known::Relata);
        } else if package.root.is_some() {
            names.insert(name.clone(), Known::Library(0));
            if target.kind != Kind::Library {
                package.dependents.push(Dependent {
                    package: 0,
                    edge: Edge::own(&name),
                    name,
                });
            }
        }
    }

    /// Each package is there as surely as by the best way that leads to it.
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
        let kind = if is_library(target) {
            RootKind::Library
        } else if target.is_bin() && target.src_path.ends_with("src/main.rs") {
            RootKind::Main
        } else {
            RootKind::Other
        };
        Root {
            package,
            krate: crate_name(&target.name),
            file: target.src_path.clone().into(),
            kind,
            edition_2015: target.edition == Edition::E2015,
            is_target: false,
            facts: Facts {
                features: Arc::clone(features),
                test: false,
            },
        }
    }
}

/// The target that the user asks about; a doctest has no file of its own.
fn asked_for<'m>(
    package: &'m cargo::Package,
    target: &Target,
) -> Result<Option<&'m cargo::Target>, Fault> {
    let named = |kind: TargetKind, name: &str| {
        let mut targets = package.targets.iter();
        targets.find(|it| it.kind.contains(&kind) && crate_name(&it.name) == crate_name(name))
    };
    let found = match &target.kind {
        Kind::Library | Kind::Doctest => {
            let mut targets = package.targets.iter();
            targets.find(|it| is_library(it) || it.is_proc_macro())
        }
        Kind::Binary(name) => named(TargetKind::Bin, name),
        Kind::Test(name) => named(TargetKind::Test, name),
        Kind::Example(name) => named(TargetKind::Example, name),
        Kind::Bench(name) => named(TargetKind::Bench, name),
    };
    let no_target = || Fault::NoTarget {
        package: package.name.to_string(),
        wanted: target.kind.to_string(),
    };
    found.map(Some).ok_or_else(no_target)
}

fn is_library(target: &cargo::Target) -> bool {
    use TargetKind::{CDyLib, DyLib, Lib, RLib, StaticLib};
    let kinds = [Lib, RLib, DyLib, CDyLib, StaticLib];
    target.kind.iter().any(|it| kinds.contains(it))
}

fn crate_name(name: &str) -> String {
    name.replace('-', "_")
}

/// A file as `file!()` gives it: cargo runs the compiler in the folder of the workspace, and names files in it from there.
pub(super) fn shown(workspace: &Path, file: &Path) -> String {
    let file = file.strip_prefix(workspace).unwrap_or(file);
    file.display().to_string()
}

impl Package {
    /// Its name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its version.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// What the library calls itself, which is where the paths of its models begin.
    pub fn crate_name(&self) -> &str {
        &self.crate_name
    }

    /// The root file of its library, as `file!()` gives it.
    pub fn root(&self) -> Option<&str> {
        self.root.as_deref()
    }

    /// The features that are on, as cargo resolves them.
    pub fn features(&self) -> impl ExactSizeIterator<Item = &str> {
        self.features.iter().map(String::as_str)
    }

    /// Which of the packages name its library, and how.
    pub fn dependents(&self) -> &[Dependent] {
        &self.dependents
    }
}

impl Dependent {
    /// How surely what depends is there by it.
    pub(crate) fn presence(&self, packages: &[Package]) -> Presence {
        self.edge.presence().max(packages[self.package].presence)
    }

    /// Which of the packages, by its place among them.
    pub fn package(&self) -> usize {
        self.package
    }

    /// What the code of the dependent calls the library: not what `Cargo.toml` calls the package, if it is renamed.
    pub fn name(&self) -> &str {
        &self.name
    }
}
