//! Near names: what somebody who wrote a name that does not exist may have meant.
//!
//! In: a name and the names there are. Out: the nearest, if one is near enough: at most 3 edits away and at most a
//! third of the written name's length (but 1 always), case aside. This module must not know what it is that has the
//! names. The distance itself is a library's.

/// The nearest of `names` to `written`, the first in order among equals.
pub(crate) fn nearest<'a>(written: &str, names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let names: Vec<Name<'a>> = names.map(Name::new).collect();
    nearest_of(written, &names)
}

/// The same for names that are asked about again and again.
pub(crate) fn nearest_of<'a>(written: &str, names: &[Name<'a>]) -> Option<&'a str> {
    let written = Name::new(written);
    let limit = (written.length / 3).clamp(1, 3);
    let near = names
        .iter()
        .filter(|name| name.may_be_within(limit, &written));
    let distances = near.map(|name| {
        (
            strsim::osa_distance(&written.folded, &name.folded),
            name.text,
        )
    });
    distances
        .filter(|(distance, _)| *distance <= limit)
        .min()
        .map(|(_, name)| name)
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
        let length = folded.chars().count();
        let letters = folded
            .bytes()
            .fold(0, |letters, byte| letters | 1 << (byte % 32));
        Name {
            text,
            folded,
            length,
            letters,
        }
    }

    /// An edit changes the length by 1 at most, and at most 2 of the letters that a name has.
    fn may_be_within(&self, limit: usize, other: &Name<'_>) -> bool {
        self.length.abs_diff(other.length) <= limit
            && (self.letters ^ other.letters).count_ones() as usize <= 2 * limit
    }
}
