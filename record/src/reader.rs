//! Reads numbers, texts, places, lists and parts. No input makes a reader panic, loop forever or allocate.

use crate::common_type;

/// A line and a column, both starting at 1; zero if only the place of the surrounding item is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Mark {
    /// The line, starting at 1.
    pub line: u32,
    /// The column, starting at 1.
    pub column: u32,
}

/// Reads a record from start to end. Once damage is found, nothing more is read: numbers are zero, texts are empty, and
/// lists have ended.
#[derive(Clone, Copy, Debug, Default)]
pub struct Reader<'a> {
    record: &'a str,
    at: usize,
    /// The line of the model, if the places of single tokens are valid.
    line: Option<u32>,
    is_damaged: bool,
    skipped: usize,
}

/// The end of a list or a part.
#[derive(Clone, Copy, Debug)]
pub struct End(usize);

impl<'a> Reader<'a> {
    /// Returns a reader at the start of a record.
    pub fn new(record: &'a [u8]) -> Self {
        let text = str::from_utf8(record);
        Reader {
            record: text.unwrap_or_default(),
            is_damaged: text.is_err(),
            ..Reader::default()
        }
    }

    /// Trusts the places of single tokens, which are relative to this line of the model.
    pub fn trust_marks(&mut self, line: u32) {
        self.line = Some(line);
    }

    /// Returns whether the record is damaged: no version writes such bytes.
    pub fn is_damaged(&self) -> bool {
        self.is_damaged
    }

    /// Returns the number of items so far that a later version wrote.
    pub fn skipped(&self) -> usize {
        self.skipped
    }

    /// Returns the end of the record, after its padding.
    pub fn end(&self) -> End {
        End(self.record.len())
    }

    /// Marks the record as damaged.
    #[cold]
    pub fn fail(&mut self) {
        self.at = self.record.len();
        self.is_damaged = true;
    }

    /// Skips something that this version does not know, up to its end.
    pub fn skip(&mut self, end: End) {
        self.text_up_to(end);
        self.skipped += 1;
    }

    /// Returns whether there is more before this end. A record that was read beyond it is damaged.
    #[inline]
    pub fn goes_on(&mut self, end: End) -> bool {
        if self.at > end.0 {
            self.fail();
        }
        self.at < end.0
    }

    /// Leaves the list or part with this end. Skips what a later version has added to it.
    #[inline]
    pub fn leave(&mut self, end: End) {
        if self.goes_on(end) {
            self.skip(end);
        }
    }

    /// Checks that only the padding to a multiple of 8 bytes is left.
    pub fn finish(&mut self) {
        let rest = &self.record.as_bytes()[self.at..];
        if rest.len() > 7 || rest.iter().any(|byte| *byte != 0) {
            self.fail();
        }
    }

    /// Reads a text of this many bytes.
    #[inline]
    pub fn take(&mut self, size: usize) -> &'a str {
        self.text_up_to(End(self.at.saturating_add(size)))
    }

    /// Reads the text up to this end.
    #[inline]
    pub fn text_up_to(&mut self, end: End) -> &'a str {
        let Some(text) = self.record.get(self.at..end.0) else {
            self.fail();
            return "";
        };
        self.at = end.0;
        text
    }

    /// Reads the next number.
    #[inline]
    pub fn number(&mut self) -> u64 {
        match self.short_number() {
            Some(number) => number.into(),
            None => self.long_number(),
        }
    }

    /// Reads a number of one byte, as most are.
    #[inline]
    fn short_number(&mut self) -> Option<u8> {
        let byte = *self.record.as_bytes().get(self.at)?;
        if byte >= MORE {
            return None;
        }
        self.at += 1;
        Some(byte)
    }

    #[cold]
    fn long_number(&mut self) -> u64 {
        let mut number = 0;
        let bytes = self.record.as_bytes()[self.at..].iter();
        for (nth, byte) in bytes.take(LONGEST).enumerate() {
            number |= u64::from(byte & (MORE - 1)) << (6 * nth);
            if *byte < MORE {
                self.at += nth + 1;
                return number;
            }
            if *byte >= 2 * MORE {
                break;
            }
        }
        self.fail();
        0
    }

    /// Reads a number that fits 32 bits.
    #[inline]
    pub fn small(&mut self) -> u32 {
        match self.short_number() {
            Some(number) => number.into(),
            None => self.long_small(),
        }
    }

    #[cold]
    fn long_small(&mut self) -> u32 {
        u32::try_from(self.long_number()).unwrap_or_else(|_| {
            self.fail();
            0
        })
    }

    /// Reads a number of bytes.
    #[inline]
    pub fn size(&mut self) -> usize {
        self.small() as usize
    }

    /// Reads the next text.
    #[inline]
    pub fn text(&mut self) -> &'a str {
        let size = self.size();
        self.take(size)
    }

    /// Reads the size of a list, and returns its end.
    #[inline]
    pub fn list(&mut self) -> End {
        let size = self.size();
        let end = self.at.saturating_add(size);
        if end > self.record.len() {
            self.fail();
        }
        End(end.min(self.record.len()))
    }

    /// Reads the tag of the next part, and returns it with the end of the part; none after the last one. Tags ascend from
    /// `last`.
    pub fn part(&mut self, end: End, last: &mut u64) -> Option<(u64, End)> {
        if !self.goes_on(end) {
            return None;
        }
        // Padding follows the last part of a record.
        if self.record.as_bytes()[self.at] == 0 {
            return None;
        }
        let (tag, part) = (self.number(), self.list());
        if tag <= *last {
            self.fail();
            return None;
        }
        *last = tag;
        Some((tag, part))
    }

    /// Reads the next place.
    #[inline]
    pub fn mark(&mut self) -> Mark {
        let number = self.number();
        if number == 0 {
            return Mark::default();
        }
        let column = self.small();
        let Some(own) = self.line else {
            return Mark::default();
        };
        let line = match number % 2 {
            0 => u64::from(own).checked_sub(number / 2),
            _ => Some(u64::from(own) + number / 2),
        };
        match line.and_then(|line| u32::try_from(line).ok()) {
            Some(line) if line > 0 => Mark { line, column },
            _ => {
                self.fail();
                Mark::default()
            }
        }
    }

    /// Reads the next type.
    #[inline]
    pub fn ty(&mut self) -> &'a str {
        let number = self.small();
        let Some(size) = number.checked_sub(common_type::NUMBERS) else {
            let common = common_type::written(number);
            self.skipped += usize::from(common.is_none());
            return common.unwrap_or_default();
        };
        self.take(size as usize)
    }
}

/// Marks a byte of a number that has more bytes. A number has six bits in each byte, the lowest first.
pub(crate) const MORE: u8 = 0x40;

/// Maximum number of bytes of a number.
const LONGEST: usize = 6;
