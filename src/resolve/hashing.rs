//! A table of names, and a hash of them that is quick for short ones. It is seeded as the standard library seeds its own,
//! so that nobody can choose names that collide; nothing that is found depends on it.

use std::hash::{BuildHasher, Hasher, RandomState};

/// The model that each name means. Nothing is taken out, so a search ends at the first empty slot.
pub(super) struct Table<'m> {
    slots: Vec<Option<Slot<'m>>>,
    hashing: Seeded,
}

#[derive(Clone, Copy)]
struct Slot<'m> {
    name: &'m [u8],
    model: u32,
    /// Its upper half.
    hash: u32,
}

impl<'m> Table<'m> {
    pub(super) fn with_room(models: usize, hashing: Seeded) -> Self {
        // A third at least stays empty, so that every search ends, and soon.
        let slots = (models + models / 2 + 1).next_power_of_two();
        Table {
            slots: vec![None; slots],
            hashing,
        }
    }

    /// Gives the model that had the name before.
    pub(super) fn insert(&mut self, name: &'m [u8], model: u32) -> Option<u32> {
        let hash = self.hashing.hash_one(name);
        let (at, before) = self.search(name, hash);
        let hash = upper_half(hash);
        self.slots[at] = Some(Slot { name, model, hash });
        before
    }

    #[inline]
    pub(super) fn get(&self, name: &[u8]) -> Option<u32> {
        self.search(name, self.hashing.hash_one(name)).1
    }

    /// Where a name stands, or would stand, and the model that it means.
    #[inline]
    #[expect(clippy::cast_possible_truncation, reason = "some bits are enough")]
    fn search(&self, name: &[u8], hash: u64) -> (usize, Option<u32>) {
        let last = self.slots.len() - 1;
        let mut at = hash as usize & last;
        loop {
            match &self.slots[at] {
                None => return (at, None),
                Some(slot) if slot.hash == upper_half(hash) && slot.name == name => {
                    return (at, Some(slot.model));
                }
                Some(_) => at = (at + 1) & last,
            }
        }
    }
}

fn upper_half(hash: u64) -> u32 {
    (hash >> 32) as u32
}

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
            let mut rest = bytes;
            while let Some((word, after)) = rest.split_first_chunk()
                && !after.is_empty()
            {
                self.fold(u64::from_le_bytes(*word));
                rest = after;
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
