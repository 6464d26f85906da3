//! A hash of names that is quick for short ones. It is seeded as the standard library seeds its own, so that nobody can
//! choose names that collide; nothing that is found depends on it.

use std::hash::{BuildHasher, Hasher, RandomState};

/// Makes hashers of one seed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Seeded(u64);

impl Seeded {
    pub(super) fn new() -> Self {
        Seeded(RandomState::new().build_hasher().finish())
    }
}

impl BuildHasher for Seeded {
    type Hasher = Folded;

    fn build_hasher(&self) -> Folded {
        Folded(self.0)
    }
}

/// Each word is multiplied in, and both halves of the product are kept.
pub(super) struct Folded(u64);

impl Folded {
    #[inline]
    #[expect(clippy::cast_possible_truncation, reason = "each half is kept")]
    fn fold(&mut self, word: u64) {
        /// The fraction of the golden ratio, which is odd and has its bits spread.
        const SPREAD: u128 = 0x9e37_79b9_7f4a_7c15;
        let product = u128::from(self.0 ^ word) * SPREAD;
        self.0 = product as u64 ^ (product >> 64) as u64;
    }
}

impl Hasher for Folded {
    #[inline]
    fn write(&mut self, bytes: &[u8]) {
        let four = |bytes: [u8; 4]| u64::from(u32::from_le_bytes(bytes));
        // What is left over is read once more together with what stands before it.
        if let Some(last) = bytes.last_chunk() {
            for word in bytes
                .chunks_exact(8)
                .take(bytes.len().saturating_sub(1) / 8)
            {
                self.fold(word.try_into().map_or(0, u64::from_le_bytes));
            }
            self.fold(u64::from_le_bytes(*last));
        } else if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
            self.fold(four(*first) | four(*last) << 32);
        } else {
            let byte = |word, byte: &u8| word << 8 | u64::from(*byte);
            self.fold(bytes.iter().fold(0, byte));
        }
    }

    #[inline]
    fn write_usize(&mut self, number: usize) {
        self.fold(number as u64);
    }

    #[inline]
    fn write_u32(&mut self, number: u32) {
        self.fold(u64::from(number));
    }

    fn finish(&self) -> u64 {
        self.0
    }
}
