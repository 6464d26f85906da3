//! What the derive knows of a record, as bytes, and the paths of its targets, which only the compiler knows.
//!
//! The layout is that of relata's `record.rs`, which reads it.

use proc_macro2::{Literal, Span, TokenStream};
use relata_record::common_type;
use relata_syntax::{Allow, Names};

/// A record in the making.
pub(crate) struct Record {
    bytes: Vec<u8>,
    /// The paths that targets name by number, each with what it is known by.
    paths: Vec<(String, TokenStream)>,
    /// The file of the model's name: a token from another one, of a macro's definition, has no place in it.
    file: String,
}

impl Record {
    pub(crate) fn new(model: Span) -> Self {
        Record {
            bytes: Vec::new(),
            paths: Vec::new(),
            file: model.unwrap().file(),
        }
    }

    /// The paths in the order of their numbers, and all bytes.
    pub(crate) fn finish(self) -> (Vec<TokenStream>, Literal) {
        let paths = self.paths.into_iter().map(|(_, path)| path);
        (paths.collect(), Literal::byte_string(&self.bytes))
    }

    /// The number of the path of a type that is written so; that of the model itself is 0.
    pub(crate) fn path(&mut self, written: String, path: impl FnOnce() -> TokenStream) {
        // `$crate` is written alike in the macros of two crates, and is neither's name.
        let mut paths = self.paths.iter();
        let known = paths.position(|(known, _)| *known == written && !written.contains("$crate"));
        let at = known.unwrap_or_else(|| {
            self.paths.push((written, path()));
            self.paths.len() - 1
        });
        self.number(at + 1);
    }

    pub(crate) fn byte(&mut self, byte: u8) {
        self.bytes.push(byte);
    }

    pub(crate) fn number(&mut self, mut number: usize) {
        while number >= 0x80 {
            let [low, ..] = number.to_le_bytes();
            self.bytes.push(low | 0x80);
            number >>= 7;
        }
        let [low, ..] = number.to_le_bytes();
        self.bytes.push(low);
    }

    pub(crate) fn text(&mut self, text: &str) {
        self.number(text.len());
        self.bytes.extend(text.as_bytes());
    }

    /// A type as it is written. Those that most fields have are a number.
    pub(crate) fn ty(&mut self, written: &str) {
        if let Some(number) = common_type::number_of(written) {
            self.number(number as usize);
        } else {
            self.number(common_type::NUMBERS as usize + written.len());
            self.bytes.extend(written.as_bytes());
        }
    }

    /// Where a token stands; zeros if not in the model's file.
    pub(crate) fn mark(&mut self, span: Span) {
        let span = span.unwrap();
        let here = span.file() == self.file;
        self.number(if here { span.line() } else { 0 });
        self.number(if here { span.column() } else { 0 });
    }

    /// Where tokens stand, behind twice the number of these bytes, and one more where more follows.
    pub(crate) fn marks(&mut self, spans: impl Iterator<Item = Option<Span>>, more: bool) {
        let marks = self.apart(|record| spans.for_each(|span| record.mark_or_none(span)));
        self.number(2 * marks.len() + usize::from(more));
        self.bytes.extend(marks);
    }

    /// What `write` adds as finished bytes, behind their number.
    pub(crate) fn sized(&mut self, write: impl FnOnce(&mut Self)) {
        let bytes = self.apart(write);
        self.number(bytes.len());
        self.bytes.extend(bytes);
    }

    /// What `write` adds, taken out again: its number stands before it.
    fn apart(&mut self, write: impl FnOnce(&mut Self)) -> Vec<u8> {
        let start = self.bytes.len();
        write(self);
        self.bytes.split_off(start)
    }

    /// Zeros for what does not stand anywhere.
    pub(crate) fn mark_or_none(&mut self, span: Option<Span>) {
        match span {
            Some(span) => self.mark(span),
            None => self.bytes.extend([0, 0]),
        }
    }

    pub(crate) fn list<'a>(&mut self, names: impl ExactSizeIterator<Item = &'a str>) {
        self.number(names.len());
        for name in names {
            self.text(name);
        }
    }

    pub(crate) fn marked_list(&mut self, names: Option<&Names>) {
        match names {
            Some(names) => self.list(names.texts()),
            None => self.number(0),
        }
        self.mark_or_none(names.map(|names| names.span));
    }

    pub(crate) fn allows(&mut self, allows: &[Allow]) {
        self.number(allows.len());
        for allow in allows {
            self.text(&allow.rule.text);
            self.text(&allow.reason);
            self.mark(allow.rule.span);
        }
    }
}
