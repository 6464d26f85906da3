//! Where the file of a module is, by the rules of the language.
//!
//! In: what a `mod` says, and the file and the modules that it stands in. Out: paths. Of two that a module may have,
//! which exists is looked up here; nothing is read.

use std::path::{Path as FilePath, PathBuf};

use crate::source::condition::{Condition, Facts};
use crate::source::outline::Path;

/// How a file came to be a module.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// `name.rs`, whose modules are in the folder `name`.
    Named,
    /// A root, `mod.rs`, by `#[path]` or by `include!`: its modules are beside it.
    Itself,
}

/// Where the files of a scope's modules are.
#[derive(Clone, Debug)]
pub(super) struct Directory {
    /// Where `#[path = "…"]` starts.
    beside: PathBuf,
    /// Where the others are.
    pub(super) below: PathBuf,
}

/// A file that a module may have.
pub(super) struct Found {
    pub(super) path: PathBuf,
    pub(super) way: Way,
    pub(super) conditions: Vec<Condition>,
}

impl Directory {
    pub(super) fn of_file(path: &FilePath, way: Way) -> Self {
        let beside = path.parent().map(FilePath::to_owned).unwrap_or_default();
        let below = match way {
            Way::Named => path.with_extension(""),
            Way::Itself => beside.clone(),
        };
        Directory { beside, below }
    }

    pub(super) fn of_folder(folder: &FilePath) -> Self {
        Directory {
            beside: folder.to_owned(),
            below: folder.to_owned(),
        }
    }

    /// Of a module with a body.
    pub(super) fn of_body(&self, name: &str, paths: &[Path], facts: &Facts) -> Self {
        let path = paths.iter().find(|it| !facts.fails(&it.conditions));
        let below = match path {
            Some(path) => self.beside.join(&path.path),
            None => self.below.join(name),
        };
        Directory {
            beside: below.clone(),
            below,
        }
    }

    /// Of `mod name;`: each file that it has under some condition, if it is there.
    pub(super) fn files(&self, name: &str, paths: &[Path]) -> Vec<Found> {
        let mut found = Vec::new();
        let mut otherwise: Vec<Condition> = Vec::new();
        for path in paths {
            let file = self.beside.join(&path.path);
            if file.is_file() {
                found.push(Found {
                    path: file,
                    way: Way::Itself,
                    conditions: [&*otherwise, &path.conditions].concat(),
                });
            }
            if path.conditions.is_empty() {
                return found;
            }
            otherwise.push(Condition::all(&path.conditions).not());
        }
        let named = self.below.join(format!("{name}.rs"));
        let (path, way) = if named.is_file() {
            (named, Way::Named)
        } else {
            (self.below.join(name).join("mod.rs"), Way::Itself)
        };
        if way == Way::Named || path.is_file() {
            found.push(Found {
                path,
                way,
                conditions: otherwise,
            });
        }
        found
    }
}

/// The file that is included, if it is there.
pub(super) fn included(from: &FilePath, path: &str) -> Option<PathBuf> {
    let path = from.parent()?.join(path);
    path.is_file().then_some(path)
}
