//! The bytes of a record, as far as the derive knows them, and the parts that only the compiler knows.
//!
//! The layout is that of relata's `record.rs`, which reads it.

use proc_macro2::{Literal, Span, TokenStream};
use quote::quote;

use crate::common_types;
use crate::model::{Allow, Name, Names};

/// The parts of a record in the making.
pub(crate) struct Parts {
    done: Vec<TokenStream>,
    /// The name and the arguments of a part that is not done: the bytes behind it stand in it too.
    open: Option<(TokenStream, TokenStream)>,
    raw: Vec<u8>,
    /// The file of the model's name: a token from another one, of a macro's definition, has no place in it.
    file: String,
}

impl Parts {
    pub(crate) fn new(model: Span) -> Self {
        Parts {
            done: Vec::new(),
            open: None,
            raw: Vec::new(),
            file: model.unwrap().file(),
        }
    }

    /// The parts, as elements of a slice of `Part`.
    pub(crate) fn finish(mut self) -> Vec<TokenStream> {
        self.flush();
        self.done
    }

    fn flush(&mut self) {
        let raw = std::mem::take(&mut self.raw);
        let bytes = Literal::byte_string(&raw);
        match self.open.take() {
            Some((name, arguments)) => {
                self.done.push(quote!(__relata::#name(#arguments, #bytes)));
            }
            None if raw.is_empty() => {}
            None => self.done.push(quote!(__relata::Raw(#bytes))),
        }
    }

    /// A part that the compiler works out: what stands behind it is its last argument.
    pub(crate) fn part(&mut self, name: TokenStream, arguments: TokenStream) {
        self.flush();
        self.open = Some((name, arguments));
    }

    pub(crate) fn byte(&mut self, byte: u8) {
        self.raw.push(byte);
    }

    pub(crate) fn number(&mut self, mut number: usize) {
        while number >= 0x80 {
            let [low, ..] = number.to_le_bytes();
            self.raw.push(low | 0x80);
            number >>= 7;
        }
        let [low, ..] = number.to_le_bytes();
        self.raw.push(low);
    }

    pub(crate) fn text(&mut self, text: &str) {
        self.number(text.len());
        self.raw.extend(text.as_bytes());
    }

    /// A type as it is written. Those that most fields have are a number.
    pub(crate) fn ty(&mut self, written: &str) {
        if let Some(number) = common_types::number_of(written) {
            self.number(number);
        } else {
            self.number(common_types::NUMBERS + written.len());
            self.raw.extend(written.as_bytes());
        }
    }

    /// Where a token stands; zeros if not in the model's file.
    pub(crate) fn mark(&mut self, span: Span) {
        let span = span.unwrap();
        let here = span.file() == self.file;
        self.number(if here { span.line() } else { 0 });
        self.number(if here { span.column() } else { 0 });
    }

    /// A name, or an empty text, and where it stands.
    pub(crate) fn marked_name(&mut self, name: Option<&Name>) {
        self.text(name.map_or("", |name| &name.text));
        match name {
            Some(name) => self.mark(name.span),
            None => self.no_mark(),
        }
    }

    /// What `write` adds as finished bytes, behind their number.
    pub(crate) fn sized(&mut self, write: impl FnOnce(&mut Self)) {
        let start = self.raw.len();
        write(self);
        let bytes = self.raw.split_off(start);
        self.number(bytes.len());
        self.raw.extend(bytes);
    }

    pub(crate) fn no_mark(&mut self) {
        self.raw.extend([0, 0]);
    }

    pub(crate) fn list<'a>(&mut self, names: impl ExactSizeIterator<Item = &'a str>) {
        self.number(names.len());
        for name in names {
            self.text(name);
        }
    }

    pub(crate) fn marked_list(&mut self, names: Option<&Names>) {
        if let Some(names) = names {
            self.list(names.texts());
            self.mark(names.span);
        } else {
            self.number(0);
            self.no_mark();
        }
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
