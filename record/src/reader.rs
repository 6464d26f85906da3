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

/// Why something in a record could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Unread {
    /// It is not what any version writes.
    Damaged,
    /// A later version wrote it.
    Unknown,
}

/// What was read.
pub type Read<T> = Result<T, Unread>;

/// The text of a record that is not read yet.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Reader<'a> {
    rest: &'a str,
    /// The line of the model, if the places of single tokens hold.
    pub(crate) line: Option<u32>,
    /// The number of things so far that this version does not know.
    pub(crate) skipped: usize,
}

impl<'a> Reader<'a> {
    pub(crate) fn of(record: &'a [u8]) -> Read<Self> {
        let rest = str::from_utf8(record).map_err(|_| Unread::Damaged)?;
        Ok(Reader {
            rest,
            ..Reader::default()
        })
    }

    /// The text that is not read yet.
    pub(crate) fn rest(self) -> &'a str {
        self.rest
    }

    /// Whether everything is read.
    pub(crate) fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    #[inline]
    pub(crate) fn take(&mut self, size: usize) -> Read<&'a str> {
        let (text, rest) = self.rest.split_at_checked(size).ok_or(Unread::Damaged)?;
        self.rest = rest;
        Ok(text)
    }

    #[inline]
    pub(crate) fn number(&mut self) -> Read<u64> {
        // Most numbers are one byte.
        if let Some(byte) = self.rest.bytes().next().filter(|byte| *byte < MORE) {
            self.rest = &self.rest[1..];
            return Ok(byte.into());
        }
        self.long_number()
    }

    fn long_number(&mut self) -> Read<u64> {
        let mut number = 0;
        for (at, byte) in self.rest.bytes().take(LONGEST).enumerate() {
            number |= u64::from(byte & (MORE - 1)) << (6 * at);
            if byte < MORE {
                self.take(at + 1)?;
                return Ok(number);
            }
            if byte >= 2 * MORE {
                break;
            }
        }
        Err(Unread::Damaged)
    }

    /// A number that fits.
    pub(crate) fn small<T: TryFrom<u64>>(&mut self) -> Read<T> {
        T::try_from(self.number()?).map_err(|_| Unread::Damaged)
    }

    #[inline]
    pub(crate) fn text(&mut self) -> Read<&'a str> {
        let size = self.small()?;
        self.take(size)
    }

    /// What is in a list or a part.
    #[inline]
    pub(crate) fn sized(&mut self) -> Read<Self> {
        Ok(Reader {
            rest: self.text()?,
            line: self.line,
            skipped: 0,
        })
    }

    /// Reads the items up to the end into this list, in place of what is in it.
    pub(crate) fn fill<T>(
        &mut self,
        list: &mut Vec<T>,
        read: impl Fn(&mut Self) -> Read<T>,
    ) -> Read<()> {
        list.clear();
        while !self.is_empty() {
            list.push(read(self)?);
        }
        Ok(())
    }

    /// Reads parts up to the end or the padding, by their tags in ascending order. What this version does not know is skipped.
    pub(crate) fn parts(&mut self, mut read: impl FnMut(u64, Self) -> Read<()>) -> Read<()> {
        let mut last = 0;
        while !PADDING.starts_with(self.rest) {
            let (tag, part) = (self.number()?, self.sized()?);
            if tag <= last {
                return Err(Unread::Damaged);
            }
            last = tag;
            match read(tag, part) {
                Err(Unread::Unknown) => self.skipped += 1,
                known => known?,
            }
        }
        Ok(())
    }

    #[inline]
    pub(crate) fn mark(&mut self) -> Read<Mark> {
        let Some(number) = self.number()?.checked_sub(1) else {
            return Ok(Mark::default());
        };
        let column = self.small()?;
        let Some(own) = self.line else {
            return Ok(Mark::default());
        };
        let line = match number % 2 {
            0 => u64::from(own).checked_add(number / 2),
            _ => u64::from(own).checked_sub(number / 2 + 1),
        };
        let line = line.and_then(|line| u32::try_from(line).ok());
        let line = line.filter(|line| *line > 0).ok_or(Unread::Damaged)?;
        Ok(Mark { line, column })
    }

    #[inline]
    pub(crate) fn ty(&mut self) -> Read<&'a str> {
        let number = self.number()?;
        let Some(size) = number.checked_sub(common_type::NUMBERS.into()) else {
            let common = u32::try_from(number).ok().and_then(common_type::written);
            self.skipped += usize::from(common.is_none());
            return Ok(common.unwrap_or_default());
        };
        self.take(size.try_into().map_err(|_| Unread::Damaged)?)
    }
}

/// A number has six bits in each byte, the lowest first. This bit says that more of it follows.
pub(crate) const MORE: u8 = 0x40;

/// The maximum number of bytes of a number.
const LONGEST: usize = 6;

/// What fills a record up to a multiple of 4 bytes.
pub(crate) const PADDING: &str = "\0\0\0";
