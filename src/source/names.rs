//! What a name leads to, as far as relata is concerned: its own derive, its crate, or a module of a crate that is read.
//!
//! In: a tree of scopes and what they import. Out: whether a path in `derive(…)` is relata's. This module must not know
//! what is derived.
//!
//! What a name is in a scope is asked for once and kept. An answer can wait for others, round in circles too: each that
//! comes is handed on to all that wait for it.

mod graph;
mod steps;

use std::collections::HashMap;

use self::graph::{Graph, How};
use super::files::Files;
use super::modules::{ScopeId, Tree, Visible};
use super::outline::{Derive, Import, Leaf};
use super::packages::{Known, Packages};

/// In which of the language's spaces of names something is looked up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Space {
    /// Crates and modules.
    Module,
    Derive,
}

/// What a name leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Found {
    Relata,
    /// A module.
    Scope(ScopeId),
    /// The derive of relata.
    Model,
    /// A crate that is not read, or what is in it.
    Elsewhere,
}

pub(super) struct Names<'s> {
    tree: &'s Tree,
    packages: &'s Packages,
    /// The root module of each package's library.
    libraries: Vec<Option<ScopeId>>,
    /// What `extern crate` brings in: by crate and name for all of a crate, and by scope and name where it stands.
    crates: HashMap<(usize, &'s str), Found>,
    crates_in: HashMap<(ScopeId, &'s str), (Found, How)>,
    /// Of which crates all macros are there.
    macro_use: HashMap<usize, Vec<Found>>,
    scopes: Vec<Imports<'s>>,
    graph: Graph<'s>,
}

/// What a scope imports, by name.
#[derive(Default)]
struct Imports<'s> {
    named: HashMap<&'s str, Vec<&'s Import>>,
    globs: Vec<Glob<'s>>,
}

struct Glob<'s> {
    import: &'s Import,
    target: Target,
}

#[derive(Clone, Copy)]
enum Target {
    Unasked,
    /// While it is asked for, it stands for nothing.
    Asked,
    Known(Option<Found>),
}

impl<'s> Names<'s> {
    pub(super) fn new(tree: &'s Tree, packages: &'s Packages, files: &'s Files) -> Self {
        let mut names = Names {
            tree,
            packages,
            libraries: vec![None; packages.list.len()],
            crates: HashMap::new(),
            crates_in: HashMap::new(),
            macro_use: HashMap::new(),
            scopes: Vec::with_capacity(tree.scopes.len()),
            graph: Graph::default(),
        };
        for krate in &tree.crates {
            if krate.root.kind == super::packages::RootKind::Library {
                names.libraries[krate.root.package] = Some(krate.scope);
            }
        }
        names.bring_in_crates(files);
        for id in 0..tree.scopes.len() {
            let imports = names.imports(id, files);
            names.scopes.push(imports);
        }
        names
    }

    /// Whether a derive is relata's, where it is written.
    pub(super) fn is_ours(&mut self, scope: ScopeId, derive: &'s Derive) -> bool {
        let Some((last, before)) = derive.path.split_last() else {
            return false;
        };
        if !before.is_empty() || derive.absolute {
            return match self.lead(scope, before, derive.absolute) {
                Some(Found::Relata) => last == "Model",
                Some(Found::Scope(module)) => self.is_model(module, last, scope),
                _ => false,
            };
        }
        if is_of_the_language(last) {
            return false;
        }
        for scope in self.around(scope) {
            if let Some((found, _)) = self.named(scope, last, Space::Derive) {
                return found == Found::Model;
            }
        }
        let macro_use = self.macro_use.get(&self.tree.scopes[scope].krate);
        let mut crates = macro_use.cloned().unwrap_or_default().into_iter();
        crates.any(|it| match it {
            Found::Relata => last == "Model",
            Found::Scope(root) => self.is_model(root, last, scope),
            _ => false,
        })
    }

    fn is_model(&mut self, module: ScopeId, name: &'s str, from: ScopeId) -> bool {
        let found = self.named(module, name, Space::Derive);
        found.is_some_and(|(found, visible)| found == Found::Model && self.sees(from, visible))
    }

    /// What a path leads to, one name after the other.
    fn lead(&mut self, scope: ScopeId, path: &'s [String], absolute: bool) -> Option<Found> {
        let (first, mut rest) = path.split_first()?;
        let mut found = self.first(scope, first, absolute)?;
        while let Some((name, after)) = rest.split_first() {
            rest = after;
            found = match (found, name.as_str()) {
                (Found::Scope(module), "super") => Found::Scope(self.tree.parent(module)),
                (Found::Scope(module), "self") => Found::Scope(module),
                (Found::Scope(module), name) => self.named(module, name, Space::Module)?.0,
                _ => Found::Elsewhere,
            };
        }
        Some(found)
    }

