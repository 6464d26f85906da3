//! The bytes of a record, one after the other: numbers, texts, marks and lists.
//!
//! In: bytes. Out: what stands there, or `None` where they do not parse. This module must not know what comes after what.

#![expect(
    clippy::inline_always,
    reason = "calls would cost more than what they do"
)]

use super::list::List;

/// A line and a column, both from 1; zero where only the model's own place is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Mark {
    pub(crate) line: u32,
    pub(crate) column: u32,
}

/// The bytes not read yet.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Reader<'a>(pub(super) &'a [u8]);

impl<'a> Reader<'a> {
    #[inline(always)]
    pub(super) fn bytes(&mut self, n: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(n)?;
        self.0 = rest;
        Some(taken)
    }

    #[inline(always)]
    pub(super) fn byte(&mut self) -> Option<u8> {
        let (byte, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*byte)
    }

    /// Nearly all numbers are below 128, and so a single byte.
    #[inline(always)]
    pub(super) fn number(&mut self) -> Option<u32> {
        let (first, rest) = self.0.split_first()?;
        if *first < 0x80 {
            self.0 = rest;
            return Some(u32::from(*first));
        }
        let (number, rest) = self.long_number()?;
        *self = rest;
        Some(number)
    }

    /// By value, so that who reads numbers can keep where it stands in registers.
    #[inline(never)]
    fn long_number(mut self) -> Option<(u32, Self)> {
        let mut number = 0u64;
        for shift in [0, 7, 14, 21, 28] {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some((u32::try_from(number).ok()?, self));
            }
        }
        None
    }

    pub(super) fn text(&mut self) -> Option<&'a str> {
        str::from_utf8(self.text_bytes()?).ok()
    }

    /// The bytes behind their number: a list of bytes, or a text where it is only compared, for which it does not matter that
    /// it is UTF-8.
    #[inline(always)]
    pub(super) fn text_bytes(&mut self) -> Option<&'a [u8]> {
        let len = self.number()? as usize;
        self.bytes(len)
    }

    #[inline(always)]
    pub(super) fn mark(&mut self) -> Option<Mark> {
        Some(Mark {
            line: self.number()?,
            column: self.number()?,
        })
    }

    /// The marks of a relation as bytes, and whether what few relations say follows.
    #[inline(always)]
    pub(super) fn marks(&mut self) -> Option<(&'a [u8], bool)> {
        let number = self.number()?;
        Some((self.bytes(number as usize / 2)?, number % 2 == 1))
    }

    /// A list whose items `item` reads; gives their number and their bytes.
    #[inline(always)]
    pub(super) fn items<T>(
        &mut self,
        item: impl Fn(&mut Self) -> Option<T>,
    ) -> Option<(usize, &'a [u8])> {
        let count = self.number()? as usize;
        let start = self.0;
        for _ in 0..count {
            item(self)?;
        }
        Some((count, &start[..start.len() - self.0.len()]))
    }

    pub(super) fn list(&mut self) -> Option<List<'a>> {
        let (len, bytes) = self.items(Self::text)?;
        Some(List::new(len, bytes))
    }
}
