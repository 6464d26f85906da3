//! The modules of crates: a tree of scopes for each crate, and the files that contain them.

mod directories;
mod follow;

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::iter::successors;
use std::path::{Path, PathBuf};

use super::condition::Condition;
use super::files::FileId;
use super::outline::{ModName, Reach};
use super::packages::Root;
use crate::declared::Lead;

pub(super) use follow::TOO_OFTEN;

pub(super) type ScopeId = usize;

/// The crates that are read.
#[derive(Debug, Default)]
pub(super) struct Tree {
    pub(super) crates: Vec<Crate>,
    pub(super) scopes: Vec<Scope>,
    pub(super) parts: Vec<Part>,
    pub(super) workspace: PathBuf,
    /// The files of scopes that were not parsed, so that some names of the scope are unknown.
    unparsed: HashMap<ScopeId, Vec<FileId>>,
    /// Those of them whose names matter.
    wanted: RefCell<BTreeSet<FileId>>,
    /// The number of parts of each file in a crate.
    entered: HashMap<(usize, FileId), usize>,
    /// The files that were read on the way.
    pub(super) reached: HashSet<FileId>,
    /// The files of modules that were not followed, because too many modules lead there.
    pub(super) cut: BTreeSet<String>,
}

#[derive(Debug)]
pub(super) struct Crate {
    pub(super) root: Root,
    pub(super) scope: ScopeId,
    /// Whether it is part of the target. Other crates are followed only to know their files.
    pub(super) counts: bool,
}

/// A module, or a block that declares names.
#[derive(Debug, Default)]
pub(super) struct Scope {
    pub(super) krate: usize,
    /// The scope around it. The root is within itself.
    pub(super) within: ScopeId,
    pub(super) is_block: bool,
    /// The path of its module, as in `module_path!()`.
    pub(super) path: String,
    pub(super) visible: Visible,
    /// Whether none of its own conditions is known to fail.
    pub(super) holds: bool,
    pub(super) modules: HashMap<String, Vec<ScopeId>>,
    /// The part that declares it, and the number of the scope in the outline.
    pub(super) part: Option<(usize, usize)>,
    /// The folder of its modules.
    pub(super) below: PathBuf,
}

/// The scope within which a name is visible; none if it is visible everywhere.
pub(super) type Visible = Option<ScopeId>;

/// A file as a module of a crate, or as a part of one.
#[derive(Debug)]
pub(super) struct Part {
    pub(super) file: FileId,
    pub(super) path: PathBuf,
    /// Its path as in `file!()`.
    pub(super) shown: String,
    /// The conditions on the way to the file.
    pub(super) conditions: Vec<Condition>,
    /// The scope of each scope of the outline.
    pub(super) scopes: Vec<ScopeId>,
    /// What would reach it, if no module does.
    pub(super) unreached: Option<Lead>,
    /// The part that leads to it.
    from: Option<usize>,
}

impl Tree {
    pub(super) fn new(workspace: &Path) -> Self {
        Tree {
            workspace: workspace.to_owned(),
            ..Tree::default()
        }
    }

    /// Returns the scope and the blocks around it, up to and including their module.
    pub(super) fn around(&self, scope: ScopeId) -> impl Iterator<Item = ScopeId> {
        let outer = |it: &ScopeId| {
            let scope = &self.scopes[*it];
            scope.is_block.then_some(scope.within)
        };
        successors(Some(scope), outer)
    }

    /// Returns the module that a scope is, or is in.
    pub(super) fn module(&self, scope: ScopeId) -> ScopeId {
        self.around(scope).last().unwrap_or(scope)
    }

    /// Returns the module around a module. The root is its own parent.
    pub(super) fn parent(&self, scope: ScopeId) -> ScopeId {
        self.module(self.scopes[self.module(scope)].within)
    }

    pub(super) fn visible(&self, reach: Reach, scope: ScopeId) -> Visible {
        match reach {
            Reach::Everywhere => None,
            Reach::Crate => Some(self.crates[self.scopes[scope].krate].scope),
            Reach::Parent => Some(self.parent(scope)),
            Reach::Module => Some(scope),
        }
    }

    /// Notes that the names of a scope matter. If some are unknown, the answer may be wrong.
    pub(super) fn want(&self, scope: ScopeId) {
        if let Some(files) = self.unparsed.get(&scope) {
            self.wanted.borrow_mut().extend(files);
        }
    }

    /// Returns the files to parse before the answers are right.
    pub(super) fn wanted(&self) -> BTreeSet<FileId> {
        self.wanted.take()
    }

    /// Returns the root of the crate of a scope.
    pub(super) fn root(&self, scope: ScopeId) -> &Root {
        &self.crates[self.scopes[scope].krate].root
    }

    /// Adds a module with a file, with a body, or with only a folder.
    pub(super) fn add_module(
        &mut self,
        within: ScopeId,
        name: &ModName,
        below: &Path,
        holds: bool,
    ) -> ScopeId {
        let around = &self.scopes[within];
        let id = self.add(Scope {
            krate: around.krate,
            within,
            path: format!("{}::{}", around.path, name.written),
            visible: self.visible(name.reach, within),
            holds,
            below: below.to_owned(),
            ..Scope::default()
        });
        let modules = &mut self.scopes[within].modules;
        modules.entry(name.plain().to_owned()).or_default().push(id);
        id
    }

    fn add_block(&mut self, within: ScopeId) -> ScopeId {
        let around = &self.scopes[within];
        self.add(Scope {
            krate: around.krate,
            within,
            is_block: true,
            path: around.path.clone(),
            ..Scope::default()
        })
    }

    fn add(&mut self, scope: Scope) -> ScopeId {
        self.scopes.push(scope);
        self.scopes.len() - 1
    }
}
