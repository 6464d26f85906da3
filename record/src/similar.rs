//! Finds the existing name that is similar to an unknown one. The distance is at most 3 edits and at most a third of the
//! written name's length, but 1 edit is always allowed. Case is ignored. Names of one letter and names of more than 200
//! letters have no similar names. Names that differ only in a number are not similar: they are numbered on purpose.

use crate::spelling::lowercase;

/// Longer names are not expected, and each letter makes every comparison more expensive.
const LONGEST: usize = 200;

/// Returns the name that is most similar to `written`, the first in order among equals.
pub fn nearest<'a>(written: &str, names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let names: Vec<Name<'a>> = names.map(Name::new).collect();
    nearest_of(written, &names)
}

/// Returns the most similar of names that are searched repeatedly.
pub fn nearest_of<'a>(written: &str, names: &[Name<'a>]) -> Option<&'a str> {
    let written = Name::new(written);
    let near = names
        .iter()
        .filter_map(|name| Some((written.distance(name)?, name.text)));
    near.min().map(|(_, name)| name)
}

/// Returns whether `name` is similar enough to be meant by `written`.
pub fn is_near(written: &str, name: &str) -> bool {
    Name::new(written).distance(&Name::new(name)).is_some()
}

/// A name, with what is needed to rule out other names quickly.
#[derive(Debug)]
pub struct Name<'a> {
    text: &'a str,
    folded: String,
    length: usize,
    /// The letters that it has, one bit each.
    letters: u32,
}

impl<'a> Name<'a> {
    pub fn new(text: &'a str) -> Self {
        let folded = lowercase(text);
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

    /// Returns the number of edits to `other`, if it is similar.
    fn distance(&self, other: &Name<'_>) -> Option<usize> {
        let limit = (self.length / 3).clamp(1, 3);
        if !self.may_be_within(limit, other) {
            return None;
        }
        let distance = strsim::osa_distance(&self.folded, &other.folded);
        let is_near = distance == 0
            || distance <= limit && distance < self.length && !self.differs_in_number(other);
        is_near.then_some(distance)
    }

    fn differs_in_number(&self, other: &Name<'_>) -> bool {
        let [own, theirs] = [self, other].map(|it| it.folded.chars().filter(|it| !it.is_numeric()));
        own.eq(theirs)
    }

    /// An edit changes the length by at most 1, and the set of letters by at most 2.
    fn may_be_within(&self, limit: usize, other: &Name<'_>) -> bool {
        self.length <= LONGEST
            && self.length.abs_diff(other.length) <= limit
            && (self.letters ^ other.letters).count_ones() as usize <= 2 * limit
    }
}

#[cfg(test)]
mod tests {
    use super::{is_near, nearest};

    #[test]
    fn a_name_of_one_letter_has_no_near_names() {
        assert!(!is_near("a", "b"));
        assert!(!is_near("a", "ab"));
        assert!(is_near("A", "a"));
    }

    #[test]
    fn a_third_of_the_letters_may_differ_but_never_more_than_three() {
        assert!(is_near("ab", "ac") && !is_near("abcde", "abxyz"));
        assert!(is_near("abcdef", "abxyef") && !is_near("abcdef", "axyzef"));
        assert!(!is_near("abcdefghijklmnop", "abcdefghijklwxyz"));
        assert!(is_near("Post", "psot"));
    }

    #[test]
    fn a_long_name_has_no_near_names() {
        assert!(is_near(&"a".repeat(200), &"a".repeat(199)));
        assert!(!is_near(&"a".repeat(201), &"a".repeat(200)));
    }

    #[test]
    fn names_that_differ_only_in_a_number_are_not_near() {
        assert!(!is_near("Address2", "Address1") && !is_near("Address2", "Address"));
        assert!(!is_near("T2", "T1") && !is_near("line_1_id", "line_12_id"));
        assert!(is_near("Adress2", "Address2") && is_near("address2", "Address2"));
    }

    #[test]
    fn the_nearest_is_first_and_then_the_first_in_order() {
        assert_eq!(
            nearest("posts", ["poost", "posta", "postb"].into_iter()),
            Some("posta")
        );
        assert_eq!(nearest("posts", ["users"].into_iter()), None);
    }
}
