//! The packages of a workspace, as both ways of finding them describe them.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use cargo_metadata::DependencyKind;

use super::settings::Settings;
use crate::source::unreadable::Fault;

/// A workspace as it was found.
pub(super) struct Found {
    pub(super) root: PathBuf,
    pub(super) members: Vec<Member>,
    pub(super) default_members: Vec<usize>,
    pub(super) skipped: Vec<Fault>,
}

/// A package of the workspace.
#[derive(Debug)]
pub(in crate::source) struct Member {
    pub(in crate::source) name: String,
    pub(in crate::source) version: String,
    /// The folder of its manifest.
    pub(in crate::source) folder: PathBuf,
    pub(in crate::source) targets: Vec<MemberTarget>,
    /// What its code can name, by the name of the crate.
    pub(in crate::source) dependencies: HashMap<String, Dependency>,
    /// All features of its manifest, and what each turns on.
    pub(in crate::source) known_features: BTreeMap<String, Vec<String>>,
    /// The features that are on.
    pub(in crate::source) features: Arc<BTreeSet<String>>,
    /// Whether it is built: it is selected, or the library of another such member depends on it.
    pub(in crate::source) is_built: bool,
    /// Those of the workspace, unless the package has its own.
    pub(in crate::source) settings: Settings,
    pub(super) lines: Vec<Line>,
}

/// A target of a package. Build scripts are left out.
#[derive(Clone, Debug)]
pub(in crate::source) struct MemberTarget {
    pub(in crate::source) kind: MemberKind,
    pub(in crate::source) name: String,
    /// The name of its crate.
    pub(in crate::source) krate: String,
    pub(in crate::source) file: PathBuf,
    pub(in crate::source) edition_2015: bool,
    /// Cargo builds it only if these features are on.
    pub(in crate::source) required_features: Vec<String>,
    /// Whether code of other crates can name it.
    pub(in crate::source) is_linkable: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::source) enum MemberKind {
    Library,
    ProcMacro,
    Binary,
    Example,
    Test,
    Bench,
}

/// What one name of a crate refers to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::source) struct Dependency {
    /// The member, if it is one.
    pub(in crate::source) member: Option<usize>,
    /// The name of its package.
    pub(in crate::source) package: String,
    pub(in crate::source) is_relata: bool,
    /// Whether only tests, examples and benchmarks can name it.
    pub(in crate::source) only_dev: bool,
}

/// A line of a manifest for a dependency.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// Its name in the manifest.
    pub(super) key: String,
    pub(super) package: String,
    pub(super) kind: DependencyKind,
    /// The platform that it is for: `cfg(…)`, or a target triple.
    pub(super) platform: Option<String>,
    /// The folder of the package, if it has a path.
    pub(super) folder: Option<PathBuf>,
    pub(super) optional: bool,
    pub(super) default_features: bool,
    pub(super) features: Vec<String>,
    /// The index of the member.
    pub(super) member: Option<usize>,
}

impl Found {
    /// Returns the member with a manifest.
    pub(super) fn at(&self, manifest: &Path) -> Option<usize> {
        let mut members = self.members.iter();
        members.position(|it| manifest.parent() == Some(&it.folder))
    }
}

impl Member {
    pub(in crate::source) fn library(&self) -> Option<&MemberTarget> {
        let mut targets = self.targets.iter();
        targets.find(|it| matches!(it.kind, MemberKind::Library | MemberKind::ProcMacro))
    }

    /// Returns whether cargo builds a target with the features that are on.
    pub(in crate::source) fn builds(&self, target: &MemberTarget) -> bool {
        let mut required = target.required_features.iter();
        required.all(|it| self.features.contains(it))
    }
}

pub(super) fn crate_name(name: &str) -> String {
    name.replace('-', "_")
}
