//! The packages of a workspace, their targets, what their code can name, and the features that are on. Nothing is built.
//!
//! Cargo lists the packages without resolving them (`listed`), so neither a lock file nor a registry is needed. If that
//! fails, the manifests are read instead (`manifests`, `package`, `targets`). Both yield the same `Member`s. Then
//! `features` resolves what is on for the selected members, and `packages` returns what is to be read.

mod document;
mod features;
mod listed;
mod manifests;
mod package;
mod packages;
mod patterns;
mod settings;
mod targets;
#[cfg(test)]
#[path = "../../tests/source/workspace/mod.rs"]
mod tests;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use cargo_metadata::DependencyKind;

pub(super) use self::settings::Settings;
use super::files::plain;
use super::unreadable::Fault;

/// How the packages were found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Origin {
    CargoMetadata,
    /// By reading the manifests, because `cargo metadata` failed with this message, or was not wanted.
    Manifests(Option<String>),
}

/// Which packages to read, with which features, and how to find them. Packages and features are selected as for `cargo
/// build`.
#[derive(Clone, Debug, Default)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "each is an option of a command"
)]
pub(crate) struct Reading {
    /// Whether only manifests are read, and cargo does not run.
    pub(crate) no_metadata: bool,
    pub(crate) packages: Vec<String>,
    /// Whether all members are selected.
    pub(crate) workspace: bool,
    pub(crate) exclude: Vec<String>,
    pub(crate) all_features: bool,
    pub(crate) no_default_features: bool,
    /// Each may list several features, with commas or spaces between them.
    pub(crate) features: Vec<String>,
}

/// The packages of a workspace, by name and version.
#[derive(Debug)]
pub(super) struct Workspace {
    pub(super) root: PathBuf,
    pub(super) members: Vec<Member>,
    pub(super) origin: Origin,
    /// The members that are selected if none is asked for.
    pub(super) default_members: Vec<usize>,
    /// The member whose manifest was given.
    pub(super) current: Option<usize>,
    /// The members to check.
    pub(super) selected: Vec<usize>,
    /// The manifests that were left out, and the reasons.
    pub(super) skipped: Vec<Fault>,
}

/// A package of the workspace.
#[derive(Debug)]
pub(super) struct Member {
    pub(super) name: String,
    pub(super) version: String,
    /// The folder of its manifest.
    pub(super) folder: PathBuf,
    pub(super) targets: Vec<MemberTarget>,
    /// What its code can name, by the name of the crate.
    pub(super) dependencies: HashMap<String, Dependency>,
    /// All features of its manifest, and what each turns on.
    pub(super) known_features: BTreeMap<String, Vec<String>>,
    /// The features that are on.
    pub(super) features: Arc<BTreeSet<String>>,
    /// Whether it is built: it is selected, or the library of another such member depends on it.
    pub(super) is_built: bool,
    /// Those of the workspace, unless the package has its own.
    pub(super) settings: Settings,
    lines: Vec<Line>,
}

/// A target of a package. Build scripts are left out.
#[derive(Clone, Debug)]
pub(super) struct MemberTarget {
    pub(super) kind: MemberKind,
    pub(super) name: String,
    /// The name of its crate.
    pub(super) krate: String,
    pub(super) file: PathBuf,
    pub(super) edition_2015: bool,
    /// Cargo builds it only if these features are on.
    pub(super) required_features: Vec<String>,
    /// Whether code of other crates can name it.
    pub(super) is_linkable: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum MemberKind {
    Library,
    ProcMacro,
    Binary,
    Example,
    Test,
    Bench,
}

/// What one name of a crate refers to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Dependency {
    /// The member, if it is one.
    pub(super) member: Option<usize>,
    /// The name of its package.
    pub(super) package: String,
    pub(super) is_relata: bool,
    /// Whether only tests, examples and benchmarks can name it.
    pub(super) only_dev: bool,
}

/// A line of a manifest for a dependency.
#[derive(Clone, Debug)]
struct Line {
    /// Its name in the manifest.
    key: String,
    package: String,
    kind: DependencyKind,
    /// The platform that it is for: `cfg(…)`, or a target triple.
    platform: Option<String>,
    /// The folder of the package, if it has a path.
    folder: Option<PathBuf>,
    optional: bool,
    default_features: bool,
    features: Vec<String>,
    /// The index of the member.
    member: Option<usize>,
}

