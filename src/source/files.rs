//! The outlines of files. Each file is read once, even if it is reached several times. Several threads read the files. For
//! models, a file without any is not parsed, unless a name leads there.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};
use std::io::Read;
use std::path::{Component, Path, PathBuf};
use std::{fs, io, panic, thread};

use memchr::memmem;

use super::bodies::without_bodies;
use super::condition::Facts;
use super::nesting::too_deep;
use super::outline::{Depth, Mistake, Outline};
use super::relevant::{is_relevant, may_derive_model};

/// The index of a file that was read.
pub(super) type FileId = usize;

/// Minimum number of files per thread.
const PER_THREAD: usize = 8;

/// The stack size of a thread. It has room for expressions nested some ten thousand levels deep, as in generated code.
/// Unused stack costs nothing.
const STACK: usize = if usize::BITS < 64 { 128 } else { 512 } << 20;

/// The largest file that is read for models.
const LARGEST: u64 = 16 << 20;

#[derive(Debug, Default)]
pub(super) struct Files {
    index: HashMap<PathBuf, FileId>,
    read: Vec<Content>,
    goal: Goal,
    /// The files that were parsed because a name leads there.
    named: BTreeSet<FileId>,
    /// The packages whose models are read, the longest path first.
    folders: Vec<Folder>,
}

/// The folder of a package whose models are read.
#[derive(Debug)]
pub(super) struct Folder {
    pub(super) path: PathBuf,
    pub(super) facts: Facts,
    /// Whether the package depends on relata.
    pub(super) has_relata: bool,
}

/// Which files are parsed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Goal {
    /// All, to know which models are declared.
    #[default]
    Names,
    /// Those that may declare a model or another file. They have limits, so that no file can end the process.
    Models,
    /// One that a name leads to, in the same way.
    Named,
    /// All files as a whole, for a test to compare.
    AllForModels,
}

#[derive(Debug)]
pub(super) enum Content {
    Outline(Box<Outline>),
    Mistake(Mistake),
    Unreadable(String),
    /// It was not parsed, because it does not contain the given text.
    Irrelevant,
}

impl Files {
    /// Returns files that are read with their models, if they are in one of these folders.
    pub(super) fn with_models(mut folders: Vec<Folder>, goal: Goal) -> Self {
        folders.sort_by_key(|it| std::cmp::Reverse(it.path.as_os_str().len()));
        Files {
            goal,
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

    pub(super) fn len(&self) -> usize {
        self.read.len()
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
        for (place, content) in places
            .into_iter()
            .zip(self.read_all(&new, containing, self.goal))
        {
            self.read[place] = content;
        }
    }

    /// Parses files that were not, because a name leads there. Returns whether there are new ones. If one cannot be parsed,
    /// only its names stay unknown.
    pub(super) fn parse(&mut self, files: &BTreeSet<FileId>) -> bool {
        let all = self.index.iter();
        let new = all.filter(|(_, id)| files.contains(id) && !self.named.contains(id));
        let (paths, ids): (Vec<_>, Vec<_>) = new.map(|(path, id)| (path.clone(), *id)).unzip();
        let contents = self.read_all(&paths, None, Goal::Named);
        for (&id, content) in ids.iter().zip(contents) {
            self.named.insert(id);
            self.read[id] = match content {
                Content::Mistake(_) | Content::Unreadable(_) => Content::Irrelevant,
                content => content,
            };
        }
        !ids.is_empty()
    }

    /// Returns the contents of files, in their order.
    fn read_all(&self, paths: &[PathBuf], containing: Option<&str>, goal: Goal) -> Vec<Content> {
        let read = |paths: &[PathBuf]| -> Vec<Content> {
            let contents = paths
                .iter()
                .map(|it| read_one(it, containing, goal, self.depth(it)));
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

    /// Returns how much of a file is read, and whether its package depends on relata.
    fn depth(&self, path: &Path) -> (Depth<'_>, bool) {
        let path = plain(path);
        let mut folders = self.folders.iter();
        let found = folders.find(|it| path.starts_with(&it.path));
        // Packages share a file next to them by `#[path]`.
        let shares = || self.folders.iter().max_by_key(|it| it.has_relata);
        found.or_else(shares).map_or((Depth::Names, false), |it| {
            (Depth::Models(&it.facts), it.has_relata)
        })
    }
}

/// Reads a file. `may_rename`: its package depends on relata, and may give its derive another name.
fn read_one(
    path: &Path,
    containing: Option<&str>,
    goal: Goal,
    (depth, may_rename): (Depth<'_>, bool),
) -> Content {
    let has_limits = goal != Goal::Names;
    let text = match if has_limits {
        read_within(path)
    } else {
        fs::read(path)
    } {
        Ok(text) => text,
        Err(error) => return Content::Unreadable(error.to_string()),
    };
    if containing.is_some_and(|it| memmem::find(&text, it.as_bytes()).is_none()) {
        return Content::Irrelevant;
    }
    let may_be_model = || is_relevant(&text) || may_rename && may_derive_model(&text);
    if goal == Goal::Models && !may_be_model() {
        return Content::Outline(Box::new(Outline::unparsed()));
    }
    let text = match String::from_utf8(text) {
        Ok(text) => text,
        Err(error) if has_limits => {
            let (text, at) = (error.as_bytes(), error.utf8_error().valid_up_to());
            return Content::Mistake(Mistake::at(text, at, "expected UTF-8"));
        }
        Err(_) => return Content::Unreadable("stream did not contain valid UTF-8".to_owned()),
    };
    let text = match goal {
        Goal::Models | Goal::Named => without_bodies(&text, may_rename),
        Goal::Names | Goal::AllForModels => Cow::Borrowed(&*text),
    };
    if has_limits && let Some(at) = too_deep(text.as_bytes()) {
        return Content::Mistake(Mistake::at(text.as_bytes(), at, "nested too deeply"));
    }
    Outline::of(&text, depth).map_or_else(Content::Mistake, |it| Content::Outline(Box::new(it)))
}

/// Reads a regular file that is not too large. Others may never end.
fn read_within(path: &Path) -> io::Result<Vec<u8>> {
    // Opening a pipe waits for its other end.
    if !fs::metadata(path)?.is_file() {
        return Err(io::Error::other("not a regular file"));
    }
    let mut text = Vec::new();
    let mut file = fs::File::open(path)?.take(LARGEST + 1);
    file.read_to_end(&mut text)?;
    if text.len() as u64 > LARGEST {
        let largest = LARGEST >> 20;
        return Err(io::Error::other(format!("larger than {largest} MiB")));
    }
    Ok(text)
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
