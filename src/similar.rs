//! Near names: what somebody who wrote a name that does not exist may have meant.
//!
//! In: a name and the names there are. Out: the nearest, if one is near enough: at most 3 edits away and at most a
//! third of the written name's length (but 1 always), case aside. A name of one letter has no near ones, nor has one of
//! more than 200. This module must not know what it is that has the names. The distance itself is a library's.

/// Nobody writes a longer name, and each letter more makes every comparison dearer.
const LONGEST: usize = 200;

/// The nearest of `names` to `written`, the first in order among equals.
pub(crate) fn nearest<'a>(written: &str, names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let names: Vec<Name<'a>> = names.map(Name::new).collect();
    nearest_of(written, &names)
}

/// The same for names that are asked about again and again.
pub(crate) fn nearest_of<'a>(written: &str, names: &[Name<'a>]) -> Option<&'a str> {
    let written = Name::new(written);
    let near = names
        .iter()
        .filter_map(|name| Some((written.distance(name)?, name.text)));
    near.min().map(|(_, name)| name)
}

/// Whether `name` is near enough to be what `written` means.
pub(crate) fn is_near(written: &str, name: &str) -> bool {
    Name::new(written).distance(&Name::new(name)).is_some()
}

/// A name, and what tells quickly that another is far from it.
#[derive(Debug)]
pub(crate) struct Name<'a> {
    text: &'a str,
    folded: String,
    length: usize,
    /// Which letters it has, a bit each.
    letters: u32,
}

impl<'a> Name<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        let folded = text.to_lowercase();
        let (mut length, mut letters) = (0, 0);
        for letter in folded.chars() {
            length += 1;
            letters |= 1 << (u32::from(letter) % 32);
        }
        Name {
            text,
            folded,
            length,
            letters,
        }
    }

    /// How many edits `other` is away, if it is near.
    fn distance(&self, other: &Name<'_>) -> Option<usize> {
        let limit = (self.length / 3).clamp(1, 3);
        if !self.may_be_within(limit, other) {
            return None;
        }
        let distance = strsim::osa_distance(&self.folded, &other.folded);
        (distance <= limit && (distance < self.length || distance == 0)).then_some(distance)
    }

    /// An edit changes the length by 1 at most, and at most 2 of the letters that a name has.
    fn may_be_within(&self, limit: usize, other: &Name<'_>) -> bool {
        self.length <= LONGEST
            && self.length.abs_diff(other.length) <= limit
            && (self.letters ^ other.letters).count_ones() as usize <= 2 * limit
    }
}
