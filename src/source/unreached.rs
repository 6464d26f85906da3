//! The source files of a package that no module reaches, as the modules that they would be, each with the missing `mod`.
//! Only files with a derive are parsed.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};

use super::files::{FileId, Files, plain};
use super::modules::{ScopeId, Tree};
use super::outline::{ModName, Reach};
use super::packages::{Packages, Root};
use super::unreadable::Fault;
use crate::declared::{Lead, Line};

/// A file without this text declares no model.
const DERIVE: &str = "derive";

/// Adds the unreached files to the tree, and the other targets of their packages.
pub(super) fn add(tree: &mut Tree, packages: &Packages, files: &mut Files) -> Result<(), Fault> {
    let mut found = Vec::new();
    // Only the roots that are read were followed so far.
    let own = tree.crates.len();
    for (nth, others) in packages.others.iter().enumerate() {
        let folders = Folders::of(tree, own, nth);
        let mut sources = folders.list();
        let is_reached = |path: &PathBuf, tree: &Tree, files: &Files| {
            let file = files.known(path);
            file.is_some_and(|it| tree.reached.contains(&it))
        };
        sources.retain(|path| !is_reached(path, tree, files));
        if sources.is_empty() {
            continue;
        }
        // The files may belong to another target.
        tree.follow(others, false, files)?;
        sources.retain(|path| !is_reached(path, tree, files));
        sources.sort();
        let unreached = Unreached {
            package: nth,
            own,
            folders,
            ..Unreached::default()
        };
        found.push((unreached, sources));
    }
    let sources = found.iter().flat_map(|(_, sources)| sources);
    files.read(sources.map(|it| &**it), Some(DERIVE));
    for (mut unreached, sources) in found {
        unreached.update(tree);
        for path in sources {
            unreached.attach(&path, tree, files);
        }
    }
    Ok(())
}

/// The folders of a package in which each file should be a module of a crate that is read.
#[derive(Default)]
struct Folders {
    /// `src`, with the folders in it.
    whole: BTreeSet<PathBuf>,
    /// The folders of the modules of a test or an example. Other targets are next to it, and in folders that no module has are
    /// often files that are not for cargo, such as code that must not compile.
    flat: BTreeSet<PathBuf>,
}

impl Folders {
    /// Returns the folders of a package, for the first crates of the tree.
    fn of(tree: &Tree, own: usize, package: usize) -> Self {
        let mut folders = Folders::default();
        for (nth, krate) in tree.crates.iter().take(own).enumerate() {
            let file = &krate.root.file;
            let Some(around) = file.parent() else {
                continue;
            };
            if krate.root.package != package {
                continue;
            }
            if let Some(src) = src(&krate.root) {
                folders.whole.insert(src);
                continue;
            }
            let scopes = tree.scopes.iter().filter(|it| it.krate == nth);
            let below = scopes.map(|it| plain(&it.below));
            // `tests/main.rs` shares its folder with other tests.
            let is_shared = around.with_file_name("Cargo.toml").is_file();
            let has_own = file.ends_with("main.rs") && !is_shared;
            let is_inside = |it: &PathBuf| it.starts_with(around) && (has_own || it != around);
            folders.flat.extend(below.filter(is_inside));
        }
        folders
    }

    fn contains(&self, folder: &Path) -> bool {
        self.whole.contains(folder) || self.flat.contains(folder)
    }

    fn has(&self, path: &Path) -> bool {
        let mut all = self.whole.iter().chain(&self.flat);
        all.any(|it| path.starts_with(it))
    }

    /// Returns the source files.
    fn list(&self) -> Vec<PathBuf> {
        let mut found = Vec::new();
        let mut folders: Vec<PathBuf> = self.whole.iter().cloned().collect();
        while let Some(folder) = folders.pop() {
            let (files, inner) = entries(&folder);
            found.extend(files);
            folders.extend(inner);
        }
        for folder in &self.flat {
            let (files, inner) = entries(folder);
            found.extend(files);
            let modules = inner.into_iter().map(|it| it.join("mod.rs"));
            found.extend(modules.filter(|it| it.is_file()));
        }
        found.sort();
        found.dedup();
        found
    }
}

/// Returns the folder `src` of the package around a root, if it is in it.
fn src(root: &Root) -> Option<PathBuf> {
    let folder = root.file.ancestors().find(|it| it.ends_with("src"))?;
    let is_of_package = folder.with_file_name("Cargo.toml").is_file();
    is_of_package.then(|| folder.to_owned())
}

/// Returns the source files and the folders in a folder.
fn entries(folder: &Path) -> (Vec<PathBuf>, Vec<PathBuf>) {
    let (mut files, mut folders) = (Vec::new(), Vec::new());
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        match entry.file_type() {
            // The files of a nested package belong to that package.
            Ok(kind) if kind.is_dir() && !path.join("Cargo.toml").exists() => folders.push(path),
            // A folder can have such a name, and a link can lead to anything.
            Ok(kind)
                if path.extension().is_some_and(|it| it == "rs")
                    && (kind.is_file() || path.is_file()) =>
            {
                files.push(path);
            }
            _ => {}
        }
    }
    (files, folders)
}

