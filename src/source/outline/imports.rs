//! The trees of `use`, one import for each of their leaves.

use std::collections::BTreeSet;

use syn::ext::IdentExt;
use syn::{Ident, ItemUse, UseTree, Visibility};

use crate::source::condition::Condition;

/// One leaf of a `use`.
#[derive(Debug)]
pub(in crate::source) struct Import {
    /// Whole, but for what a glob stands for.
    pub(in crate::source) path: Vec<String>,
    /// It starts with `::`.
    pub(in crate::source) absolute: bool,
    pub(in crate::source) leaf: Leaf,
    pub(in crate::source) reach: Reach,
    /// Its own, and not of its scope.
    pub(in crate::source) conditions: Vec<Condition>,
}

#[derive(Debug)]
pub(in crate::source) enum Leaf {
    /// How it is called here.
    Name(String),
    Glob,
}

/// For whom a name is there, as it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::source) enum Reach {
    Everywhere,
    Crate,
    Parent,
    Module,
}

impl Reach {
    pub(super) fn of(visibility: &Visibility) -> Self {
        match visibility {
            Visibility::Public(_) => Reach::Everywhere,
            Visibility::Restricted(restricted) if restricted.path.is_ident("super") => {
                Reach::Parent
            }
            Visibility::Restricted(restricted) if restricted.path.is_ident("self") => Reach::Module,
            // `pub(in path)` too, which is hardly written: it reaches less, and more of the crate is as good.
            Visibility::Restricted(_) => Reach::Crate,
            Visibility::Inherited => Reach::Module,
        }
    }
}

pub(super) fn read(item: &ItemUse, conditions: &[Condition], into: &mut Vec<Import>) {
    let mut walk = Walk {
        absolute: item.leading_colon.is_some(),
        reach: Reach::of(&item.vis),
        conditions,
        into,
    };
    walk.tree(&item.tree, &mut Vec::new());
}

/// What each path of a `use` begins with.
pub(super) fn first(tree: &UseTree, into: &mut BTreeSet<String>) {
    let name = match tree {
        UseTree::Path(step) => &step.ident,
        UseTree::Name(name) => &name.ident,
        UseTree::Rename(renamed) => &renamed.ident,
        UseTree::Glob(_) => return,
        UseTree::Group(group) => return group.items.iter().for_each(|it| first(it, into)),
    };
    into.insert(plain(name));
}

struct Walk<'a> {
    absolute: bool,
    reach: Reach,
    conditions: &'a [Condition],
    into: &'a mut Vec<Import>,
}

impl Walk<'_> {
    fn tree(&mut self, tree: &UseTree, path: &mut Vec<String>) {
        match tree {
            UseTree::Path(step) => {
                path.push(plain(&step.ident));
                self.tree(&step.tree, path);
                path.pop();
            }
            UseTree::Name(name) => self.name(&name.ident, &name.ident, path),
            // `as _` makes nothing that could be named.
            UseTree::Rename(renamed) if renamed.rename == "_" => {}
            UseTree::Rename(renamed) => self.name(&renamed.ident, &renamed.rename, path),
            UseTree::Glob(_) => self.push(path.clone(), Leaf::Glob),
            UseTree::Group(group) => {
                for tree in &group.items {
                    self.tree(tree, path);
                }
            }
        }
    }

    /// `self` at the end of a path is the path.
    fn name(&mut self, leaf: &Ident, rename: &Ident, path: &[String]) {
        let mut path = path.to_vec();
        if leaf != "self" || path.is_empty() {
            path.push(plain(leaf));
        }
        let name = if rename == "self" {
            path.last().cloned().unwrap_or_default()
        } else {
            plain(rename)
        };
        self.push(path, Leaf::Name(name));
    }

    fn push(&mut self, path: Vec<String>, leaf: Leaf) {
        self.into.push(Import {
            path,
            absolute: self.absolute,
            leaf,
            reach: self.reach,
            conditions: self.conditions.to_vec(),
        });
    }
}

pub(super) fn plain(ident: &Ident) -> String {
    ident.unraw().to_string()
}
