//! The models that relations lead to.

use super::choose::Chosen;
use super::types::MOST_ALIASES;
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
        Named::Type(None) => return Meant::Unknown(without_generics(&target.text)),
    };
    let item = declared(names, scope, path);
    if let Some(path) = item.and_then(|it| chosen.paths.get(&it)) {
        return Meant::Model(path.clone());
    }
    if item.is_some_and(|it| chosen.lacks_derive(tree, names, it)) {
        return Meant::NotAModel;
    }
    Meant::Unknown(guess(tree, names, chosen, scope, path))
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
    for _ in 0..MOST_ALIASES {
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

/// Returns the text of a type that is not a path, as a path to show.
fn without_generics(text: &str) -> String {
    let names = text
        .split("::")
        .map(|it| it.split('<').next().unwrap_or(it));
    let names: Vec<&str> = names.filter(|it| !it.is_empty()).collect();
    names.join("::")
}

/// Returns a path for a type that is not known, to show it. No model has it.
fn guess<'s>(
    tree: &Tree,
    names: &mut Names<'s>,
    chosen: &Chosen<'s>,
    scope: ScopeId,
    path: &'s TypePath,
) -> String {
    let import = names
        .imported(scope, &path.names[0])
        .filter(|_| !path.absolute);
    let mut guess = match import {
        Some(import) => {
            let start = in_module(tree, names, scope, &import.path, import.absolute);
            [&[start], &path.names[1..]].concat().join("::")
        }
        None => in_module(tree, names, scope, &path.names, path.absolute),
    };
    while chosen.is_model(&guess) {
        guess.insert_str(0, "unknown::");
    }
    guess
}

/// Returns the path of a type in its module, or else the path as written.
fn in_module<'s>(
    tree: &Tree,
    names: &mut Names<'s>,
    scope: ScopeId,
    path: &'s [String],
    absolute: bool,
) -> String {
    let Some((last, before)) = path.split_last() else {
        return String::new();
    };
    let module = match before {
        [] if absolute => None,
        [] => Some(scope),
        _ => names.module(scope, before, absolute),
    };
    if let Some(module) = module {
        return format!("{}::{last}", tree.scopes[module].path);
    }
    let relative = ["crate", "self", "super"];
    let mut names: Vec<&str> = path.iter().map(String::as_str).collect();
    if relative.contains(&names[0]) {
        names.retain(|it| !relative.contains(it));
        let krate = tree.scopes[scope].path.split("::");
        names.splice(..0, krate.take(1));
    }
    names.join("::")
}
