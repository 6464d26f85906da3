//! The packages of a workspace, their targets, what their code can name, and the features that are on. Nothing is built.
//!
//! Cargo lists the packages without resolving them (`listed`), so neither a lock file nor a registry is needed. If that
//! fails, the manifests are read instead (`manifests`, `package`, `targets`). Both yield the same `Member`s. Then
//! `features` resolves what is on for the selected members, and `packages` returns what is to be read.

mod diesel;
mod document;
mod features;
mod listed;
mod manifests;
mod member;
mod package;
mod packages;
mod patterns;
mod settings;
mod targets;
#[cfg(test)]
#[path = "../../tests/source/workspace/mod.rs"]
mod tests;

use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};

use cargo_metadata::DependencyKind;

pub(super) use self::listed::settings;
use self::member::crate_name;
pub(super) use self::member::{Dependency, Member};
pub(super) use self::settings::{Listed, Settings};
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
    #[cfg(test)]
    pub(super) current: Option<usize>,
    /// The members to check.
    pub(super) selected: Vec<usize>,
    /// The files that declare the tables of databases, as `diesel.toml` names them.
    pub(super) schema_files: Vec<PathBuf>,
    /// The `diesel.toml` files that cannot be read, with the reasons.
    pub(super) unread_schemas: Vec<Fault>,
    /// The manifests that were left out, and the reasons.
    pub(super) skipped: Vec<Fault>,
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
        let (found, origin) = match listed {
            Ok(metadata) => (listed::read(&asked, &metadata)?, Origin::CargoMetadata),
            Err(failure) => (manifests::read(&asked)?, Origin::Manifests(failure)),
        };
        let mut workspace = Workspace {
            #[cfg(test)]
            current: found.at(&asked),
            root: found.root,
            members: found.members,
            origin,
            default_members: found.default_members,
            selected: Vec::new(),
            schema_files: Vec::new(),
            unread_schemas: Vec::new(),
            skipped: found.skipped,
        };
        workspace.connect();
        workspace.select(options)?;
        workspace.resolve_features(options)?;
        workspace.find_schema_files();
        Ok(workspace)
    }

    /// Reads the `diesel.toml` of the workspace and of each member that is read.
    fn find_schema_files(&mut self) {
        let members = self.read_members().into_iter();
        let folders = members.map(|it| self.members[it].folder.clone());
        let folders: BTreeSet<PathBuf> = folders.chain([self.root.clone()]).collect();
        for folder in folders {
            match diesel::schema_files(&folder, &self.root) {
                Ok(files) => self.schema_files.extend(files),
                Err(fault) => self.unread_schemas.push(fault),
            }
        }
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
