//! The outlines of files, each read once however often it is reached, on several threads.

use std::collections::HashMap;
use std::path::{Component, Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::{fs, panic, thread};

use super::outline::{Mistake, Outline};

/// The index of a file that was read.
pub(super) type FileId = usize;

/// The number of files that are worth a thread.
const PER_THREAD: usize = 8;

/// Room for expressions nested some ten thousand deep, as in generated code. Unused room costs nothing.
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
    /// It lacks the text that was searched for, so it was not parsed.
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
        for (nth, content) in read_all(&new, containing) {
            self.read[places[nth]] = content;
        }
    }
}

/// The contents of files in any order, each with its index.
fn read_all(paths: &[PathBuf], containing: Option<&str>) -> Vec<(usize, Content)> {
    let next = AtomicUsize::new(0);
    let work = || {
        let mut done = Vec::new();
        loop {
            let nth = next.fetch_add(1, Ordering::Relaxed);
            let Some(path) = paths.get(nth) else {
                return done;
            };
            done.push((nth, read_one(path, containing)));
        }
    };
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let threads = cores.min(paths.len().div_ceil(PER_THREAD));
    thread::scope(|scope| {
        let mut spawned = Vec::new();
        for _ in 0..threads {
            let thread = thread::Builder::new().stack_size(STACK);
            spawned.extend(thread.spawn_scoped(scope, work));
        }
        if spawned.is_empty() {
            // Without threads it is slower and has less room, but works.
            return work();
        }
        let mut done = Vec::with_capacity(paths.len());
        for thread in spawned {
            match thread.join() {
                Ok(read) => done.extend(read),
                Err(fault) => panic::resume_unwind(fault),
            }
        }
        done
    })
}

fn read_one(path: &Path, containing: Option<&str>) -> Content {
    let text = match fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) => return Content::Unreadable(error.to_string()),
    };
    if containing.is_some_and(|it| !text.contains(it)) {
        return Content::Irrelevant;
    }
    Outline::of(&text).map_or_else(Content::Mistake, Content::Outline)
}

/// The path without `.` and `..`, so that one file has one name.
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
