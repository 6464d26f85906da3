//! The targets of names, as far as they matter to relata: its own derive, its crate, or a module of a crate that is read.
//!
//! The meaning of a name in a scope is looked up once. An answer may depend on others, even in a cycle: each new answer is
//! passed on to all that wait for it.

mod graph;
mod items;
mod steps;

use std::collections::HashMap;
use std::iter::successors;

use self::graph::{Graph, Space};
use super::files::Files;
use super::modules::{ScopeId, Tree, Visible};
use super::outline::{Derive, Import};
use super::packages::{Known, Packages, RootKind};

pub(super) use self::graph::Found;
pub(super) use self::items::{Item, ItemId, Items, What};

pub(super) struct Names<'s> {
    tree: &'s Tree,
    packages: &'s Packages,
    /// The root module of each package's library.
    libraries: HashMap<usize, ScopeId>,
    /// The imports of a scope by name; globs have none.
    imports: HashMap<(ScopeId, Option<&'s str>), Vec<&'s Import>>,
    /// The crates of `#[macro_use]`, each with the crate whose root declares it.
    macro_use: Vec<(usize, &'s str)>,
    pub(super) items: Items<'s>,
    graph: Graph<'s>,
    /// The paths that are being resolved, one because of the other.
    depth: usize,
}

/// The most paths that are resolved because of each other. Beyond, a name is unknown.
const MOST_PATHS: usize = 100;

impl<'s> Names<'s> {
    pub(super) fn new(tree: &'s Tree, packages: &'s Packages, files: &'s Files) -> Self {
        let libraries = tree.crates.iter();
        let libraries = libraries.filter(|it| it.root.kind == RootKind::Library);
        let mut names = Names {
            tree,
            packages,
            libraries: libraries.map(|it| (it.root.package, it.scope)).collect(),
            imports: HashMap::new(),
            macro_use: Vec::new(),
            items: Items::new(tree, files),
            graph: Graph::default(),
            depth: 0,
        };
        for part in &tree.parts {
            let scopes = files.outline(part.file).map_or(&[][..], |it| &it.scopes);
            for (scope, &id) in scopes.iter().zip(&part.scopes) {
                for import in &scope.imports {
                    let name = import.name.as_deref();
                    names.imports.entry((id, name)).or_default().push(import);
                    let krate = tree.scopes[id].krate;
                    if import.macro_use && id == tree.crates[krate].scope {
                        names.macro_use.push((krate, &import.path[0]));
                    }
                }
            }
        }
        names
    }

    /// Returns whether a derive is relata's, in the scope of the derive.
    pub(super) fn is_ours(&mut self, scope: ScopeId, derive: &'s Derive) -> bool {
        let Some((last, before)) = derive.path.split_last() else {
            return false;
        };
        if !before.is_empty() || derive.absolute {
            let found = self.resolve(scope, before, derive.absolute);
            return found.is_some_and(|it| self.is_model(it, last, scope));
        }
        if is_standard(last) {
            return false;
        }
        for scope in self.tree.around(scope) {
            if let Some(answer) = self.named(scope, last, Space::Derive) {
                return answer.found == Found::Model;
            }
        }
        let krate = self.tree.scopes[scope].krate;
        self.tree.want(self.tree.crates[krate].scope);
        let names = self.macro_use.iter().filter(|(of, _)| *of == krate);
        let crates = names.filter_map(|(_, name)| self.known_crate(krate, name));
        let mut crates = crates.collect::<Vec<_>>().into_iter();
        crates.any(|found| self.is_model(found, last, scope))
    }

    /// Returns whether a name in a crate or module is relata's derive, and visible from a scope.
    fn is_model(&mut self, found: Found, name: &'s str, from: ScopeId) -> bool {
        let Found::Scope(module) = found else {
            return found == Found::Relata && name == "Model";
        };
        let answer = self.named(module, name, Space::Derive);
        answer.is_some_and(|it| it.found == Found::Model && self.sees(from, it.how.visible))
    }

    /// Returns the type, alias or table that a path means in a scope; none if that is unknown.
    pub(super) fn item(
        &mut self,
        scope: ScopeId,
        path: &'s [String],
        absolute: bool,
    ) -> Option<Found> {
        self.item_or_several(scope, path, absolute)
            .map(|(found, _)| found)
    }

    /// Returns the item that a path means, and whether conditions choose it from several.
    pub(super) fn item_or_several(
        &mut self,
        scope: ScopeId,
        path: &'s [String],
        absolute: bool,
    ) -> Option<(Found, bool)> {
        let (last, before) = path.split_last()?;
        let scopes = if before.is_empty() && !absolute {
            self.tree.around(scope).collect()
        } else {
            match self.resolve(scope, before, absolute)? {
                Found::Scope(module) => vec![module],
                _ => return Some((Found::Elsewhere, false)),
            }
        };
        let mut made = None;
        for scope in scopes {
            if let Some(answer) = self.named(scope, last, Space::Item) {
                let found = (answer.found, answer.how.is_open);
                if !self.is_made(answer.found) {
                    return Some(found);
                }
                made = made.or(Some(found));
            }
        }
        made
    }

    /// Returns whether a name is only known from the call of a macro.
    fn is_made(&self, found: Found) -> bool {
        matches!(found, Found::Item(id) if self.items.get(id).is_made())
    }

    /// Returns the module that a path means in a scope, if it is known.
    pub(super) fn module(
        &mut self,
        scope: ScopeId,
        path: &'s [String],
        absolute: bool,
    ) -> Option<ScopeId> {
        match self.resolve(scope, path, absolute)? {
            Found::Scope(module) => Some(module),
            _ => None,
        }
    }

    /// Returns the import of a name in a scope, if there is one.
    pub(super) fn imported(&self, scope: ScopeId, name: &'s str) -> Option<&'s Import> {
        let mut around = self.tree.around(scope);
        around.find_map(|it| self.imports.get(&(it, Some(name)))?.first().copied())
    }

    /// Returns the target of a path.
    fn resolve(&mut self, scope: ScopeId, path: &'s [String], absolute: bool) -> Option<Found> {
        if self.depth == MOST_PATHS {
            return None;
        }
        self.depth += 1;
        let found = self.resolve_each(scope, path, absolute);
        self.depth -= 1;
        found
    }

    /// Resolves the names of a path, one after the other.
    fn resolve_each(
        &mut self,
        scope: ScopeId,
        path: &'s [String],
        absolute: bool,
    ) -> Option<Found> {
        let (first, rest) = path.split_first()?;
        let mut found = self.resolve_first(scope, first, absolute)?;
        for name in rest {
            found = match (found, name.as_str()) {
                (Found::Scope(module), "super") => Found::Scope(self.tree.parent(module)),
                (Found::Scope(module), "self") => Found::Scope(module),
                (Found::Scope(module), name) => self.named(module, name, Space::Module)?.found,
                _ => Found::Elsewhere,
            };
        }
        Some(found)
    }

    /// Returns the target of the first name of a path.
    fn resolve_first(&mut self, scope: ScopeId, name: &'s str, absolute: bool) -> Option<Found> {
        let krate = self.tree.scopes[scope].krate;
        let root = &self.tree.crates[krate];
        match name {
            "crate" => return Some(Found::Scope(root.scope)),
            "self" => return Some(Found::Scope(self.tree.module(scope))),
            "super" => return Some(Found::Scope(self.tree.parent(scope))),
            _ => {}
        }
        let around = match absolute {
            false => self.tree.around(scope).collect(),
            // In edition 2015, such a path starts at the root.
            true if root.root.edition_2015 => vec![root.scope],
            true => Vec::new(),
        };
        let crates = self.krate(krate, name);
        let (declaring, others): (Vec<_>, Vec<_>) =
            around.into_iter().partition(|it| self.declares(*it, name));
        let mut named = |scope| Some(self.named(scope, name, Space::Module)?.found);
        let declared = declaring.into_iter().find_map(&mut named);
        // The compiler rejects a glob that imports the name of a crate as ambiguous, so crates can come first.
        let known = declared.or(crates);
        known.or_else(|| others.into_iter().find_map(named))
    }

    fn imports(&self, scope: ScopeId, name: Option<&'s str>) -> Vec<&'s Import> {
        let imports = self.imports.get(&(scope, name));
        imports.cloned().unwrap_or_default()
    }

    /// Returns whether a scope itself declares or imports a name.
    fn declares(&self, scope: ScopeId, name: &'s str) -> bool {
        self.tree.want(scope);
        self.tree.scopes[scope].modules.contains_key(name)
            || self.imports.contains_key(&(scope, Some(name)))
    }

    /// Returns the crate with a name that is valid in a whole crate. An `extern crate` at the root declares such names.
    fn krate(&self, krate: usize, name: &'s str) -> Option<Found> {
        let root = self.tree.crates[krate].scope;
        self.tree.want(root);
        let imports = self.imports(root, Some(name));
        let declared = imports.iter().rfind(|it| it.is_crate);
        self.known_crate(krate, declared.map_or(name, |it| &it.path[0]))
    }

    /// Returns the crate with a name in the arguments of the compiler.
    fn known_crate(&self, krate: usize, name: &str) -> Option<Found> {
        let krate = &self.tree.crates[krate];
        match self.packages.names[krate.root.package].get(name) {
            Some(Known::Relata) => Some(Found::Relata),
            Some(Known::Library(library)) => self.libraries.get(library).copied().map(Found::Scope),
            Some(Known::Elsewhere) => Some(Found::Elsewhere),
            None if name == "self" => Some(Found::Scope(krate.scope)),
            None => matches!(name, "std" | "core" | "alloc").then_some(Found::Elsewhere),
        }
    }

    fn sees(&self, from: ScopeId, visible: Visible) -> bool {
        visible.is_none_or(|it| self.is_within(from, it))
    }

    fn is_within(&self, scope: ScopeId, around: ScopeId) -> bool {
        let outer = |it: &ScopeId| Some(self.tree.scopes[*it].within).filter(|next| next != it);
        successors(Some(scope), outer).any(|it| it == around)
    }

    /// Returns whether one visibility is wider than another.
    fn is_wider(&self, one: Visible, other: Visible) -> bool {
        one != other && other.is_some_and(|it| self.sees(it, one))
    }
}

/// Returns whether a derive is the standard library's, as most are. Other derives do not have these names.
fn is_standard(name: &str) -> bool {
    matches!(
        name,
        "Clone" | "Copy" | "Debug" | "Default" | "Eq" | "Hash" | "Ord" | "PartialEq" | "PartialOrd"
    )
}
