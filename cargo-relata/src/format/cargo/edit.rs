//! Text that is inserted into a file.

use std::fs;
use std::path::Path;

use proc_macro2::LineColumn;
use syn::spanned::Spanned;

use super::message::{Line, Span};
use crate::format::sources::Sources;

/// A text, and the place where it is inserted: a line from 1 and a column from 0, in characters.
pub(super) struct Edit {
    file: String,
    at: LineColumn,
    text: String,
}

impl Edit {
    pub(super) fn at(file: &str, at: LineColumn, text: String) -> Self {
        let file = file.replace('\\', "/");
        Edit { file, at, text }
    }

    /// Returns the insertion of a line such as `mod book;` into a source file: behind those of its kind, or before the first
    /// item.
    pub(super) fn line(file: &str, line: &str, sources: &Sources<'_>) -> Option<Self> {
        let text = sources.raw(file)?;
        let items = syn::parse_file(&text).ok()?.items;
        let is_mod = line.starts_with("mod ") || line.starts_with("pub mod ");
        let is_same = |it: &&syn::Item| match it {
            syn::Item::Mod(it) => is_mod && it.content.is_none(),
            syn::Item::Use(_) => !is_mod,
            _ => false,
        };
        let after = items.iter().rev().find(is_same).map(|it| it.span().end());
        let first = items.first().map(|it| it.span().start());
        let at = match (after, first) {
            (Some(end), _) => LineColumn {
                line: end.line + 1,
                column: 0,
            },
            (None, Some(start)) => LineColumn { column: 0, ..start },
            (None, None) => LineColumn {
                line: text.lines().count() + 1,
                column: 0,
            },
        };
        Some(Edit::at(file, at, format!("{line}\n")))
    }

    /// The span where editors insert the text, if the file has the place.
    pub(super) fn span(self, root: &Path) -> Option<Span> {
        let text = fs::read_to_string(root.join(&self.file)).ok()?;
        let mut start = 0;
        for _ in 1..self.at.line {
            start += text[start..].find('\n')? + 1;
        }
        let line = text[start..].lines().next().unwrap_or_default();
        let before: usize = line.chars().take(self.at.column).map(char::len_utf8).sum();
        let at = start + before;
        let number = |it: usize| u32::try_from(it).unwrap_or(u32::MAX);
        let (line_number, column) = (number(self.at.line), number(self.at.column + 1));
        Some(Span {
            byte_start: at,
            byte_end: at,
            line_start: line_number,
            line_end: line_number,
            column_start: column,
            column_end: column,
            text: vec![Line {
                text: line.to_owned(),
                highlight_start: column,
                highlight_end: column,
            }],
            suggested_replacement: Some(self.text),
            suggestion_applicability: Some("MaybeIncorrect"),
            ..Span::start_of(self.file)
        })
    }
}

/// The name of a file in messages: from the folder of the workspace, with slashes.
pub(super) fn relative(file: &Path, root: &Path) -> String {
    let file = file.strip_prefix(root).unwrap_or(file);
    file.display().to_string().replace('\\', "/")
}
