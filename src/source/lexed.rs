//! The tokens of a text, as far as it takes to know what is in a comment or a text and what is code. Much faster than a lexer.

use memchr::{memchr, memchr2, memmem};

/// Returns the length of the token that a text begins with: a comment, a text, a word, or one sign. The text is not empty.
pub(super) fn length(text: &[u8]) -> usize {
    match text[0] {
        b'/' if text.starts_with(b"//") => memchr(b'\n', text).unwrap_or(text.len()),
        b'/' if text.starts_with(b"/*") => comment(text),
        b'"' => literal(text, b'"'),
        b'\'' => quote(text),
        b'A'..=b'Z' | b'a'..=b'z' | b'_' | b'0'..=b'9' | 0x80.. => {
            let is_end = |it: &u8| !(it.is_ascii_alphanumeric() || *it == b'_' || !it.is_ascii());
            let length = text.iter().position(is_end).unwrap_or(text.len());
            let is_raw = matches!(&text[..length], b"r" | b"br" | b"cr");
            length + if is_raw { raw(&text[length..]) } else { 0 }
        }
        _ => 1,
    }
}

/// Returns the length of a comment, which may contain others.
fn comment(text: &[u8]) -> usize {
    let (mut at, mut open) = (2, 1);
    while open > 0 {
        let Some(next) = memchr2(b'/', b'*', &text[at..]) else {
            return text.len();
        };
        at += next;
        let (by, length) = match &text[at..] {
            [b'/', b'*', ..] => (1, 2),
            [b'*', b'/', ..] => (-1, 2),
            _ => (0, 1),
        };
        open += by;
        at += length;
    }
    at
}

/// Returns the length of a text in quotes.
fn literal(text: &[u8], quote: u8) -> usize {
    let mut at = 1;
    while let Some(next) = memchr2(b'\\', quote, &text[at..]) {
        at += next + 1;
        if text[at - 1] == quote {
            return at;
        }
        at = (at + 1).min(text.len());
    }
    text.len()
}

/// Returns the length of a character, or of the quote that begins a lifetime.
fn quote(text: &[u8]) -> usize {
    if text.get(1) == Some(&b'\\') {
        return literal(text, b'\'');
    }
    // A character has up to four bytes.
    let first = text.get(1).copied().unwrap_or_default();
    let length = match first {
        0xf0.. => 4,
        0xe0.. => 3,
        0xc0.. => 2,
        _ => 1,
    };
    let is_character = text.get(1 + length) == Some(&b'\'');
    if is_character { 2 + length } else { 1 }
}

/// Returns the length of the rest of a raw text, after the letters that begin it.
fn raw(text: &[u8]) -> usize {
    let hashes = text.iter().take_while(|it| **it == b'#').count();
    if text.get(hashes) != Some(&b'"') {
        return 0;
    }
    let end = [b"\"", &text[..hashes]].concat();
    let start = hashes + 1;
    memmem::find(&text[start..], &end).map_or(text.len(), |it| start + it + end.len())
}
