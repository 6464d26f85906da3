//! The source that findings point into, read from its files.
//!
//! In: the places of findings. Out: the text of a file and the bytes in it that a place means. Where places were written by
//! somebody else, only Rust source inside the folder of the check is shown: a document must not print what else is there.

use std::cell::RefCell;
use std::collections::HashMap;
use std::fs;
use std::ops::Range;
use std::path::{Component, Path, PathBuf};
use std::rc::Rc;

use relata::Place;

use crate::text::is_unseen;
use crate::verdict::Verdict;

/// No source that somebody reads is larger.
const LARGEST: u64 = 4 << 20;

pub(super) struct Lines<'v> {
    verdict: &'v Verdict,
    read: RefCell<HashMap<String, Option<Rc<str>>>>,
}

impl<'v> Lines<'v> {
    pub(super) fn new(verdict: &'v Verdict) -> Self {
        Lines {
            verdict,
            read: RefCell::default(),
        }
    }

    /// The text of the file, and what in it stands at the place.
    pub(super) fn at(&self, place: &Place) -> Option<(Rc<str>, Range<usize>)> {
        let text = self.text(place.file())?;
        let span = span(&text, place)?;
        Some((text, span))
    }

    fn text(&self, file: &str) -> Option<Rc<str>> {
        let mut read = self.read.borrow_mut();
        let read = read.entry(file.to_owned());
        read.or_insert_with(|| self.load(file)).clone()
    }

    fn load(&self, file: &str) -> Option<Rc<str>> {
        let path = self.path(file)?;
        let metadata = fs::metadata(&path).ok()?;
        if !metadata.is_file() || metadata.len() > LARGEST {
            return None;
        }
        let text = fs::read_to_string(&path).ok()?;
        Some(seen(&text).into())
    }

    /// The file, if it may be shown.
    fn path(&self, file: &str) -> Option<PathBuf> {
        let root = &self.verdict.root;
        let path = Path::new(file);
        if self.verdict.is_own {
            return Some(root.join(path));
        }
        let is_plain = path
            .components()
            .all(|it| matches!(it, Component::Normal(_)));
        if !is_plain || path.extension()? != "rs" {
            return None;
        }
        // Not by a link either.
        let (root, path) = (
            root.canonicalize().ok()?,
            root.join(path).canonicalize().ok()?,
        );
        let is_inside = path.starts_with(&root) && path.extension()? == "rs";
        is_inside.then_some(path)
    }
}

/// The text with a mark for each character that a terminal would obey, so that columns stay what they are.
fn seen(text: &str) -> String {
    let mark = |char| match char {
        '\n' | '\t' => char,
        char if is_unseen(char) => char::REPLACEMENT_CHARACTER,
        char => char,
    };
    text.replace("\r\n", "\n").chars().map(mark).collect()
}

/// The bytes of the name, the path or the text in quotes that begins at a place; one character if it is nothing of these.
fn span(text: &str, place: &Place) -> Option<Range<usize>> {
    let (line, column) = (place.line().checked_sub(1)?, place.column().checked_sub(1)?);
    let mut start = 0;
    for _ in 0..line {
        start += text[start..].find('\n')? + 1;
    }
    let rest = text[start..].lines().next().unwrap_or_default();
    let (offset, first) = rest.char_indices().nth(column as usize)?;
    let rest = &rest[offset..];
    let length = match first {
        '"' => rest[1..].find('"').map_or(1, |end| end + 2),
        first if is_of_a_name(first) => {
            let of_path = |(at, char): &(usize, char)| {
                is_of_a_name(*char) || (*char == ':' && is_in_path(rest, *at))
            };
            let path = rest.char_indices().take_while(of_path);
            path.map(|(_, char)| char.len_utf8()).sum()
        }
        other => other.len_utf8(),
    };
    let start = start + offset;
    Some(start..start + length)
}

fn is_of_a_name(char: char) -> bool {
    char.is_alphanumeric() || char == '_' || char == '#'
}

/// Whether a colon is one of two that stand between names.
fn is_in_path(text: &str, at: usize) -> bool {
    let is_first = text[at..].starts_with("::");
    let is_second = text[..at].ends_with(':');
    let after = if is_first { at + 2 } else { at + 1 };
    let goes_on = text[after.min(text.len())..].starts_with(is_of_a_name);
    (is_first || is_second) && goes_on
}
