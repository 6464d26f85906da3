//! What a name leads to, as far as relata is concerned: its own derive, its crate, or a module of a crate that is read.
//!
//! The meaning of a name in a scope is looked up once. An answer may wait for others, even in a circle: each new answer
//! is passed on to all that wait for it.

mod graph;
mod steps;

use std::collections::HashMap;

use self::graph::{Found, Graph, How, Space};
use super::files::Files;
use super::modules::{ScopeId, Tree, Visible};
use super::outline::{Derive, ExternCrate, Import};
use super::packages::{Known, Packages, RootKind};

pub(super) struct Names<'s> {
    tree: &'s Tree,
    packages: &'s Packages,
    /// The root module of each package's library.
    libraries: Vec<Option<ScopeId>>,
    /// The names that `extern crate` declares in a scope.
    crates: HashMap<(ScopeId, &'s str), (Found, How)>,
    /// The targets of `#[macro_use]` in each crate.
    macro_use: HashMap<usize, Vec<Found>>,
    scopes: Vec<Imports<'s>>,
    graph: Graph<'s>,
}

/// The imports of a scope.
#[derive(Clone, Default)]
struct Imports<'s> {
    named: HashMap<&'s str, Vec<&'s Import>>,
    globs: Vec<Glob<'s>>,
}

#[derive(Clone)]
struct Glob<'s> {
    import: &'s Import,
    asked: bool,
    /// Nothing while it is looked up.
    target: Option<Found>,
}

impl<'s> Names<'s> {
    pub(super) fn new(tree: &'s Tree, packages: &'s Packages, files: &'s Files) -> Self {
        let mut names = Names {
            tree,
            packages,
            libraries: vec![None; packages.list.len()],
            crates: HashMap::new(),
            macro_use: HashMap::new(),
            scopes: vec![Imports::default(); tree.scopes.len()],
            graph: Graph::default(),
        };
        for krate in &tree.crates {
            if krate.root.kind == RootKind::Library {
                names.libraries[krate.root.package] = Some(krate.scope);
            }
        }
        for part in &tree.parts {
            let Some(outline) = files.outline(part.file) else {
                continue;
            };
            for krate in &outline.crates {
                names.add_crate(part.scopes[krate.scope], krate);
            }
            for (&id, scope) in part.scopes.iter().zip(&outline.scopes) {
                let imports = &mut names.scopes[id];
                for import in &scope.imports {
                    match &import.name {
                        Some(name) => imports.named.entry(name).or_default().push(import),
                        None => imports.globs.push(Glob {
                            import,
                            asked: false,
                            target: None,
                        }),
                    }
                }
            }
        }
        names
    }

    fn add_crate(&mut self, scope: ScopeId, krate: &'s ExternCrate) {
        let at = self.tree.scopes[scope].krate;
        let root = self.tree.crates[at].scope;
        let found = match krate.krate.as_str() {
            "self" => Some(Found::Scope(root)),
            name => self.krate(at, name),
        };
        let Some(found) = found else { return };
        let how = How {
            visible: self.tree.visible(krate.reach, scope),
            by_name: true,
            holds: !self.tree.facts(scope).fails(&krate.conditions),
        };
        self.crates.insert((scope, &krate.name), (found, how));
        if scope == root && krate.macro_use {
            self.macro_use.entry(at).or_default().push(found);
        }
    }

    /// Whether a derive is relata's, in the scope where it is written.
    pub(super) fn is_ours(&mut self, scope: ScopeId, derive: &'s Derive) -> bool {
        let Some((last, before)) = derive.path.split_last() else {
            return false;
        };
        if !before.is_empty() || derive.absolute {
            let found = self.lead(scope, before, derive.absolute);
            return found.is_some_and(|it| self.is_model(it, last, scope));
        }
        if is_standard(last) {
            return false;
        }
        for scope in self.around(scope) {
            if let Some((found, _)) = self.named(scope, last, Space::Derive) {
                return found == Found::Model;
            }
        }
        let macro_use = self.macro_use.get(&self.tree.scopes[scope].krate);
        let mut crates = macro_use.cloned().unwrap_or_default().into_iter();
        crates.any(|it| self.is_model(it, last, scope))
    }

