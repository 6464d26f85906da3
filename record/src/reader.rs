//! Numbers, texts, places, lists and parts, read in order. No input makes a reader panic, loop or allocate.

use crate::common_type;

/// A line and a column, both from 1; zero where only the place of the whole is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Mark {
    /// From 1.
    pub line: u32,
    /// From 1.
    pub column: u32,
}

/// A record that is read from its first byte to its last. Once it turns out to be damaged, nothing more of it is read:
/// numbers are zero, texts are empty, and lists have ended.
#[derive(Clone, Copy, Debug, Default)]
pub struct Reader<'a> {
    record: &'a str,
    at: usize,
    /// The line of the model, if the places of single tokens hold.
    line: Option<u32>,
    is_damaged: bool,
    skipped: usize,
}

/// Where a list or a part ends.
#[derive(Clone, Copy, Debug)]
pub struct End(usize);

impl<'a> Reader<'a> {
    /// Begins to read a record.
    pub fn new(record: &'a [u8]) -> Self {
        let text = str::from_utf8(record);
        Reader {
            record: text.unwrap_or_default(),
            is_damaged: text.is_err(),
            ..Reader::default()
        }
    }

    /// The places of single tokens hold, those of a model on this line.
    pub fn trust_marks(&mut self, line: u32) {
        self.line = Some(line);
    }

    /// Whether it is not what any version writes.
    pub fn is_damaged(&self) -> bool {
        self.is_damaged
    }

    /// The number of things so far that a later version wrote.
    pub fn skipped(&self) -> usize {
        self.skipped
    }

    /// Where the record ends, padding and all.
    pub fn end(&self) -> End {
        End(self.record.len())
    }

    /// It is damaged.
    #[cold]
    pub fn fail(&mut self) {
        self.at = self.record.len();
        self.is_damaged = true;
    }

    /// Something that this version does not know goes on to here.
    pub fn skip(&mut self, end: End) {
        self.text_up_to(end);
        self.skipped += 1;
    }

    /// Whether there is more of what ends there. It must not have read beyond that.
    #[inline]
    pub fn goes_on(&mut self, end: End) -> bool {
        if self.at > end.0 {
            self.fail();
        }
        self.at < end.0
    }

    /// Leaves what ends there. What a later version has added to it is skipped.
    #[inline]
    pub fn leave(&mut self, end: End) {
        if self.goes_on(end) {
            self.skip(end);
        }
    }

    /// Nothing is left but what fills a record up to a multiple of 4 bytes.
    pub fn finish(&mut self) {
        let rest = &self.record.as_bytes()[self.at..];
        if rest.len() > 3 || rest.iter().any(|byte| *byte != 0) {
            self.fail();
        }
    }

    /// A text of so many bytes.
    #[inline]
    pub fn take(&mut self, size: usize) -> &'a str {
        self.text_up_to(End(self.at.saturating_add(size)))
    }

    /// The text from here on.
    #[inline]
    pub fn text_up_to(&mut self, end: End) -> &'a str {
        let Some(text) = self.record.get(self.at..end.0) else {
            self.fail();
            return "";
        };
        self.at = end.0;
        text
    }

    /// The next number.
    #[inline]
    pub fn number(&mut self) -> u64 {
        match self.short_number() {
            Some(number) => number.into(),
            None => self.long_number(),
        }
    }

    /// Most numbers are one byte.
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

    /// A number that fits.
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

    /// A number of bytes.
    #[inline]
    pub fn size(&mut self) -> usize {
        self.small() as usize
    }

    /// The next text.
    #[inline]
    pub fn text(&mut self) -> &'a str {
        let size = self.size();
        self.take(size)
    }

    /// A list begins here.
    #[inline]
    pub fn list(&mut self) -> End {
        let size = self.size();
        let end = self.at.saturating_add(size);
        if end > self.record.len() {
            self.fail();
        }
        End(end.min(self.record.len()))
    }

    /// The tag of the next part and where it ends; none behind the last one. Tags ascend from `last` on.
    pub fn part(&mut self, end: End, last: &mut u64) -> Option<(u64, End)> {
        if !self.goes_on(end) {
            return None;
        }
        // Behind the last part of a record is what fills it up.
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

    /// The next place.
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

    /// The next type.
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

/// A number has six bits in each byte, the lowest first. This bit says that more of it follows.
pub(crate) const MORE: u8 = 0x40;

/// The maximum number of bytes of a number.
const LONGEST: usize = 6;
