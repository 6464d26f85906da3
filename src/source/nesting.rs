//! How deep a text is nested, before it is parsed: the parser calls itself for each level, and a stack that is too small would
//! end the process.

use std::mem::take;

use super::lexed::length;
use super::relevant::MACROS;

/// The most levels that are parsed. Code that people or generators write has some hundreds at most.
const MOST: usize = 4_000;

/// What an angle bracket or a closure counts: the parser takes more of the stack for them.
const LASTING: usize = 2;

/// The keywords that may be before a `!` that is not that of a macro, as in `return !(a)`.
const KEYWORDS: [&[u8]; 27] = [
    b"as", b"async", b"await", b"become", b"box", b"break", b"const", b"do", b"dyn", b"else",
    b"fn", b"for", b"if", b"impl", b"in", b"let", b"loop", b"match", b"move", b"mut", b"ref",
    b"return", b"static", b"unsafe", b"where", b"while", b"yield",
];

/// Counts levels. Each word and each sign may begin a level, which lasts at least to the end of its expression.
#[derive(Default)]
struct Levels {
    /// The levels around the innermost brackets.
    around: Vec<Open>,
    own: Open,
    total: usize,
    /// How much of the call of a macro has been read.
    call: Call,
}

/// The beginning of the call of a macro, or of its definition.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Call {
    #[default]
    No,
    /// A quote, after which a word is a label.
    Quote,
    /// `#`
    Attribute,
    /// `name`
    Name,
    /// `name!`, or `macro_rules! name`
    Open,
}

/// The levels within one pair of brackets.
#[derive(Clone, Copy, Default)]
struct Open {
    /// Since the last comma.
    chain: usize,
    /// Of angle brackets and closures, which may contain commas.
    lasting: usize,
    /// Whether the tokens are only read as groups in groups.
    is_flat: bool,
}

/// Returns the place where a text becomes too deep, as a number of bytes.
pub(super) fn too_deep(text: &[u8]) -> Option<usize> {
    let mut levels = Levels::default();
    let (mut at, mut before) = (0, 0);
    while let Some(&byte) = text.get(at) {
        let length = length(&text[at..]);
        match byte {
            b'/' if length > 1 => {}
            b'A'..=b'Z' | b'a'..=b'z' | b'_' | 0x80.. => levels.word(&text[at..at + length]),
            b'\'' if length == 1 => levels.call = Call::Quote,
            b'"' | b'\'' | b'0'..=b'9' => levels.call = Call::No,
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
    fn word(&mut self, word: &[u8]) {
        self.call = match self.call {
            Call::Open => Call::Open,
            Call::Quote => Call::No,
            _ if KEYWORDS.contains(&word) || is_parsed(word) => Call::No,
            _ => Call::Name,
        };
        // Modules are read in macros too.
        if !self.own.is_flat || word == b"mod" {
            self.add(1 + usize::from(self.own.is_flat), 0);
        }
    }

    fn sign(&mut self, sign: u8, before: u8, rest: &[u8]) {
        let call = take(&mut self.call);
        match sign {
            b'!' if call == Call::Name && rest.first() != Some(&b'=') => self.call = Call::Open,
            b'#' => self.call = Call::Attribute,
            _ => {}
        }
        match sign {
            b'(' | b'[' | b'{' => {
                // Attributes are parsed.
                let is_flat = call == Call::Open || self.own.is_flat && call != Call::Attribute;
                self.around.push(self.own);
                self.own = Open {
                    is_flat,
                    ..Open::default()
                };
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
            _ if self.own.is_flat => {}
            b'>' if !matches!(before, b'-' | b'=') => {
                let closed = LASTING.min(self.own.lasting);
                self.own.lasting -= closed;
                self.total -= closed;
            }
            b'<' | b'|' => self.add(0, LASTING),
            _ => self.add(1, 0),
        }
    }

    /// Adds levels.
    fn add(&mut self, chain: usize, lasting: usize) {
        self.own.chain += chain;
        self.own.lasting += lasting;
        self.total += chain + lasting;
    }

    fn end(&mut self, all: bool) {
        self.total -= take(&mut self.own.chain);
        if all {
            self.total -= take(&mut self.own.lasting);
        }
    }
}

/// Returns whether an expression goes on after a block.
fn goes_on(rest: &[u8]) -> bool {
    let rest = rest.trim_ascii_start();
    let is_sign = |it: &u8| b".?+-*/%&|^=<>".contains(it);
    rest.starts_with(b"else") || rest.starts_with(b"as") || rest.first().is_some_and(is_sign)
}

/// Whether the tokens of a macro are parsed. Those of others are read as groups in groups.
fn is_parsed(name: &[u8]) -> bool {
    MACROS.contains(&name) || name == b"link"
}
