//! The file of a module, by the rules of the language. Files are not read; only their existence is checked.

use std::path::{Path as FilePath, PathBuf};

use crate::source::condition::{Condition, Facts};
use crate::source::outline::Path;

/// The folders of a scope's modules.
#[derive(Clone, Debug)]
pub(super) struct Directory {
    /// The folder that `#[path = "…"]` starts from.
    pub(super) folder: PathBuf,
    /// The folder of modules without `#[path]`.
    pub(super) below: PathBuf,
}

/// A possible file of a module, the folder of the modules in it, and its conditions.
pub(super) type Found = (PathBuf, PathBuf, Vec<Condition>);

/// Returns the folder of a file. It contains the modules of a root, a `mod.rs`, and a file of `#[path]` or `include!`.
pub(super) fn folder(file: &FilePath) -> PathBuf {
    file.parent().map(FilePath::to_owned).unwrap_or_default()
}

impl Directory {
    /// Returns the directory of a module with a body.
    pub(super) fn of_body(&self, name: &str, paths: &[Path], facts: &Facts) -> Self {
        let path = paths.iter().find(|it| !facts.fails(&it.conditions));
        let below = match path {
            Some(path) => self.folder.join(&path.path),
            None => self.below.join(name),
        };
        let folder = below.clone();
        Directory { folder, below }
    }

    /// Returns the existing files that `mod name;` may have, each with its conditions.
    pub(super) fn files(&self, name: &str, paths: &[Path]) -> Vec<Found> {
        let mut found = Vec::new();
        let mut otherwise: Vec<Condition> = Vec::new();
        for path in paths {
            let file = self.folder.join(&path.path);
            if file.is_file() {
                let conditions = [&*otherwise, &path.conditions].concat();
                found.push((file.clone(), folder(&file), conditions));
            }
            if path.conditions.is_empty() {
                return found;
            }
            otherwise.push(Condition::all(&path.conditions).not());
        }
        let below = self.below.join(name);
        let mut both = [self.below.join(format!("{name}.rs")), below.join("mod.rs")].into_iter();
        if let Some(file) = both.find(|it| it.is_file()) {
            found.push((file, below, otherwise));
        }
        found
    }
}
