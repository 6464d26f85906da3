//! Function bodies, most of the code of a program. A body without a model is not parsed.

use std::borrow::Cow;
use std::ops::Range;

use super::lexed::length;
use super::relevant::{is_of_sea_orm, is_relevant, may_derive_model};

/// Returns a text without the function bodies that declare no model and no file. Everything else keeps its place. Names in a body
/// are unknown outside of it. `may_rename`: relata's derive may have another name.
pub(super) fn without_bodies(text: &str, may_rename: bool) -> Cow<'_, str> {
    let bytes = text.as_bytes();
    // The bodies of its impls declare relations.
    if is_of_sea_orm(bytes) {
        return Cow::Borrowed(text);
    }
    // The parser reports brackets that do not match.
    let Some(bodies) = bodies(bytes) else {
        return Cow::Borrowed(text);
    };
    let mut left = String::with_capacity(text.len());
    let mut copied = 0;
    for Range { start, end } in bodies {
        let body = &bytes[start..end];
        let is_kept = is_relevant(body) || may_rename && may_derive_model(body);
        if !is_kept {
            left += &text[copied..start];
            left.extend(text[start..end].chars().map(blank));
            copied = end;
        }
    }
    left += &text[copied..];
    Cow::Owned(left)
}

/// An open bracket.
struct Open {
    /// What closes it.
    by: u8,
    inside: usize,
    /// Whether it is the body of a function.
    is_body: bool,
    /// Whether functions in it count: they do not in another body, nor in the call of a macro, which may do anything with
    /// its tokens.
    counts: bool,
    /// Whether a function has begun in it that has no body yet.
    has_function: bool,
}

/// Returns where the bodies of functions are, without their braces and without bodies in other bodies; none if the brackets
/// do not match.
fn bodies(text: &[u8]) -> Option<Vec<Range<usize>>> {
    let mut bodies = Vec::new();
    let (mut around, mut own): (Vec<Open>, _) = (Vec::new(), Open::new(0, 0, false, true));
    // The last two tokens that are not comments.
    let (mut second, mut last): (&[u8], &[u8]) = (b"", b"");
    let mut at = 0;
    while at < text.len() {
        let token = &text[at..at + length(&text[at..])];
        at += token.len();
        match token {
            [byte, ..] if byte.is_ascii_whitespace() => continue,
            [b'/', _, ..] => continue,
            [open @ (b'(' | b'[' | b'{')] => {
                let is_macro = last == b"!" || second == b"!" && is_word(last);
                let is_body = *open == b'{' && own.counts && !is_macro && own.has_function;
                own.has_function &= !is_body;
                let by = match open {
                    b'(' => b')',
                    b'[' => b']',
                    _ => b'}',
                };
                let counts = own.counts && !is_macro && !is_body;
                around.push(std::mem::replace(
                    &mut own,
                    Open::new(by, at, is_body, counts),
                ));
            }
            [close @ (b')' | b']' | b'}')] => {
                let closed = std::mem::replace(&mut own, around.pop()?);
                if closed.by != *close {
                    return None;
                }
                if closed.is_body {
                    bodies.push(closed.inside..at - 1);
                }
            }
            b";" => own.has_function = false,
            // The type of a function has no name.
            _ if last == b"fn" && is_word(token) => own.has_function = true,
            _ => {}
        }
        (second, last) = (last, token);
    }
    around.is_empty().then_some(bodies)
}

impl Open {
    fn new(by: u8, inside: usize, is_body: bool, counts: bool) -> Self {
        Open {
            by,
            inside,
            is_body,
            counts,
            has_function: false,
        }
    }
}

fn is_word(token: &[u8]) -> bool {
    let first = token.first();
    first.is_some_and(|it| it.is_ascii_alphabetic() || *it == b'_' || !it.is_ascii())
}

/// Returns the replacement of a character of a body.
fn blank(character: char) -> char {
    if character == '\n' { '\n' } else { ' ' }
}
