//! Writing the bytes of a record at run time: numbers, texts, marks and lists, as `Reader` reads them.
//!
//! In: what stands there. Out: bytes. This module must not know what comes after what.

use super::reader::Mark;

#[derive(Debug, Default)]
pub(super) struct Writer(pub(super) Vec<u8>);

impl Writer {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the seven bits that are kept fit"
    )]
    pub(super) fn number(&mut self, mut number: usize) {
        while number >= 0x80 {
            self.0.push((number & 0x7f) as u8 | 0x80);
            number >>= 7;
        }
        self.0.push(number as u8);
    }

    pub(super) fn byte(&mut self, byte: u8) {
        self.0.push(byte);
    }

    pub(super) fn text(&mut self, text: &str) {
        self.number(text.len());
        self.0.extend(text.as_bytes());
    }

    pub(super) fn mark(&mut self, mark: Mark) {
        self.number(mark.line as usize);
        self.number(mark.column as usize);
    }

    pub(super) fn list<'t>(&mut self, texts: impl ExactSizeIterator<Item = &'t str>) {
        self.number(texts.len());
        for text in texts {
            self.text(text);
        }
    }

    /// The record, filled up as a compiled one is, so that the same record is the same bytes.
    pub(super) fn finish(mut self) -> Vec<u8> {
        self.0.resize(self.0.len().next_multiple_of(4), 0);
        self.0
    }
}
