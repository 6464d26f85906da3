//! The files below the folder of a package's source that no module reaches, as the modules that they would be.
//!
//! In: a tree of what is reached, and the folders. Out: the tree with those files in it, each with the `mod` that is
//! missing. This module must not know what a model is: only files that derive something are looked into.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};

use super::files::{FileId, Files, plain};
use super::modules::{ScopeId, Tree};
use super::packages::{Packages, Root};
use super::unreadable::Fault;
use crate::declared::{Lead, Line};

/// A file without it declares no model.
const DERIVE: &str = "derive";

/// Adds them, with the other targets of their packages.
pub(super) fn add(tree: &mut Tree, packages: &Packages, files: &mut Files) -> Result<(), Fault> {
    let mut found = Vec::new();
    for (nth, others) in packages.others.iter().enumerate() {
        let own = tree.crates.iter().map(|it| &it.root);
        let roots = own.filter(|it| it.package == nth).chain(others);
        let mut sources = Vec::new();
        let folders = folders(roots);
        for folder in &folders {
            list(folder, &mut sources);
        }
        sources.retain(|path| files.known(path).is_none());
        if sources.is_empty() {
            continue;
        }
        // They may be another target's.
        tree.follow(others, false, files)?;
        sources.retain(|path| files.known(path).is_none());
        sources.sort();
        found.push((nth, folders, sources));
    }
    let sources = found.iter().flat_map(|(_, _, sources)| sources);
    files.read(sources.map(|it| &**it), Some(DERIVE));
    for (package, folders, sources) in found {
        let mut unreached = Unreached::of(tree, package, folders);
        for path in sources {
            let known = files.known(&path);
            if known.is_some_and(|it| files.outline(it).is_some()) {
                unreached.attach(&path, tree, files);
            }
        }
    }
    Ok(())
}

/// Where the source of a package is: where the roots of its library and its programs are, but not all of the package.
fn folders<'r>(roots: impl Iterator<Item = &'r Root>) -> Vec<PathBuf> {
    let src = |root: &Root| {
        let folder = root.file.ancestors().find(|it| it.ends_with("src"))?;
        // `build.rs`, tests and examples are elsewhere.
        folder
            .with_file_name("Cargo.toml")
            .is_file()
            .then(|| folder.to_owned())
    };
    let mut folders: Vec<PathBuf> = roots.filter_map(src).collect();
    folders.sort();
    folders.dedup();
    folders
}

fn list(folder: &Path, into: &mut Vec<PathBuf>) {
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            match entry.file_type() {
                // Not those of a package in this one.
                Ok(kind) if kind.is_dir() && !path.join("Cargo.toml").exists() => {
                    folders.push(path);
                }
                Ok(_) if path.extension().is_some_and(|it| it == "rs") => into.push(path),
                _ => {}
            }
        }
    }
}

/// The unreached files of one package.
struct Unreached {
    /// The module whose files are in a folder.
    owners: HashMap<PathBuf, ScopeId>,
    /// Which scopes are so themselves.
    missing: HashMap<ScopeId, Lead>,
    /// Some are attached as the module around another.
    attached: HashSet<FileId>,
    known: usize,
    package: usize,
    /// All that is below them is source.
    folders: Vec<PathBuf>,
}

impl Unreached {
    fn of(tree: &Tree, package: usize, folders: Vec<PathBuf>) -> Self {
        let mut unreached = Unreached {
            owners: HashMap::new(),
            missing: HashMap::new(),
            attached: HashSet::new(),
            known: 0,
            package,
            folders,
        };
        unreached.learn(tree);
        unreached
    }

    /// The modules that are new in the tree.
    fn learn(&mut self, tree: &Tree) {
        for id in self.known..tree.scopes.len() {
            let scope = &tree.scopes[id];
            if scope.is_block || tree.crates[scope.krate].root.package != self.package {
                continue;
            }
            // A folder's own module is nearer to it than one that was led there by `#[path]`.
            let rank = |id: ScopeId| (tree.rank(id), tree.scopes[id].path.matches("::").count());
            let owner = self.owners.entry(plain(&scope.below)).or_insert(id);
            if rank(id) < rank(*owner) {
                *owner = id;
            }
        }
        self.known = tree.scopes.len();
    }

    fn attach(&mut self, path: &Path, tree: &mut Tree, files: &mut Files) -> Option<ScopeId> {
        let stem = path.file_stem()?.to_str()?;
        let is_mod = stem == "mod";
        let name = if is_mod {
            path.parent()?.file_name()?.to_str()?
        } else {
            stem
        };
        let folder = if is_mod {
            path.parent()?.parent()?
        } else {
            path.parent()?
        };
        if !self.attached.insert(files.known(path)?) {
            return None;
        }
        let within = self.owner(folder, tree, files)?;
        let missing = match self.missing.get(&within) {
            Some(missing) => missing.clone(),
            None => lead(tree, within, name, files),
        };
        let id = tree.attach(path, within, written(name), missing.clone(), files)?;
        for new in self.known..tree.scopes.len() {
            self.missing.insert(new, missing.clone());
        }
        self.learn(tree);
        Some(id)
    }

    /// The module whose files are in a folder: one that is reached, or else the unreached one that would be it.
    fn owner(&mut self, folder: &Path, tree: &mut Tree, files: &mut Files) -> Option<ScopeId> {
        if let Some(owner) = self.owners.get(folder) {
            return Some(*owner);
        }
        let candidates = [folder.with_extension("rs"), folder.join("mod.rs")];
        if let Some(path) = candidates.into_iter().find(|it| it.is_file()) {
            files.read([&*path], None); // it may have been left unparsed
            return self.attach(&path, tree, files);
        }
        if self.folders.iter().any(|it| it == folder) || !self.is_source(folder) {
            return None;
        }
        // A body between braces may be the module, or else it would have to be written.
        let around = self.owner(folder.parent()?, tree, files)?;
        if let Some(owner) = self.owners.get(folder) {
            return Some(*owner);
        }
        let name = written(folder.file_name()?.to_str()?);
        let owner = tree.suppose(around, name, folder);
        let missing = self.missing.get(&around).cloned();
        let missing = missing.unwrap_or(Lead::Unknown);
        self.missing.insert(owner, missing);
        self.learn(tree);
        Some(owner)
    }

    fn is_source(&self, folder: &Path) -> bool {
        self.folders.iter().any(|it| folder.starts_with(it))
    }
}

/// What reaches a module of this name in a module that has a file. In a body between braces no line of the file would.
fn lead(tree: &Tree, within: ScopeId, name: &str, files: &Files) -> Lead {
    let Some((part, 0)) = tree.scopes[within].part else {
        return Lead::Unknown;
    };
    if syn::parse_str::<syn::Ident>(&written(name)).is_err() {
        return Lead::Unknown;
    }
    let file = tree.parts[part].shown.clone();
    let outline = files.outline(tree.parts[part].file);
    if outline.is_some_and(|it| it.declares(name)) {
        let name = name.to_owned();
        return Lead::Taken { name, file };
    }
    Lead::Mod(Line {
        file,
        text: format!("mod {};", written(name)),
    })
}

/// A file can be called like a keyword.
fn written(name: &str) -> String {
    let raw = format!("r#{name}");
    let is_name = |it: &str| syn::parse_str::<syn::Ident>(it).is_ok();
    if !is_name(name) && is_name(&raw) {
        raw
    } else {
        name.to_owned()
    }
}
