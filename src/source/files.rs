//! The outlines of files, each read once however often it is reached.
//!
//! In: paths. Out: an outline for each, or why there is none. Threads end here: what comes out knows nothing of them.

use std::collections::HashMap;
use std::path::{Component, Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::{fs, panic, thread};

use super::outline::{Mistake, Outline};

/// A file, among those that were read.
pub(super) type FileId = usize;

/// So many files are worth a thread.
const PER_THREAD: usize = 8;

/// Room for expressions that are nested some ten thousand deep, as generated code can be. What is not used costs nothing.
const STACK: usize = 128 << 20;

#[derive(Debug, Default)]
pub(super) struct Files {
    index: HashMap<PathBuf, FileId>,
    read: Vec<Content>,
}

#[derive(Debug)]
pub(super) enum Content {
    Outline(Outline),
    Mistake(Mistake),
    Unreadable(String),
    /// It has none of what was looked for, so it was not parsed.
    Irrelevant,
}

impl Files {
    pub(super) fn known(&self, path: &Path) -> Option<FileId> {
        self.index.get(&plain(path)).copied()
    }

    pub(super) fn content(&self, file: FileId) -> &Content {
        &self.read[file]
    }

    pub(super) fn outline(&self, file: FileId) -> Option<&Outline> {
        match &self.read[file] {
            Content::Outline(outline) => Some(outline),
            _ => None,
        }
    }

    /// Reads those that are new, and parses those that contain a text if one is given. All others were parsed before, or
    /// are now.
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
        for (place, content) in places.into_iter().zip(all(&new, containing)) {
            self.read[place] = content;
        }
    }
}

fn all(paths: &[PathBuf], containing: Option<&str>) -> Vec<Content> {
    let next = AtomicUsize::new(0);
    let done = Mutex::new(Vec::with_capacity(paths.len()));
    let work = || {
        while let Some((nth, path)) = nth(paths, next.fetch_add(1, Ordering::Relaxed)) {
            let content = one(path, containing);
            let mut done = done.lock().unwrap_or_else(PoisonError::into_inner);
            done.push((nth, content));
        }
    };
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let threads = cores.min(paths.len().div_ceil(PER_THREAD));
    thread::scope(|scope| {
        let spawn = |_| {
            let thread = thread::Builder::new().stack_size(STACK);
            thread.spawn_scoped(scope, work).ok()
        };
        let spawned: Vec<_> = (0..threads).filter_map(spawn).collect();
        if spawned.is_empty() {
            // Better slow, and with less room, than not at all.
            work();
        }
        for thread in spawned {
            if let Err(fault) = thread.join() {
                panic::resume_unwind(fault);
            }
        }
    });
    let mut done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
    done.sort_by_key(|(nth, _)| *nth);
    done.into_iter().map(|(_, content)| content).collect()
}

fn nth(paths: &[PathBuf], nth: usize) -> Option<(usize, &PathBuf)> {
    paths.get(nth).map(|path| (nth, path))
}

fn one(path: &Path, containing: Option<&str>) -> Content {
    let text = match fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) => return Content::Unreadable(error.to_string()),
    };
    if containing.is_some_and(|it| !text.contains(it)) {
        return Content::Irrelevant;
    }
    match Outline::of(&text) {
        Ok(outline) => Content::Outline(outline),
        Err(mistake) => Content::Mistake(mistake),
    }
}

/// Without `.` and `..`, so that one file has one name.
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
