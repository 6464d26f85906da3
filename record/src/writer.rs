//! Writes numbers, texts, places, lists and parts.

use crate::reader::MORE;
use crate::{Mark, common_type};

/// The text of a record so far.
#[derive(Debug, Default)]
pub(crate) struct Writer {
    text: String,
    /// The line of the model.
    line: u32,
}

impl Writer {
    pub(crate) fn new(line: u32) -> Self {
        Writer {
            text: String::with_capacity(256),
            line,
        }
    }

    pub(crate) fn finish(self) -> String {
        self.text
    }

    /// Adds a text without its size.
    pub(crate) fn raw(&mut self, text: &str) {
        self.text.push_str(text);
    }

    #[expect(clippy::cast_possible_truncation, reason = "six bits fit")]
    pub(crate) fn number(&mut self, mut number: u64) {
        while number >= u64::from(MORE) {
            self.text.push(char::from((number as u8 % MORE) | MORE));
            number /= u64::from(MORE);
        }
        self.text.push(char::from(number as u8));
    }

    pub(crate) fn size(&mut self, size: usize) {
        self.number(size as u64);
    }

    pub(crate) fn text(&mut self, text: &str) {
        self.size(text.len());
        self.raw(text);
    }

    /// Adds what `write` adds, after its size.
    pub(crate) fn sized(&mut self, write: impl FnOnce(&mut Self)) {
        let start = self.text.len();
        write(self);
        let added = self.text.split_off(start);
        self.text(&added);
    }

    pub(crate) fn texts(&mut self, texts: &[&str]) {
        self.sized(|out| texts.iter().for_each(|text| out.text(text)));
    }

    /// Adds a part with what `write` adds, unless that is empty.
    pub(crate) fn part(&mut self, tag: u64, write: impl FnOnce(&mut Self)) {
        let before = self.text.len();
        self.number(tag);
        let start = self.text.len();
        self.sized(write);
        if self.text[start..] == *"\0" {
            self.text.truncate(before);
        }
    }

    pub(crate) fn mark(&mut self, mark: Mark) {
        if mark.line == 0 {
            return self.number(0);
        }
        self.number(match mark.line.checked_sub(self.line) {
            Some(below) => 1 + 2 * u64::from(below),
            None => 2 * u64::from(self.line - mark.line),
        });
        self.number(mark.column.into());
    }

    pub(crate) fn ty(&mut self, written: &str) {
        match common_type::number_of(written) {
            Some(number) => self.number(number.into()),
            None => {
                self.number(u64::from(common_type::NUMBERS) + written.len() as u64);
                self.raw(written);
            }
        }
    }
}