    /// What the first name of a path leads to.
    fn first(&mut self, scope: ScopeId, name: &'s str, absolute: bool) -> Option<Found> {
        let krate = self.tree.scopes[scope].krate;
        let root = self.tree.crates[krate].scope;
        match name {
            "crate" => return Some(Found::Scope(root)),
            "self" => return Some(Found::Scope(self.tree.module(scope))),
            "super" => return Some(Found::Scope(self.tree.parent(scope))),
            _ => {}
        }
        let around = match (absolute, self.tree.crates[krate].root.edition_2015) {
            (false, _) => self.around(scope),
            (true, false) => Vec::new(),
            // There such a path starts at the root.
            (true, true) => vec![root],
        };
        for &scope in &around {
            if self.declares(scope, name)
                && let Some((found, _)) = self.named(scope, name, Space::Module)
            {
                return Some(found);
            }
        }
        // Where a glob brings in the name of a crate, the compiler asks which is meant. So crates can come first.
        if let Some(known) = self.krate(krate, name) {
            return Some(known);
        }
        let mut around = around.into_iter();
        let found = around.find_map(|it| self.named(it, name, Space::Module));
        found.map(|(found, _)| found)
    }

    /// Whether a scope says this name itself.
    fn declares(&self, scope: ScopeId, name: &'s str) -> bool {
        self.tree.scopes[scope].modules.contains_key(name)
            || self.scopes[scope].named.contains_key(name)
            || self.crates_in.contains_key(&(scope, name))
    }

    /// A crate that is known by this name in all of another.
    fn krate(&self, krate: usize, name: &'s str) -> Option<Found> {
        if let Some(&found) = self.crates.get(&(krate, name)) {
            return Some(found);
        }
        let package = self.tree.crates[krate].root.package;
        match self.packages.names[package].get(name) {
            Some(Known::Relata) => Some(Found::Relata),
            Some(Known::Library(library)) => self.libraries[*library].map(Found::Scope),
            Some(Known::Elsewhere) => Some(Found::Elsewhere),
            None => matches!(name, "std" | "core" | "alloc").then_some(Found::Elsewhere),
        }
    }

    /// The scope and the blocks around it, up to the module that they are in.
    fn around(&self, scope: ScopeId) -> Vec<ScopeId> {
        let mut around = vec![scope];
        let mut scope = scope;
        while self.tree.scopes[scope].is_block {
            scope = self.tree.scopes[scope].within;
            around.push(scope);
        }
        around
    }

    /// Whether what is visible there is so from a scope.
    fn sees(&self, from: ScopeId, visible: Visible) -> bool {
        match visible {
            Visible::Everywhere => true,
            Visible::Crate(krate) => self.tree.scopes[from].krate == krate,
            Visible::Within(scope) => self.is_within(from, scope),
        }
    }

    fn is_within(&self, mut scope: ScopeId, around: ScopeId) -> bool {
        loop {
            let next = self.tree.scopes[scope].within;
            if scope == around || next == scope {
                return scope == around;
            }
            scope = next;
        }
    }

    /// The narrower of two, both of which are visible from one scope.
    fn narrower(&self, one: Visible, other: Visible) -> Visible {
        match (one, other) {
            (Visible::Everywhere, it) | (it, Visible::Everywhere) => it,
            (Visible::Within(one), Visible::Within(other)) if self.is_within(one, other) => {
                Visible::Within(one)
            }
            (_, Visible::Within(it)) | (Visible::Within(it), _) => Visible::Within(it),
            (it, Visible::Crate(_)) => it,
        }
    }

    fn bring_in_crates(&mut self, files: &'s Files) {
        let tree = self.tree;
        for part in &tree.parts {
            let outline = files.outline(part.file);
            for krate in outline.iter().flat_map(|it| &it.crates) {
                let scope = part.scopes[krate.scope];
                let at = tree.scopes[scope].krate;
                let root = tree.crates[at].scope;
                let found = match krate.krate.as_str() {
                    "self" => Some(Found::Scope(root)),
                    name => self.krate(at, name),
                };
                let Some(found) = found else { continue };
                let how = How {
                    visible: tree.visible(krate.reach, scope),
                    by_name: true,
                    holds: !tree.facts(scope).fails(&krate.conditions),
                };
                self.crates_in.insert((scope, &krate.name), (found, how));
                if scope == root {
                    self.crates.insert((at, &krate.name), found);
                    if krate.macro_use {
                        self.macro_use.entry(at).or_default().push(found);
                    }
                }
            }
        }
    }

    fn imports(&self, id: ScopeId, files: &'s Files) -> Imports<'s> {
        let mut imports = Imports::default();
        for &(part, number) in &self.tree.scopes[id].parts {
            let outline = files.outline(self.tree.parts[part].file);
            for import in outline.iter().flat_map(|it| &it.scopes[number].imports) {
                match &import.leaf {
                    Leaf::Name(name) => imports.named.entry(name).or_default().push(import),
                    Leaf::Glob => imports.globs.push(Glob {
                        import,
                        target: Target::Unasked,
                    }),
                }
            }
        }
        imports
    }
}

/// Nobody calls another derive so, and these are most of all that there are.
fn is_of_the_language(name: &str) -> bool {
    matches!(
        name,
        "Clone" | "Copy" | "Debug" | "Default" | "Eq" | "Hash" | "Ord" | "PartialEq" | "PartialOrd"
    )
}
