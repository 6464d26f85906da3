//! Function bodies, most of the code of a program. A body without a model is not parsed.

use std::borrow::Cow;

use super::lexed::{closing, length};
use super::relevant::{is_of_sea_orm, is_relevant, may_derive_model};

/// Returns a text without the function bodies that declare no model and no file. All else keeps its place. Names in a body
/// are unknown outside of it. `may_rename`: relata's derive may have another name.
pub(super) fn without_bodies(text: &str, may_rename: bool) -> Cow<'_, str> {
    let bytes = text.as_bytes();
    // The bodies of its impls declare relations.
    if is_of_sea_orm(bytes) {
        return Cow::Borrowed(text);
    }
    let mut left = String::with_capacity(text.len());
    let (mut at, mut copied) = (0, 0);
    while at < bytes.len() {
        let length = length(&bytes[at..]);
        match &bytes[at..at + length] {
            b"fn" => {
                if let Some((open, close)) = body(bytes, at + length) {
                    let body = &bytes[open..close];
                    let is_kept = is_relevant(body) || may_rename && may_derive_model(body);
                    if !is_kept {
                        left += &text[copied..open];
                        left.extend(text[open..close].chars().map(blank));
                        copied = close;
                    }
                    at = close;
                    continue;
                }
            }
            // A macro may do anything with its tokens.
            b"!" => {
                let brackets = bracket(bytes, at + length);
                if let Some(end) = brackets.and_then(|it| closing(bytes, it)) {
                    at = end;
                    continue;
                }
            }
            _ => {}
        }
        at += length;
    }
    left += &text[copied..];
    Cow::Owned(left)
}

/// Returns where the body of a function begins and ends, without its braces.
fn body(text: &[u8], after_fn: usize) -> Option<(usize, usize)> {
    let mut at = after_fn;
    while let Some(&byte) = text.get(at) {
        match byte {
            b'(' | b'[' => at = closing(text, at)?,
            b'{' => return Some((at + 1, closing(text, at)?)),
            b';' | b'}' | b')' | b']' => return None,
            _ => {}
        }
        at += length(&text[at..]);
    }
    None
}

/// Returns the place of the bracket of a call of a macro, or of its definition, which has a name.
fn bracket(text: &[u8], mut at: usize) -> Option<usize> {
    let mut words = 0;
    loop {
        let byte = *text.get(at)?;
        let length = length(&text[at..]);
        match byte {
            b'(' | b'[' | b'{' => return Some(at),
            b'/' if length > 1 => {}
            _ if byte.is_ascii_whitespace() => {}
            _ if (byte.is_ascii_alphabetic() || byte == b'_') && words == 0 => words = 1,
            _ => return None,
        }
        at += length;
    }
}

/// Returns what stands in for a character of a body.
fn blank(character: char) -> char {
    if character == '\n' { '\n' } else { ' ' }
}
