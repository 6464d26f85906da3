//! A type that may be a model: what it declares, its place, and the path of its model.

use crate::source::modules::{ScopeId, Tree};
use crate::source::names::ItemId;
use crate::source::outline::{Declaration, Type};
use crate::source::packages::RootKind;

/// A type that declares a model, or a part of one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Candidate<'s> {
    pub(super) item: ItemId,
    pub(super) scope: ScopeId,
    /// The part of the tree that contains it.
    pub(super) part: usize,
    /// The index of its package.
    pub(super) package: usize,
    /// Whether the package depends on relata.
    pub(super) has_relata: bool,
    pub(super) ty: &'s Type,
    pub(super) declaration: &'s Declaration,
    /// The table of Diesel, if it is known.
    pub(super) table: Option<ItemId>,
    /// Whether Diesel writes rows from it and reads none into it.
    pub(super) write_only: bool,
}

impl Candidate<'_> {
    /// Returns whether an attribute names the table.
    pub(super) fn names_table(&self) -> bool {
        self.declaration.table.is_some()
    }

    /// Returns what models are sorted by.
    pub(super) fn order(&self, tree: &Tree) -> (usize, RootKind, String, (u32, u32)) {
        let root = tree.root(self.scope);
        (root.package, root.kind, path(tree, self), self.ty.at)
    }

    /// Returns the file and the place in it. Several crates may have the file.
    pub(super) fn place<'t>(&self, tree: &'t Tree) -> (&'t str, (u32, u32)) {
        (&tree.parts[self.part].shown, self.ty.at)
    }
}

/// Returns the path with which a model is registered. SeaORM's `Model`, or a `Model` with the name of its module, has the
/// path of the module.
pub(super) fn path(tree: &Tree, candidate: &Candidate<'_>) -> String {
    let module = &tree.scopes[candidate.scope].path;
    if is_by_module(tree, candidate) {
        return module.clone();
    }
    let name = candidate.declaration.name.as_ref();
    format!("{module}::{}", name.unwrap_or(&candidate.ty.name))
}

/// Returns whether a model is named by its module.
pub(super) fn is_by_module(tree: &Tree, candidate: &Candidate<'_>) -> bool {
    let module = &tree.scopes[candidate.scope].path;
    let name = candidate.declaration.name.as_deref();
    let fits = name.is_none_or(|it| crate::name::last_segment(module) == it);
    // Without relata, nothing names an entity whose attributes are on other items.
    let by_module =
        candidate.declaration.by_module || !candidate.has_relata && candidate.ty.is_sea_orm();
    let is_model = candidate.ty.name == "Model" && by_module;
    is_model && fits && crate::name::qualifier(module).is_some()
}
