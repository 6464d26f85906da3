//! Reads the source files that findings point into. For untrusted input files, only Rust files inside the current
//! folder are read, so that a document cannot print other files.

use std::cell::RefCell;
use std::collections::HashMap;
use std::fs;
use std::ops::Range;
use std::path::{Component, Path, PathBuf};
use std::rc::Rc;

use relata::Place;

use crate::text::is_unprintable;
use crate::verdict::Verdict;

/// The largest source file that is read.
const LARGEST: u64 = 4 << 20;

/// A byte order mark at the start of a file, which places do not count.
pub(super) const BOM: char = '\u{feff}';

pub(super) struct Sources<'v> {
    verdict: &'v Verdict,
    read: RefCell<HashMap<String, Option<Rc<Source>>>>,
}

struct Source {
    /// The text as it is.
    raw: String,
    /// The text without unprintable characters.
    text: Rc<str>,
}

/// The extent of a token in one line of its file. Columns are counted in characters and begin at 1.
pub(super) struct Extent {
    pub(super) bytes: Range<usize>,
    pub(super) line: u32,
    pub(super) columns: Range<u32>,
    /// The whole line, without its end.
    pub(super) text: String,
}

impl<'v> Sources<'v> {
    pub(super) fn new(verdict: &'v Verdict) -> Self {
        Sources {
            verdict,
            read: RefCell::default(),
        }
    }

    /// The text of the file, and the range of the name at the place.
    pub(super) fn locate(&self, place: &Place) -> Option<(Rc<str>, Range<usize>)> {
        let source = self.source(place.file())?;
        let span = span(&source.text, place)?;
        Some((Rc::clone(&source.text), span))
    }

    /// The extent of the name at the place, in the file as it is.
    pub(super) fn extent(&self, place: &Place) -> Option<Extent> {
        let source = self.source(place.file())?;
        let raw = &source.raw;
        let bytes = span(raw, place)?;
        let start = raw[..bytes.start].rfind('\n').map_or(0, |it| it + 1);
        let text = raw[start..].lines().next().unwrap_or_default();
        let text = text.trim_start_matches(BOM).to_owned();
        let length = raw[bytes.clone()].chars().count();
        let length = u32::try_from(length).unwrap_or(u32::MAX);
        Some(Extent {
            bytes,
            line: place.line(),
            columns: place.column()..place.column().saturating_add(length),
            text,
        })
    }

    /// The path of a source file, and its text as it is.
    pub(super) fn raw(&self, file: &str) -> Option<(PathBuf, String)> {
        Some((self.path(file)?, self.source(file)?.raw.clone()))
    }

    /// The folder that the files of places are relative to.
    pub(super) fn root(&self) -> &Path {
        &self.verdict.root
    }

    fn source(&self, file: &str) -> Option<Rc<Source>> {
        let mut read = self.read.borrow_mut();
        let read = read.entry(file.to_owned());
        read.or_insert_with(|| self.load(file)).clone()
    }

    fn load(&self, file: &str) -> Option<Rc<Source>> {
        let path = self.path(file)?;
        let metadata = fs::metadata(&path).ok()?;
        if !metadata.is_file() || metadata.len() > LARGEST {
            return None;
        }
        let raw = fs::read_to_string(&path).ok()?;
        let text = sanitize(&raw).into();
        Some(Rc::new(Source { raw, text }))
    }

    /// The path of the file, if it may be printed.
    fn path(&self, file: &str) -> Option<PathBuf> {
        let root = &self.verdict.root;
        let path = Path::new(file);
        if self.verdict.is_built_here {
            return Some(root.join(path));
        }
        let is_plain = path
            .components()
            .all(|it| matches!(it, Component::Normal(_)));
        if !is_plain || path.extension()? != "rs" {
            return None;
        }
        // Rejects symbolic links to other folders.
        let (root, path) = (
            root.canonicalize().ok()?,
            root.join(path).canonicalize().ok()?,
        );
        let is_inside = path.starts_with(&root) && path.extension()? == "rs";
        is_inside.then_some(path)
    }
}

/// Replaces unprintable characters, one by one, so that columns stay the same.
fn sanitize(text: &str) -> String {
    let mark = |char| match char {
        '\n' | '\t' => char,
        char if is_unprintable(char) => char::REPLACEMENT_CHARACTER,
        char => char,
    };
    text.replace("\r\n", "\n").chars().map(mark).collect()
}

/// The range of the name, path or string literal that starts at a place, or else of a single character.
fn span(text: &str, place: &Place) -> Option<Range<usize>> {
    let (line, column) = (place.line().checked_sub(1)?, place.column().checked_sub(1)?);
    // Places do not count a byte order mark.
    let mut start = text.len() - text.trim_start_matches(BOM).len();
    for _ in 0..line {
        start += text[start..].find('\n')? + 1;
    }
    let rest = text[start..].lines().next().unwrap_or_default();
    let (offset, first) = rest.char_indices().nth(column as usize)?;
    let rest = &rest[offset..];
    let raw = raw_string(rest);
    let length = match first {
        _ if raw.is_some() => raw?,
        '"' => rest[1..].find('"').map_or(1, |end| end + 2),
        first if is_name_char(first) => {
            let of_path = |(at, char): &(usize, char)| {
                is_name_char(*char) || (*char == ':' && is_in_path(rest, *at))
            };
            let path = rest.char_indices().take_while(of_path);
            path.map(|(_, char)| char.len_utf8()).sum()
        }
        other => other.len_utf8(),
    };
    let start = start + offset;
    Some(start..start + length)
}

/// The length of a raw string literal.
fn raw_string(text: &str) -> Option<usize> {
    let hashes = text
        .strip_prefix('r')?
        .chars()
        .take_while(|it| *it == '#')
        .count();
    let inner = text[1 + hashes..].strip_prefix('"')?;
    let end = format!("\"{}", "#".repeat(hashes));
    Some(inner.find(&end)? + 2 + hashes + end.len())
}

/// The first place of a name behind `start`, in the same statement.
pub(super) fn name_after(text: &str, start: usize, name: &str) -> Option<Range<usize>> {
    let statement = text[start..].split(';').next()?;
    let is_whole = |at: &usize| {
        let (before, after) = (&statement[..*at], &statement[at + name.len()..]);
        !before.ends_with(is_name_char) && !after.starts_with(is_name_char)
    };
    let mut found = statement.match_indices(name).map(|(at, _)| at);
    let at = start + found.find(is_whole)?;
    Some(at..at + name.len())
}

fn is_name_char(char: char) -> bool {
    char.is_alphanumeric() || char == '_' || char == '#'
}

/// Whether a colon is part of a `::` between names.
fn is_in_path(text: &str, at: usize) -> bool {
    let is_first = text[at..].starts_with("::");
    let is_second = text[..at].ends_with(':');
    let after = if is_first { at + 2 } else { at + 1 };
    let goes_on = text[after.min(text.len())..].starts_with(is_name_char);
    (is_first || is_second) && goes_on
}
