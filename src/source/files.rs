//! The outlines of files. Each file is read once, even if it is reached several times. Several threads read the files.

use std::collections::HashMap;
use std::path::{Component, Path, PathBuf};
use std::{fs, panic, thread};

use super::condition::Facts;
use super::outline::{Depth, Mistake, Outline};

/// The index of a file that was read.
pub(super) type FileId = usize;

/// Minimum number of files per thread.
const PER_THREAD: usize = 8;

/// The stack size of a thread. It has room for expressions nested some ten thousand levels deep, as in generated code.
/// Unused stack costs nothing.
const STACK: usize = 128 << 20;

#[derive(Debug, Default)]
pub(super) struct Files {
    index: HashMap<PathBuf, FileId>,
    read: Vec<Content>,
    /// The facts of the packages whose models are read, by folder, the longest path first.
    folders: Vec<(PathBuf, Facts)>,
}

#[derive(Debug)]
pub(super) enum Content {
    Outline(Outline),
    Mistake(Mistake),
    Unreadable(String),
    /// It was not parsed, because it does not contain the given text.
    Irrelevant,
}

impl Files {
    /// Returns files that are read with their models, if they are in one of these folders.
    pub(super) fn with_models(mut folders: Vec<(PathBuf, Facts)>) -> Self {
        folders.sort_by_key(|(folder, _)| std::cmp::Reverse(folder.as_os_str().len()));
        Files {
            folders,
            ..Files::default()
        }
    }

    pub(super) fn known(&self, path: &Path) -> Option<FileId> {
        self.index.get(&plain(path)).copied()
    }

    pub(super) fn content(&self, file: FileId) -> &Content {
        &self.read[file]
    }

    /// Returns the files that were read, each with its path, in the order of their paths.
    pub(super) fn all(&self) -> Vec<(&Path, &Content)> {
        let all = self.index.iter();
        let mut all: Vec<_> = all.map(|(path, id)| (&**path, &self.read[*id])).collect();
        all.sort_by_key(|(path, _)| *path);
        all
    }

    pub(super) fn outline(&self, file: FileId) -> Option<&Outline> {
        match &self.read[file] {
            Content::Outline(outline) => Some(outline),
            _ => None,
        }
    }

    /// Reads the new files, and parses those that contain the given text, or all if no text is given. Without a text, files
    /// that were irrelevant before are parsed too.
    pub(super) fn read<'p>(
        &mut self,
        paths: impl IntoIterator<Item = &'p Path>,
        containing: Option<&str>,
    ) {
        let (mut places, mut new) = (Vec::new(), Vec::new());
        for path in paths {
            let next = self.read.len();
            let place = *self.index.entry(plain(path)).or_insert(next);
            if place == next {
                self.read.push(Content::Irrelevant);
            } else if containing.is_some() || !matches!(self.read[place], Content::Irrelevant) {
                continue;
            }
            places.push(place);
            new.push(path.to_owned());
        }
        for (place, content) in places.into_iter().zip(self.read_all(&new, containing)) {
            self.read[place] = content;
        }
    }

    /// Returns the contents of files, in their order.
    fn read_all(&self, paths: &[PathBuf], containing: Option<&str>) -> Vec<Content> {
        let read = |paths: &[PathBuf]| -> Vec<Content> {
            let contents = paths
                .iter()
                .map(|it| read_one(it, containing, self.depth(it)));
            contents.collect()
        };
        let cores = thread::available_parallelism().map_or(1, usize::from);
        let per_thread = paths.len().div_ceil(cores).max(PER_THREAD);
        thread::scope(|scope| {
            let spawn = |paths| {
                let thread = thread::Builder::new().stack_size(STACK);
                (paths, thread.spawn_scoped(scope, move || read(paths)))
            };
            let spawned: Vec<_> = paths.chunks(per_thread).map(spawn).collect();
            let contents = spawned
                .into_iter()
                .flat_map(|(paths, thread)| match thread {
                    Ok(thread) => thread.join().unwrap_or_else(|it| panic::resume_unwind(it)),
                    // If no thread starts, this one reads. It is slower and has a smaller stack.
                    Err(_) => read(paths),
                });
            contents.collect()
        })
    }

    /// Returns how much of a file is read.
    fn depth(&self, path: &Path) -> Depth<'_> {
        let path = plain(path);
        let mut folders = self.folders.iter();
        let found = folders.find(|(folder, _)| path.starts_with(folder));
        found.map_or(Depth::Names, |(_, facts)| Depth::Models(facts))
    }
}

fn read_one(path: &Path, containing: Option<&str>, depth: Depth<'_>) -> Content {
    let text = match fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) => return Content::Unreadable(error.to_string()),
    };
    if containing.is_some_and(|it| !text.contains(it)) {
        return Content::Irrelevant;
    }
    Outline::of(&text, depth).map_or_else(Content::Mistake, Content::Outline)
}

/// Returns the path without `.` and `..`, so that each file has one path.
pub(super) fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                plain.pop();
            }
            part => plain.push(part),
        }
    }
    plain
}
