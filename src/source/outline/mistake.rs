//! Mistakes in source, and places of tokens.

use proc_macro2::Span;
use relata_record::Mark;

use crate::schema::diesel::position;

/// A syntax error, or a mistake in an attribute.
#[derive(Clone, Debug)]
pub(in crate::source) struct Mistake {
    /// The line and the column.
    pub(in crate::source) at: (u32, u32),
    pub(in crate::source) message: String,
}

impl Mistake {
    pub(super) fn of(error: &syn::Error) -> Self {
        Mistake {
            at: position(error.span()),
            message: error.to_string(),
        }
    }

    /// Returns a mistake at a place in a text, after so many bytes.
    pub(in crate::source) fn at(text: &[u8], at: usize, message: &str) -> Self {
        let before = &text[..at];
        let line = before
            .iter()
            .rposition(|it| *it == b'\n')
            .map_or(0, |it| it + 1);
        let lines = memchr::memchr_iter(b'\n', &before[..line]).count();
        let columns = String::from_utf8_lossy(&before[line..]).chars().count();
        let number = |it: usize| u32::try_from(it + 1).unwrap_or(u32::MAX);
        Mistake {
            at: (number(lines), number(columns)),
            message: message.to_owned(),
        }
    }
}

/// Returns the place of a token.
pub(super) fn mark(span: Span) -> Mark {
    let (line, column) = position(span);
    Mark { line, column }
}
