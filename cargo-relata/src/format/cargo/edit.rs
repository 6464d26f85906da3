//! Text that is inserted into a file.

use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::LineColumn;
use syn::spanned::Spanned;

use super::message::{Line, Span};
use crate::format::sources::BOM;

/// A text, and the offset where it is inserted.
pub(super) struct Edit {
    file: PathBuf,
    at: usize,
    text: String,
}

impl Edit {
    pub(super) fn at(file: &Path, at: usize, text: String) -> Self {
        Edit {
            file: file.to_owned(),
            at,
            text,
        }
    }

    /// Returns the insertion of a line such as `mod book;` into a source file: behind those of its kind, or before the first
    /// item.
    pub(super) fn line(file: &Path, line: &str) -> Option<Self> {
        let text = fs::read_to_string(file).ok()?;
        let items = syn::parse_file(&text).ok()?.items;
        let is_mod = line.starts_with("mod ") || line.starts_with("pub mod ");
        let is_same = |it: &&syn::Item| match it {
            syn::Item::Mod(it) => is_mod && it.content.is_none(),
            syn::Item::Use(_) => !is_mod,
            _ => false,
        };
        let after = items.iter().rev().find(is_same);
        let (at, added) = match (after, items.first()) {
            (Some(last), _) => {
                let end = offset(&text, last.span().end())?;
                match text[end..].split_once('\n') {
                    Some((rest, _)) if rest.trim().is_empty() || is_comment(rest) => {
                        (end + rest.len() + 1, format!("{line}\n"))
                    }
                    _ => (end, format!("\n{line}")),
                }
            }
            (None, Some(first)) => (offset(&text, first.span().start())?, format!("{line}\n")),
            (None, None) if text.is_empty() || text.ends_with('\n') => {
                (text.len(), format!("{line}\n"))
            }
            (None, None) => (text.len(), format!("\n{line}\n")),
        };
        Some(Edit::at(file, at, added))
    }

    pub(super) fn file(&self) -> &Path {
        &self.file
    }

    /// The span where editors insert the text.
    pub(super) fn span(self, root: &Path) -> Option<Span> {
        let text = fs::read_to_string(&self.file).ok()?;
        let before = text.get(..self.at)?;
        let start = before.rfind('\n').map_or(0, |it| it + 1);
        let line = text[start..].lines().next().unwrap_or_default();
        let number = |it: usize| u32::try_from(it).unwrap_or(u32::MAX);
        let line_number = number(before.matches('\n').count() + 1);
        let column = number(before[start..].trim_start_matches(BOM).chars().count() + 1);
        let ends = if text.contains("\r\n") { "\r\n" } else { "\n" };
        Some(Span {
            byte_start: self.at,
            byte_end: self.at,
            line_start: line_number,
            line_end: line_number,
            column_start: column,
            column_end: column,
            text: vec![Line {
                text: line.trim_start_matches(BOM).to_owned(),
                highlight_start: column,
                highlight_end: column,
            }],
            suggested_replacement: Some(self.text.replace('\n', ends)),
            suggestion_applicability: Some("MaybeIncorrect"),
            ..Span::start_of(relative(&self.file, root))
        })
    }
}

/// Whether a line ends with a comment that ends with it.
fn is_comment(rest: &str) -> bool {
    rest.trim_start().starts_with("//")
}

/// The offset of a place, which does not count a byte order mark.
pub(super) fn offset(text: &str, at: LineColumn) -> Option<usize> {
    let mut start = text.len() - text.trim_start_matches(BOM).len();
    for _ in 1..at.line {
        start += text[start..].find('\n')? + 1;
    }
    let line = text[start..].lines().next().unwrap_or_default();
    let before: usize = line.chars().take(at.column).map(char::len_utf8).sum();
    Some(start + before)
}

/// The name of a file in messages: from the folder of the workspace, with slashes.
pub(super) fn relative(file: &Path, root: &Path) -> String {
    let file = file.strip_prefix(root).unwrap_or(file);
    file.display().to_string().replace('\\', "/")
}
