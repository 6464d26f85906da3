//! The trees of `use`, as one import per leaf.

use syn::ext::IdentExt;
use syn::{Ident, UseTree, Visibility};

use crate::source::condition::Condition;

/// One leaf of a `use`, or an `extern crate`.
#[derive(Clone, Debug, Default)]
pub(in crate::source) struct Import {
    /// The whole path. For a glob, it is without the `*`.
    pub(in crate::source) path: Vec<String>,
    /// Whether it starts with `::`.
    pub(in crate::source) absolute: bool,
    /// The name in the scope, perhaps `_`; none for a glob.
    pub(in crate::source) name: Option<String>,
    pub(in crate::source) reach: Reach,
    /// The conditions without those of its scope.
    pub(in crate::source) conditions: Vec<Condition>,
    /// Whether it is an `extern crate`, whose path is the name of the crate.
    pub(in crate::source) is_crate: bool,
    pub(in crate::source) macro_use: bool,
}

/// A visibility as written.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::source) enum Reach {
    Everywhere,
    Crate,
    Parent,
    #[default]
    Module,
}

impl Reach {
    pub(super) fn of(visibility: &Visibility) -> Self {
        match visibility {
            Visibility::Public(_) => Reach::Everywhere,
            Visibility::Restricted(it) if it.path.is_ident("super") => Reach::Parent,
            Visibility::Restricted(it) if it.path.is_ident("self") => Reach::Module,
            // `pub(in path)` is rare. It is narrower, but the whole crate is close enough.
            Visibility::Restricted(_) => Reach::Crate,
            Visibility::Inherited => Reach::Module,
        }
    }
}

/// Adds the leaves of a tree. `import` contains the path up to the tree, and all that its leaves share.
pub(super) fn read(tree: &UseTree, import: &mut Import, into: &mut Vec<Import>) {
    match tree {
        UseTree::Path(step) => {
            import.path.push(plain(&step.ident));
            read(&step.tree, import, into);
            import.path.pop();
        }
        UseTree::Name(name) => into.push(named(import, &name.ident, &name.ident)),
        UseTree::Rename(renamed) => into.push(named(import, &renamed.ident, &renamed.rename)),
        UseTree::Glob(_) => into.push(import.clone()),
        UseTree::Group(group) => group.items.iter().for_each(|it| read(it, import, into)),
    }
}

fn named(import: &Import, leaf: &Ident, rename: &Ident) -> Import {
    let mut import = import.clone();
    // `self` at the end of a path is the path itself.
    if leaf != "self" || import.path.is_empty() {
        import.path.push(plain(leaf));
    }
    let name = Some(plain(rename)).filter(|_| rename != "self");
    import.name = name.or_else(|| import.path.last().cloned());
    import
}

pub(super) fn plain(ident: &Ident) -> String {
    ident.unraw().to_string()
}
