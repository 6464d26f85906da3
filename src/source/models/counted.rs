//! Which declarations count: those of the libraries and programs that are read.

use super::limits::Limits;
use crate::source::condition::Condition;
use crate::source::files::Files;
use crate::source::modules::{ScopeId, Tree};
use crate::source::packages::Packages;

/// What decides whether a declaration counts.
#[derive(Clone, Copy, Debug)]
pub(super) struct Counted<'c> {
    pub(super) tree: &'c Tree,
    pub(super) packages: &'c Packages,
    pub(super) files: &'c Files,
    pub(super) limits: &'c Limits,
}

impl Counted<'_> {
    /// Returns whether a declaration in a scope of a part counts: the file is reached, no condition is known to fail, and
    /// the module is not left out.
    pub(super) fn has(&self, part: usize, scope: ScopeId, conditions: &[Condition]) -> bool {
        let (root, part) = (self.tree.root(scope), &self.tree.parts[part]);
        !self.is_of_other(scope)
            && !root.facts.fails(&[&*part.conditions, conditions].concat())
            && self
                .limits
                .admit(root.package, &self.tree.scopes[scope].path)
            && (part.unreached.is_none() || self.is_in_macro(scope))
    }

    /// Returns whether a scope is in a test, a benchmark or an example. They are followed only to know their files.
    fn is_of_other(&self, scope: ScopeId) -> bool {
        self.tree.scopes[scope].krate >= self.packages.roots.len()
    }

    /// Returns whether a macro may declare the module of a file that no `mod` reaches: the module around it has a macro that
    /// contains its name.
    fn is_in_macro(&self, scope: ScopeId) -> bool {
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
