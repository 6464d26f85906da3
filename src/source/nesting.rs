//! How deep a text is nested, before it is parsed: the parser calls itself for each level, and a stack that is too small would
//! end the process.

use memchr::{memchr, memmem};

/// The most levels that are parsed. Code that people or generators write has some hundreds at most.
const MOST: usize = 4_000;

/// Counts levels. Each word and each sign may begin a level, which lasts at least to the end of its expression.
#[derive(Default)]
struct Levels {
    /// The levels around the innermost brackets.
    around: Vec<Open>,
    own: Open,
    total: usize,
}

/// The levels within one pair of brackets.
#[derive(Clone, Copy, Default)]
struct Open {
    /// Since the last comma.
    chain: usize,
    /// Of angle brackets and closures, which may contain commas.
    lasting: usize,
}

/// Returns the place where a text becomes too deep, as a number of bytes.
pub(super) fn too_deep(text: &[u8]) -> Option<usize> {
    let mut levels = Levels::default();
    let (mut at, mut before) = (0, 0);
    while let Some(&byte) = text.get(at) {
        let length = match byte {
            b'/' if text[at..].starts_with(b"//") => line(&text[at..]),
            b'/' if text[at..].starts_with(b"/*") => comment(&text[at..]),
            b'"' => literal(&text[at..], b'"'),
            b'\'' => quote(&text[at..]),
            b'A'..=b'Z' | b'a'..=b'z' | b'_' | 0x80.. => {
                let length = word(&text[at..]);
                let is_raw = matches!(&text[at..at + length], b"r" | b"br" | b"cr");
                levels.add(true, false);
                length + if is_raw { raw(&text[at + length..]) } else { 0 }
            }
            b'0'..=b'9' => word(&text[at..]),
            _ if byte.is_ascii_whitespace() => 1,
            _ => {
                levels.sign(byte, before, &text[at + 1..]);
                1
            }
        };
        if levels.total > MOST {
            return Some(at);
        }
        before = byte;
        at += length;
    }
    None
}

impl Levels {
    fn sign(&mut self, sign: u8, before: u8, rest: &[u8]) {
        match sign {
            b'(' | b'[' | b'{' => {
                self.around.push(self.own);
                self.own = Open::default();
                self.total += 1;
            }
            b')' | b']' | b'}' => {
                if let Some(around) = self.around.pop() {
                    self.end(true);
                    self.total -= 1;
                    self.own = around;
                }
                if sign == b'}' && !goes_on(rest) {
                    self.end(true);
                }
            }
            b',' => self.end(false),
            b';' => self.end(true),
            b'>' if !matches!(before, b'-' | b'=') => {
                let is_open = usize::from(self.own.lasting > 0);
                self.own.lasting -= is_open;
                self.total -= is_open;
            }
            b'<' | b'|' => self.add(false, true),
            _ => self.add(true, false),
        }
    }

    fn add(&mut self, chain: bool, lasting: bool) {
        self.own.chain += usize::from(chain);
        self.own.lasting += usize::from(lasting);
        self.total += 1;
    }

    fn end(&mut self, all: bool) {
        self.total -= std::mem::take(&mut self.own.chain);
        if all {
            self.total -= std::mem::take(&mut self.own.lasting);
        }
    }
}

/// Returns whether an expression goes on after a block.
fn goes_on(rest: &[u8]) -> bool {
    let rest = rest.trim_ascii_start();
    let is_sign = |it: &u8| b".?+-*/%&|^=<>".contains(it);
    rest.starts_with(b"else") || rest.starts_with(b"as") || rest.first().is_some_and(is_sign)
}

fn line(text: &[u8]) -> usize {
    memchr(b'\n', text).unwrap_or(text.len())
}

/// Returns the length of a comment, which may contain others.
fn comment(text: &[u8]) -> usize {
    let (mut at, mut open) = (2, 1);
    while open > 0 {
        let Some(next) = memchr::memchr2(b'/', b'*', &text[at..]) else {
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
    while let Some(next) = memchr::memchr2(b'\\', quote, &text[at..]) {
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

fn word(text: &[u8]) -> usize {
    let is_end = |it: &u8| !(it.is_ascii_alphanumeric() || *it == b'_' || !it.is_ascii());
    text.iter().position(is_end).unwrap_or(text.len())
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