/// The unreached files of one package.
#[derive(Default)]
struct Unreached {
    /// The module of each folder.
    owners: HashMap<PathBuf, ScopeId>,
    /// What would reach each unreached scope.
    missing: HashMap<ScopeId, Lead>,
    /// The attached files, some as the module around another.
    attached: HashSet<FileId>,
    /// The number of known scopes of the tree.
    known: usize,
    package: usize,
    /// The number of crates that are read. The crates behind them are other targets.
    own: usize,
    /// The source folders of the package.
    folders: Folders,
}

impl Unreached {
    /// Adds the new modules of the tree.
    fn update(&mut self, tree: &Tree) {
        for id in self.known..tree.scopes.len() {
            let scope = &tree.scopes[id];
            if scope.is_block || tree.crates[scope.krate].root.package != self.package {
                continue;
            }
            // The module with the folder's own path is nearer than a module that `#[path]` leads there.
            let rank = |id: ScopeId| {
                let depth = tree.scopes[id].path.matches("::").count();
                (tree.root(id).kind, depth)
            };
            let owner = self.owners.entry(plain(&scope.below)).or_insert(id);
            if rank(id) < rank(*owner) {
                *owner = id;
            }
        }
        self.known = tree.scopes.len();
    }

    fn attach(&mut self, path: &Path, tree: &mut Tree, files: &mut Files) -> Option<ScopeId> {
        let file = files.known(path)?;
        files.outline(file)?;
        let (stem, folder) = (path.file_stem()?.to_str()?, path.parent()?);
        let (name, folder) = match stem {
            "mod" => (folder.file_name()?.to_str()?, folder.parent()?),
            _ => (stem, folder),
        };
        if !self.attached.insert(file) {
            return None;
        }
        let within = self.owner(folder, tree, files)?;
        // The files of other targets are reported for them.
        if tree.scopes[within].krate >= self.own {
            return None;
        }
        let missing = self.missing.get(&within).cloned();
        let missing = missing.unwrap_or_else(|| lead(tree, within, name, files));
        let id = tree.attach(path, within, module(name), missing.clone(), files)?;
        let new = self.known..tree.scopes.len();
        self.missing.extend(new.map(|it| (it, missing.clone())));
        self.update(tree);
        Some(id)
    }

    /// Returns the module of a folder: a reached one, or else the unreached one that it would be.
    fn owner(&mut self, folder: &Path, tree: &mut Tree, files: &mut Files) -> Option<ScopeId> {
        if let Some(owner) = self.owners.get(folder) {
            return Some(*owner);
        }
        let mut candidates = [folder.with_extension("rs"), folder.join("mod.rs")].into_iter();
        // The module of a reached file has another folder: `lib.rs` has that of its crate.
        let is_reached =
            |it: &PathBuf| files.known(it).is_some_and(|it| tree.reached.contains(&it));
        if let Some(path) = candidates.find(|it| it.is_file() && !is_reached(it)) {
            files.read([&*path], None); // it may have been left unparsed
            return self.attach(&path, tree, files);
        }
        if self.folders.contains(folder) || !self.folders.has(folder) {
            return None;
        }
        // The module may have a body, or else it has to be written.
        let around = self.owner(folder.parent()?, tree, files)?;
        tree.want(around);
        if let Some(owner) = self.owners.get(folder) {
            return Some(*owner);
        }
        let name = module(folder.file_name()?.to_str()?);
        let owner = tree.add_module(around, &name, folder, true);
        let missing = self.missing.get(&around).cloned();
        self.missing.insert(owner, missing.unwrap_or(Lead::Unknown));
        self.update(tree);
        Some(owner)
    }
}

/// Returns what would reach a module with this name in a module with a file. No line reaches it in a module with a body.
fn lead(tree: &Tree, within: ScopeId, name: &str, files: &Files) -> Lead {
    let Some((part, 0)) = tree.scopes[within].part else {
        return Lead::Unknown;
    };
    let written = module(name).written;
    if !is_name(&written) {
        return Lead::Unknown;
    }
    let file = tree.parts[part].shown.clone();
    let outline = files.outline(tree.parts[part].file);
    if outline.is_some_and(|it| it.declares(name)) {
        let name = name.to_owned();
        return Lead::Taken { name, file };
    }
    let text = format!("mod {written};");
    Lead::Mod(Line { text, file })
}

/// Returns a module with the name of a file, which can be a keyword.
fn module(name: &str) -> ModName {
    let (reach, mut written) = (Reach::Crate, name.to_owned());
    let raw = format!("r#{name}");
    if !is_name(name) && is_name(&raw) {
        written = raw;
    }
    ModName { written, reach }
}

fn is_name(text: &str) -> bool {
    syn::parse_str::<syn::Ident>(text).is_ok()
}
