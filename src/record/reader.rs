//! The bytes of a record, one after the other: numbers, texts, marks and lists.
//!
//! In: bytes. Out: what stands there, or `None` where they do not parse. This module must not know what comes after what.

use super::list::List;

/// A line and a column, both from 1; zero where only the model's own place is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Mark {
    pub(crate) line: u32,
    pub(crate) column: u32,
}

/// How a text is taken: as `str`, or as the bytes of one where it is only compared, which need not be UTF-8 for that.
pub(crate) trait Text<'a>: Copy + Default {
    fn of(bytes: &'a [u8]) -> Option<Self>;
}

impl<'a> Text<'a> for &'a str {
    fn of(bytes: &'a [u8]) -> Option<Self> {
        str::from_utf8(bytes).ok()
    }
}

impl<'a> Text<'a> for &'a [u8] {
    fn of(bytes: &'a [u8]) -> Option<Self> {
        Some(bytes)
    }
}

/// The bytes not read yet.
#[derive(Clone, Copy)]
pub(super) struct Reader<'a>(pub(super) &'a [u8]);

impl<'a> Reader<'a> {
    #[inline]
    pub(super) fn bytes(&mut self, n: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(n)?;
        self.0 = rest;
        Some(taken)
    }

    #[inline]
    pub(super) fn byte(&mut self) -> Option<u8> {
        let (byte, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*byte)
    }

    /// Nearly all numbers are below 128, and so a single byte.
    #[inline]
    pub(super) fn number(&mut self) -> Option<u32> {
        let (first, rest) = self.0.split_first()?;
        if *first < 0x80 {
            self.0 = rest;
            return Some(u32::from(*first));
        }
        self.long_number()
    }

    fn long_number(&mut self) -> Option<u32> {
        let mut number = 0u64;
        for shift in [0, 7, 14, 21, 28] {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return u32::try_from(number).ok();
            }
        }
        None
    }

    #[inline]
    pub(super) fn text<T: Text<'a>>(&mut self) -> Option<T> {
        let len = self.number()? as usize;
        T::of(self.bytes(len)?)
    }

    #[inline]
    pub(super) fn mark(&mut self) -> Option<Mark> {
        Some(Mark {
            line: self.number()?,
            column: self.number()?,
        })
    }

    /// Goes past so many zeros if they are what comes next.
    #[inline]
    pub(super) fn takes_zeros<const N: usize>(&mut self) -> bool {
        let rest = match self.0.split_first_chunk() {
            Some((zeros, rest)) if *zeros == [0; N] => rest,
            _ => return false,
        };
        self.0 = rest;
        true
    }

    /// A list whose items `item` reads; gives their number and their bytes.
    #[inline]
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

    /// A list of texts.
    #[inline]
    pub(super) fn list<T: Text<'a>>(&mut self) -> Option<List<'a>> {
        let (len, bytes) = self.items(Self::text::<T>)?;
        Some(List::new(len, bytes))
    }
}
