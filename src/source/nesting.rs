//! How deep a text is nested, before it is parsed: the parser calls itself for each level, and a stack that is too small would
//! end the process.

use super::lexed::length;

/// The most levels that are parsed. Code that people or generators write has some hundreds at most.
const MOST: usize = 4_000;

/// What an angle bracket or a closure counts: the parser takes more of the stack for them.
const LASTING: usize = 2;

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
        let length = length(&text[at..]);
        match byte {
            b'/' if length > 1 => {}
            b'A'..=b'Z' | b'a'..=b'z' | b'_' | 0x80.. => levels.add(1, 0),
            b'"' | b'\'' | b'0'..=b'9' => {}
            _ if byte.is_ascii_whitespace() => {}
            _ => levels.sign(byte, before, &text[at + 1..]),
        }
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
                let closed = LASTING.min(self.own.lasting);
                self.own.lasting -= closed;
                self.total -= closed;
            }
            b'<' | b'|' => self.add(0, LASTING),
            _ => self.add(1, 0),
        }
    }

    fn add(&mut self, chain: usize, lasting: usize) {
        self.own.chain += chain;
        self.own.lasting += lasting;
        self.total += chain + lasting;
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
