//! Near names: what somebody who wrote a name that does not exist may have meant.
//!
//! In: a name and the names there are. Out: the nearest, if one is near enough. This module must not know what it is
//! that has the names. The distance itself is a library's.

/// The nearest of `names` to `written`, the first in order among equals: at most 3 edits away and at most a third of
/// the written name's length (but 1 always), case aside.
pub(crate) fn nearest<'a>(written: &str, names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let folded = written.to_lowercase();
    let length = folded.chars().count();
    let limit = (length / 3).clamp(1, 3);
    names
        .filter(|name| *name != written && name.len().abs_diff(written.len()) <= 4 * limit)
        .filter_map(|name| {
            let name_folded = name.to_lowercase();
            if name_folded.chars().count().abs_diff(length) > limit {
                return None;
            }
            let distance = strsim::osa_distance(&folded, &name_folded);
            (distance <= limit).then_some((distance, name))
        })
        .min()
        .map(|(_, name)| name)
}