    /// Whether a name in a crate or module is the derive, and visible from a scope.
    fn is_model(&mut self, found: Found, name: &'s str, from: ScopeId) -> bool {
        let Found::Scope(module) = found else {
            return found == Found::Relata && name == "Model";
        };
        let found = self.named(module, name, Space::Derive);
        found.is_some_and(|(found, visible)| found == Found::Model && self.sees(from, visible))
    }

    /// The target of a path, one name after the other.
    fn lead(&mut self, scope: ScopeId, path: &'s [String], absolute: bool) -> Option<Found> {
        let (first, rest) = path.split_first()?;
        let mut found = self.first(scope, first, absolute)?;
        for name in rest {
            found = match (found, name.as_str()) {
                (Found::Scope(module), "super") => Found::Scope(self.tree.parent(module)),
                (Found::Scope(module), "self") => Found::Scope(module),
                (Found::Scope(module), name) => self.named(module, name, Space::Module)?.0,
                _ => Found::Elsewhere,
            };
        }
        Some(found)
    }

    /// The target of the first name of a path.
    fn first(&mut self, scope: ScopeId, name: &'s str, absolute: bool) -> Option<Found> {
        let krate = self.tree.scopes[scope].krate;
        let root = &self.tree.crates[krate];
        match name {
            "crate" => return Some(Found::Scope(root.scope)),
            "self" => return Some(Found::Scope(self.tree.module(scope))),
            "super" => return Some(Found::Scope(self.tree.parent(scope))),
            _ => {}
        }
        let around = match absolute {
            false => self.around(scope),
            // Such a path starts at the root.
            true if root.root.edition_2015 => vec![root.scope],
            true => Vec::new(),
        };
        for &scope in &around {
            if self.declares(scope, name)
                && let Some((found, _)) = self.named(scope, name, Space::Module)
            {
                return Some(found);
            }
        }
        // A glob that brings in the name of a crate is ambiguous to the compiler, so crates can come first.
        if let Some(known) = self.krate(krate, name) {
            return Some(known);
        }
        let mut around = around.into_iter();
        around.find_map(|it| Some(self.named(it, name, Space::Module)?.0))
    }

    /// Whether a scope itself declares or imports a name.
    fn declares(&self, scope: ScopeId, name: &'s str) -> bool {
        self.tree.scopes[scope].modules.contains_key(name)
            || self.scopes[scope].named.contains_key(name)
            || self.crates.contains_key(&(scope, name))
    }

    /// The crate that has a name in all of a crate.
    fn krate(&self, krate: usize, name: &'s str) -> Option<Found> {
        let krate = &self.tree.crates[krate];
        if let Some(&(found, _)) = self.crates.get(&(krate.scope, name)) {
            return Some(found);
        }
        match self.packages.names[krate.root.package].get(name) {
            Some(Known::Relata) => Some(Found::Relata),
            Some(Known::Library(library)) => self.libraries[*library].map(Found::Scope),
            Some(Known::Elsewhere) => Some(Found::Elsewhere),
            None => matches!(name, "std" | "core" | "alloc").then_some(Found::Elsewhere),
        }
    }

    /// The scope and the blocks around it, up to the module that they are in.
    fn around(&self, mut scope: ScopeId) -> Vec<ScopeId> {
        let mut around = vec![scope];
        while self.tree.scopes[scope].is_block {
            scope = self.tree.scopes[scope].within;
            around.push(scope);
        }
        around
    }

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

    /// The narrower of two visibilities that one scope sees.
    fn narrower(&self, one: Visible, other: Visible) -> Visible {
        match (one, other) {
            (Visible::Everywhere, it) | (it, Visible::Everywhere) => it,
            (Visible::Within(a), Visible::Within(b)) if self.is_within(a, b) => one,
            (_, Visible::Within(_)) => other,
            _ => one,
        }
    }
}

/// Whether a derive is the standard library's, as most are. Nobody gives these names to another.
fn is_standard(name: &str) -> bool {
    matches!(
        name,
        "Clone" | "Copy" | "Debug" | "Default" | "Eq" | "Hash" | "Ord" | "PartialEq" | "PartialOrd"
    )
}
