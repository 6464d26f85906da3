//! The modules of crates: which file is which module, followed from the roots.
//!
//! In: roots, and the outlines of files as they are reached. Out: a tree of scopes for each crate, and where each file
//! stands in it (`follow`, by the rules of `directories`). This module must not know what a name leads to.

mod directories;
mod follow;

use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};

use self::directories::Directory;
use super::condition::{Condition, Facts};
use super::files::{FileId, Files};
use super::outline::{ModName, Reach};
use super::packages::{Root, RootKind};
use crate::declared::Lead;

pub(super) type ScopeId = usize;

/// The crates that are read.
#[derive(Debug)]
pub(super) struct Tree {
    pub(super) crates: Vec<Crate>,
    pub(super) scopes: Vec<Scope>,
    pub(super) parts: Vec<Part>,
    workspace: PathBuf,
}

#[derive(Debug)]
pub(super) struct Crate {
    pub(super) root: Root,
    pub(super) scope: ScopeId,
    /// Whether it is in the target. Others are followed only to see which files are theirs.
    pub(super) counts: bool,
}

/// A module, or a block that declares names.
#[derive(Debug)]
pub(super) struct Scope {
    pub(super) krate: usize,
    /// The one around it; the root's own.
    pub(super) within: ScopeId,
    pub(super) is_block: bool,
    /// As `module_path!()` gives it.
    pub(super) path: String,
    pub(super) visible: Visible,
    /// Nothing that has to hold for it alone is known not to.
    pub(super) holds: bool,
    pub(super) modules: HashMap<String, Vec<ScopeId>>,
    /// Where its own items stand: a file that is included adds to it. Each with the scope's number in the outline.
    pub(super) parts: Vec<(usize, usize)>,
    /// Where the files of its modules are looked for.
    pub(super) below: PathBuf,
}

/// Where a name is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Visible {
    Everywhere,
    Crate(usize),
    Within(ScopeId),
}

/// A file as the module of a crate, or as a part of one.
#[derive(Debug)]
pub(super) struct Part {
    pub(super) file: FileId,
    /// As `file!()` gives it.
    pub(super) shown: String,
    /// On the way to the file.
    pub(super) conditions: Vec<Condition>,
    /// For each scope of the outline, which it is here.
    pub(super) scopes: Vec<ScopeId>,
    /// That no module reaches it, and what would.
    pub(super) unreached: Option<Lead>,
    from: Option<usize>,
}

impl Tree {
    pub(super) fn new(workspace: &Path) -> Self {
        Tree {
            crates: Vec::new(),
            scopes: Vec::new(),
            parts: Vec::new(),
            workspace: workspace.to_owned(),
        }
    }

    /// What the crates that count mention, by the package that they are of.
    pub(super) fn mentioned(
        &self,
        files: &Files,
    ) -> impl Iterator<Item = (usize, BTreeSet<String>)> {
        let parts = self.parts.iter().filter(|it| it.unreached.is_none());
        parts.filter_map(|part| {
            let krate = &self.crates[self.scopes[part.scopes[0]].krate];
            let mentioned = files.outline(part.file)?.mentioned.clone();
            krate.counts.then_some((krate.root.package, mentioned))
        })
    }

    /// A module of which there is only the folder.
    pub(super) fn suppose(&mut self, within: ScopeId, written: String, below: &Path) -> ScopeId {
        let name = ModName {
            written,
            reach: Reach::Crate,
        };
        self.add_module(within, &name, &Directory::of_folder(below), true)
    }

    /// The module that a scope is, or is in.
    pub(super) fn module(&self, mut scope: ScopeId) -> ScopeId {
        while self.scopes[scope].is_block {
            scope = self.scopes[scope].within;
        }
        scope
    }

    /// The module around; of the root, the root.
    pub(super) fn parent(&self, scope: ScopeId) -> ScopeId {
        self.module(self.scopes[self.module(scope)].within)
    }

    pub(super) fn visible(&self, reach: Reach, scope: ScopeId) -> Visible {
        match reach {
            Reach::Everywhere => Visible::Everywhere,
            Reach::Crate => Visible::Crate(self.scopes[scope].krate),
            Reach::Parent => Visible::Within(self.parent(scope)),
            Reach::Module => Visible::Within(scope),
        }
    }

    pub(super) fn facts(&self, scope: ScopeId) -> &Facts {
        &self.crates[self.scopes[scope].krate].root.facts
    }

    /// Whose file is best told where a module is missing.
    pub(super) fn rank(&self, scope: ScopeId) -> u8 {
        match self.crates[self.scopes[scope].krate].root.kind {
            RootKind::Library => 0,
            RootKind::Main => 1,
            RootKind::Other => 2,
        }
    }

    fn add_root(&mut self, krate: usize, directory: &Directory) -> ScopeId {
        let id = self.scopes.len();
        self.crates[krate].scope = id;
        let path = self.crates[krate].root.krate.clone();
        self.scopes.push(Scope {
            krate,
            within: id,
            is_block: false,
            path,
            visible: Visible::Everywhere,
            holds: true,
            modules: HashMap::new(),
            parts: Vec::new(),
            below: directory.below.clone(),
        });
        id
    }

    fn add_module(
        &mut self,
        within: ScopeId,
        name: &ModName,
        directory: &Directory,
        holds: bool,
    ) -> ScopeId {
        let id = self.scopes.len();
        let modules = &mut self.scopes[within].modules;
        modules.entry(name.plain().to_owned()).or_default().push(id);
        let around = &self.scopes[within];
        self.scopes.push(Scope {
            krate: around.krate,
            within,
            is_block: false,
            path: format!("{}::{}", around.path, name.written),
            visible: self.visible(name.reach, within),
            holds,
            modules: HashMap::new(),
            parts: Vec::new(),
            below: directory.below.clone(),
        });
        id
    }

    fn add_block(&mut self, within: ScopeId) -> ScopeId {
        let id = self.scopes.len();
        let around = &self.scopes[within];
        self.scopes.push(Scope {
            krate: around.krate,
            within,
            is_block: true,
            path: around.path.clone(),
            visible: Visible::Within(within),
            holds: true,
            modules: HashMap::new(),
            parts: Vec::new(),
            below: around.below.clone(),
        });
        id
    }
}