impl Workspace {
    /// Reads the workspace of a package or of a folder in one, which may be given by its manifest. It runs at most `cargo
    /// metadata --no-deps --offline`, with `$CARGO` if it is set.
    pub(super) fn read(manifest: &Path, options: &Reading) -> Result<Self, Fault> {
        let asked = find_manifest(manifest)?;
        let listed = if options.no_metadata {
            Err(None)
        } else {
            listed::run(&asked).map_err(Some)
        };
        let mut workspace = match listed {
            Ok(metadata) => listed::workspace(&asked, &metadata)?,
            Err(failure) => manifests::workspace(&asked, Origin::Manifests(failure))?,
        };
        workspace.connect();
        workspace.select(options)?;
        workspace.resolve_features(options)?;
        Ok(workspace)
    }

    /// Looks up each dependency among the members.
    fn connect(&mut self) {
        let members = self.members.iter().enumerate();
        let folders = members.map(|(nth, it)| (it.folder.clone(), nth));
        let folders: HashMap<PathBuf, usize> = folders.collect();
        for line in self.members.iter_mut().flat_map(|it| &mut it.lines) {
            let folder = line.folder.as_ref();
            line.member = folder.and_then(|it| folders.get(it)).copied();
        }
        for nth in 0..self.members.len() {
            self.members[nth].dependencies = self.dependencies(&self.members[nth]);
        }
    }

    /// Returns what the code of a member can name. The program of a build script is another one.
    fn dependencies(&self, member: &Member) -> HashMap<String, Dependency> {
        let mut found: HashMap<String, Dependency> = HashMap::new();
        let lines = member.lines.iter();
        for line in lines.filter(|it| it.kind != DependencyKind::Build) {
            let is_renamed = line.key != line.package;
            let library = line.member.filter(|_| !is_renamed);
            let library = library.and_then(|it| self.members[it].library());
            let name = library.map_or_else(|| crate_name(&line.key), |it| it.krate.clone());
            let only_dev = line.kind == DependencyKind::Development;
            let known = found.entry(name).or_insert_with(|| Dependency {
                member: line.member,
                package: line.package.clone(),
                is_relata: line.package == "relata",
                only_dev,
            });
            known.only_dev &= only_dev;
        }
        found
    }

    /// Selects members as cargo does.
    fn select(&mut self, options: &Reading) -> Result<(), Fault> {
        let mut selected: BTreeSet<usize> = BTreeSet::new();
        for wanted in &options.packages {
            let found = self.named(wanted);
            if found.is_empty() {
                return Err(Fault::NoMember(wanted.clone()));
            }
            selected.extend(found);
        }
        if options.workspace {
            selected.extend(0..self.members.len());
        } else if options.packages.is_empty() {
            selected.extend(&self.default_members);
        }
        for excluded in &options.exclude {
            for nth in self.named(excluded) {
                selected.remove(&nth);
            }
        }
        self.selected = selected.into_iter().collect();
        Ok(())
    }

    /// Returns the members with a name, which may have the version behind `@`, or be a pattern such as `app-*`.
    fn named(&self, wanted: &str) -> Vec<usize> {
        let (name, version) = match wanted.split_once('@') {
            Some((name, version)) => (name, Some(version)),
            None => (wanted, None),
        };
        let members = self.members.iter().enumerate();
        let fits = |it: &Member| {
            patterns::matches(name, &it.name) && version.is_none_or(|version| it.version == version)
        };
        let found = members.filter(|(_, it)| fits(it));
        found.map(|(nth, _)| nth).collect()
    }
}

impl Member {
    pub(super) fn library(&self) -> Option<&MemberTarget> {
        let mut targets = self.targets.iter();
        targets.find(|it| matches!(it.kind, MemberKind::Library | MemberKind::ProcMacro))
    }

    /// Returns whether cargo builds a target with the features that are on.
    pub(super) fn builds(&self, target: &MemberTarget) -> bool {
        let mut required = target.required_features.iter();
        required.all(|it| self.features.contains(it))
    }
}

/// Returns the manifest that is given, or that of the folder, or of the nearest folder around it.
fn find_manifest(given: &Path) -> Result<PathBuf, Fault> {
    let absolute = std::path::absolute(given).unwrap_or_else(|_| given.to_owned());
    let absolute = plain(&absolute);
    if absolute.is_file() {
        return Ok(absolute);
    }
    let folders = absolute.ancestors().take_while(|_| absolute.is_dir());
    let mut found = folders.map(|it| it.join("Cargo.toml"));
    let found = found.find(|it| it.is_file());
    found.ok_or_else(|| Fault::File {
        file: absolute.join("Cargo.toml").display().to_string(),
        error: "no such file, and no folder around it has one".to_owned(),
    })
}

/// Returns the member with a manifest.
fn position(members: &[Member], manifest: &Path) -> Option<usize> {
    let folder = manifest.parent();
    members.iter().position(|it| folder == Some(&it.folder))
}

fn crate_name(name: &str) -> String {
    name.replace('-', "_")
}
