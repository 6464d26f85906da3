//! The types, aliases and tables that scopes declare, by name.

use std::collections::HashMap;

use crate::source::files::Files;
use crate::source::modules::{ScopeId, Tree, Visible};
use crate::source::outline::{Alias, Reach, Table, Type};

/// The index of an item.
pub(in crate::source) type ItemId = usize;

/// What a name can mean besides a crate or a module.
#[derive(Clone, Copy, Debug)]
pub(in crate::source) struct Item<'s> {
    pub(in crate::source) scope: ScopeId,
    /// The part of the tree that contains it.
    pub(in crate::source) part: usize,
    pub(in crate::source) what: What<'s>,
}

#[derive(Clone, Copy, Debug)]
pub(in crate::source) enum What<'s> {
    Type(&'s Type),
    Alias(&'s Alias),
    /// A table of Diesel. Its name is that of a module.
    Table(&'s Table),
    /// A name in the call of a macro, which may declare it.
    Made,
}

/// All items.
#[derive(Debug, Default)]
pub(in crate::source) struct Items<'s> {
    pub(in crate::source) all: Vec<Item<'s>>,
    by_name: HashMap<(ScopeId, &'s str), Vec<ItemId>>,
}

impl<'s> Items<'s> {
    pub(super) fn new(tree: &Tree, files: &'s Files) -> Self {
        let mut items = Items::default();
        for (part, in_tree) in tree.parts.iter().enumerate() {
            let Some(outline) = files.outline(in_tree.file) else {
                continue;
            };
            let scope = |nth: usize| in_tree.scopes[nth];
            for ty in &outline.types {
                items.add(scope(ty.scope), part, &ty.name, What::Type(ty));
            }
            for alias in &outline.aliases {
                items.add(scope(alias.scope), part, &alias.name, What::Alias(alias));
            }
            for table in &outline.tables {
                let name = &table.declared.name;
                items.add(scope(table.scope), part, name, What::Table(table));
            }
            for made in &outline.made {
                items.add(scope(made.scope), part, &made.name, What::Made);
            }
        }
        items.add_entities();
        items
    }

    fn add(&mut self, scope: ScopeId, part: usize, name: &'s str, what: What<'s>) {
        let id = self.all.len();
        self.all.push(Item { scope, part, what });
        self.by_name.entry((scope, name)).or_default().push(id);
    }

    /// Adds the names that SeaORM generates next to a `Model`. They mean the model.
    fn add_entities(&mut self) {
        for id in 0..self.all.len() {
            let Item { scope, what, .. } = self.all[id];
            if let What::Type(ty) = what
                && ty.is_sea_orm()
            {
                for name in ["Entity", "ModelEx"] {
                    self.by_name.entry((scope, name)).or_default().insert(0, id);
                }
            }
        }
    }

    /// Returns the items that a scope declares with a name, the best first.
    pub(super) fn named(&self, scope: ScopeId, name: &'s str) -> &[ItemId] {
        self.by_name.get(&(scope, name)).map_or(&[], |it| &**it)
    }

    pub(in crate::source) fn get(&self, id: ItemId) -> Item<'s> {
        self.all[id]
    }
}

impl Item<'_> {
    /// Returns from where it is visible.
    pub(super) fn visible(&self, tree: &Tree) -> Visible {
        let reach = match self.what {
            What::Type(ty) => ty.reach,
            What::Alias(alias) => alias.reach,
            What::Table(_) | What::Made => Reach::Everywhere,
        };
        tree.visible(reach, self.scope)
    }

    /// Returns whether none of its conditions is known to fail.
    pub(super) fn holds(&self, tree: &Tree) -> bool {
        let facts = &tree.root(self.scope).facts;
        match self.what {
            What::Type(ty) => !facts.fails(&ty.conditions),
            What::Alias(alias) => !facts.fails(&alias.conditions),
            What::Table(table) => !facts.fails(&table.conditions),
            What::Made => true,
        }
    }

    pub(super) fn is_made(&self) -> bool {
        matches!(self.what, What::Made)
    }
}
