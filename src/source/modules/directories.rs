//! The file of a module, by the rules of the language. Nothing is read; only which of two files exists is looked up.

use std::path::{Path as FilePath, PathBuf};

use crate::source::condition::{Condition, Facts};
use crate::source::outline::Path;

/// Where the modules of a file are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// In the folder `name`, for `name.rs`.
    Named,
    /// Next to it, for a root, `mod.rs`, and a file of `#[path]` or `include!`.
    Itself,
}

/// The folders of a scope's modules.
#[derive(Clone, Debug)]
pub(super) struct Directory {
    /// The folder that `#[path = "…"]` starts from.
    beside: PathBuf,
    /// The folder of modules without `#[path]`.
    pub(super) below: PathBuf,
}

/// A file that a module may have, under conditions.
pub(super) type Found = (PathBuf, Way, Vec<Condition>);

impl Directory {
    pub(super) fn of_file(path: &FilePath, way: Way) -> Self {
        let beside = path.parent().map(FilePath::to_owned).unwrap_or_default();
        let below = match way {
            Way::Named => path.with_extension(""),
            Way::Itself => beside.clone(),
        };
        Directory { beside, below }
    }

    /// The directory of a module with a body.
    pub(super) fn of_body(&self, name: &str, paths: &[Path], facts: &Facts) -> Self {
        let path = paths.iter().find(|it| !facts.fails(&it.conditions));
        let below = match path {
            Some(path) => self.beside.join(&path.path),
            None => self.below.join(name),
        };
        let beside = below.clone();
        Directory { beside, below }
    }

    /// The files that `mod name;` may have, each under its conditions, as far as they exist.
    pub(super) fn files(&self, name: &str, paths: &[Path]) -> Vec<Found> {
        let mut found = Vec::new();
        let mut otherwise: Vec<Condition> = Vec::new();
        for path in paths {
            let file = self.beside.join(&path.path);
            if file.is_file() {
                let conditions = [&*otherwise, &path.conditions].concat();
                found.push((file, Way::Itself, conditions));
            }
            if path.conditions.is_empty() {
                return found;
            }
            otherwise.push(Condition::all(&path.conditions).not());
        }
        let named = self.below.join(format!("{name}.rs"));
        let inside = self.below.join(name).join("mod.rs");
        let mut both = [(named, Way::Named), (inside, Way::Itself)].into_iter();
        if let Some((path, way)) = both.find(|(path, _)| path.is_file()) {
            found.push((path, way, otherwise));
        }
        found
    }
}

/// The included file, if it exists.
pub(super) fn included(from: &FilePath, path: &str) -> Option<PathBuf> {
    let path = from.parent()?.join(path);
    path.is_file().then_some(path)
}
