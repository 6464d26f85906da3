//! The models that relations lead to.

use super::choose::Chosen;
use crate::source::modules::{ScopeId, Tree};
use crate::source::names::{Found, ItemId, Names, What};
use crate::source::outline::{Named, Target, TypePath};

/// What a target means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Meant {
    /// The model that declares the relation.
    Own,
    /// A name, which is looked up among all models.
    Name,
    /// The model with this path.
    Model(String),
    /// A type that is not a model.
    NotAModel,
    /// Only the compiler knows it. The path is a guess, to show it.
    Unknown(String),
}

/// Returns what a target means.
pub(super) fn meant<'s>(
    tree: &Tree,
    names: &mut Names<'s>,
    chosen: &Chosen<'s>,
    scope: ScopeId,
    target: &'s Target,
) -> Meant {
    let path = match &target.named {
        Named::Own => return Meant::Own,
        Named::Name => return Meant::Name,
        Named::Type(Some(path)) => path,
        Named::Type(None) => return Meant::Unknown(guess(tree, scope, &target.text)),
    };
    let Some(item) = declared(names, scope, path) else {
        return Meant::Unknown(guess_of(tree, scope, path));
    };
    match chosen.paths.get(&item) {
        Some(path) => Meant::Model(path.clone()),
        None if is_undecided(chosen, item) => Meant::Unknown(guess_of(tree, scope, path)),
        None => match names.items.get(item).what {
            What::Type(_) => Meant::NotAModel,
            _ => Meant::Unknown(guess_of(tree, scope, path)),
        },
    }
}

/// Returns the path of the model that a path means, if it is known.
pub(super) fn model_of<'s>(
    names: &mut Names<'s>,
    chosen: &Chosen<'s>,
    scope: ScopeId,
    path: &'s TypePath,
) -> Option<String> {
    chosen.paths.get(&declared(names, scope, path)?).cloned()
}

/// Returns the type that a path means, behind aliases.
fn declared<'s>(names: &mut Names<'s>, scope: ScopeId, path: &'s TypePath) -> Option<ItemId> {
    let (mut scope, mut path) = (scope, path);
    for _ in 0..16 {
        let Some(Found::Item(id)) = names.item(scope, &path.names, path.absolute) else {
            return None;
        };
        let item = names.items.get(id);
        match item.what {
            What::Alias(alias) => (scope, path) = (item.scope, alias.ty.path.as_ref()?),
            _ => return Some(id),
        }
    }
    None
}

fn is_undecided(chosen: &Chosen<'_>, item: ItemId) -> bool {
    chosen.undecided.iter().any(|(_, items)| items.contains(&item))
}

fn guess_of(tree: &Tree, scope: ScopeId, path: &TypePath) -> String {
    guess(tree, scope, &path.names.join("::"))
}

/// Returns a path for a type that is not known: as written, in the module that names it.
fn guess(tree: &Tree, scope: ScopeId, written: &str) -> String {
    let relative = ["crate", "self", "super"];
    let names = written.split("::").map(|it| it.split('<').next().unwrap_or(it));
    let names: Vec<&str> = names.filter(|it| !relative.contains(it)).collect();
    let krate = tree.scopes[scope].path.split("::").next().unwrap_or_default();
    if names.len() > 1 && !relative.iter().any(|it| written.starts_with(it)) {
        return names.join("::");
    }
    format!("{krate}::{}", names.join("::"))
}
