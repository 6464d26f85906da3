//! Which declarations count: those of the libraries and programs that are read.

use std::path::PathBuf;

use super::limits::Limits;
use crate::source::condition::Condition;
use crate::source::files::{Files, plain};
use crate::source::modules::{Part, ScopeId, Tree};
use crate::source::packages::Packages;

/// What decides whether a declaration counts.
#[derive(Clone, Copy, Debug)]
pub(super) struct Counted<'s> {
    pub(super) tree: &'s Tree,
    pub(super) packages: &'s Packages,
    pub(super) files: &'s Files,
    pub(super) limits: &'s Limits,
    /// The files that declare the tables of databases.
    pub(super) schema_files: &'s [PathBuf],
}

impl Counted<'_> {
    /// Returns whether a `diesel.toml` names the file of a part.
    pub(super) fn is_schema_file(&self, part: usize) -> bool {
        let path = &self.tree.parts[part].path;
        self.schema_files.iter().any(|it| *it == plain(path))
    }

    /// Returns whether a declaration in a scope of a part counts: the file is reached, no condition is known to fail, and
    /// the module is not left out.
    pub(super) fn has(&self, part: usize, scope: ScopeId, conditions: &[Condition]) -> bool {
        let (package, part) = (self.tree.root(scope).package, &self.tree.parts[part]);
        self.is_compiled(part, scope, conditions)
            && self.limits.admit(package, &self.tree.scopes[scope].path)
            && (part.unreached.is_none() || self.is_in_macro(scope))
    }

    /// Returns whether a declaration is in a library or a program, and no condition is known to fail. Tests, benchmarks and
    /// examples are followed only to know their files.
    pub(super) fn is_compiled(
        &self,
        part: &Part,
        scope: ScopeId,
        conditions: &[Condition],
    ) -> bool {
        let facts = &self.tree.root(scope).facts;
        self.tree.scopes[scope].krate < self.packages.roots.len()
            && !facts.fails(&part.conditions)
            && !facts.fails(conditions)
    }

    /// Returns whether a macro may declare the module of a file that no `mod` reaches: the module around it has a macro that
    /// contains its name.
    pub(super) fn is_in_macro(&self, scope: ScopeId) -> bool {
        let tree = self.tree;
        let mut scope = tree.module(scope);
        loop {
            let around = tree.parent(scope);
            let Some((part, _)) = tree.scopes[around].part else {
                return false;
            };
            let name = crate::name::last_segment(&tree.scopes[scope].path);
            tree.want(around);
            let outline = self.files.outline(tree.parts[part].file);
            if !outline.is_some_and(|it| it.in_macros.contains(name)) {
                return false;
            }
            if tree.parts[part].unreached.is_none() || around == scope {
                return true;
            }
            scope = around;
        }
    }
}
