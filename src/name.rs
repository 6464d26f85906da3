//! Paths of models and the names that relations write for them.
//!
//! A model's path is `krate::module::Name`. A written name means every path it is a tail of, whole segments only:
//! `Name` and `module::Name` mean that model too. Written with a leading `::` it means the one path that it spells out.
//! `r#` never counts.

use std::cmp::Ordering;

use relata_record::spelling::small;

use crate::sorted::equal;

/// The last segment, without `r#`.
#[inline(never)]
pub(crate) fn last_segment(path: &str) -> &str {
    plain(last_separator(path).map_or(path, |at| &path[at + 2..]))
}

/// The first segment: the crate, in a full path.
#[inline(never)]
pub(crate) fn first_segment(path: &str) -> &str {
    let path = path.strip_prefix("::").unwrap_or(path);
    let mut end = path.find(':').unwrap_or(path.len());
    // A single colon separates nothing.
    if !path[end..].starts_with("::") {
        end = path.find("::").unwrap_or(path.len());
    }
    plain(&path[..end])
}

/// What comes before the last segment, if anything does.
#[inline(never)]
pub(crate) fn qualifier(path: &str) -> Option<&str> {
    let qualifier = &path[..last_separator(path)?];
    Some(qualifier).filter(|qualifier| !qualifier.is_empty())
}

/// Where the last `::` is. A search for one byte is much quicker than one for two, and single colons are rare.
fn last_separator(path: &str) -> Option<usize> {
    let at = path.rfind(':')?;
    if path[..at].ends_with(':') {
        Some(at - 1)
    } else {
        path.rfind("::")
    }
}

fn plain(segment: &str) -> &str {
    segment.strip_prefix("r#").unwrap_or(segment)
}

/// How a written name fits a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fit {
    /// It is the whole path.
    Exact,
    /// It is a tail of the path.
    Tail,
    /// It means something else.
    No,
}

/// How the name that a relation writes fits a model's path.
#[inline(never)]
pub(crate) fn fit(written: &str, path: &str) -> Fit {
    fit_by(written, path, |mine, its| mine == its)
}

fn fit_by(written: &str, path: &str, is_same: impl Fn(&str, &str) -> bool) -> Fit {
    let absolute = written.strip_prefix("::");
    let mut theirs = from_end(path);
    for mine in from_end(absolute.unwrap_or(written)) {
        if !theirs.next().is_some_and(|its| is_same(mine, its)) {
            return Fit::No;
        }
    }
    match theirs.next() {
        None => Fit::Exact,
        Some(_) if absolute.is_some() => Fit::No,
        Some(_) => Fit::Tail,
    }
}

/// Whether the last segments of two paths are the same, ignoring case.
pub(crate) fn same_but_for_case(a: &str, b: &str) -> bool {
    same_letters(last_segment(a), last_segment(b))
}

/// Whether a written name is the path or a tail of it, ignoring case.
pub(crate) fn fits_but_for_case(written: &str, path: &str) -> bool {
    fit_by(written, path, same_letters) != Fit::No
}

fn same_letters(a: &str, b: &str) -> bool {
    a.chars().map(small).eq(b.chars().map(small))
}

/// Whether two names are of one crate: the name of a package may have hyphens, that of its crate has none.
pub(crate) fn same_crate(a: &str, b: &str) -> bool {
    let bytes = |name| {
        let bytes = plain(name).bytes();
        bytes.map(|byte| if byte == b'-' { b'_' } else { byte })
    };
    bytes(a).eq(bytes(b))
}

/// Whether a text is names with `::` between.
#[cfg(feature = "document")]
pub(crate) fn is_path(text: &str) -> bool {
    !text.split("::").any(str::is_empty)
}

/// Whether a written name is one that a type can have in Rust.
pub(crate) fn is_path_of_rust(written: &str) -> bool {
    let path = written.strip_prefix("::").unwrap_or(written);
    path.split("::").map(plain).all(|segment| {
        let is_first = |char: char| char.is_alphabetic() || char == '_';
        let is_part = |char: char| char.is_alphanumeric() || char == '_';
        segment.starts_with(is_first) && segment.chars().all(is_part)
    })
}

/// The order of paths that are read from their end, without `r#`.
pub(crate) fn cmp_from_end(a: &str, b: &str) -> Ordering {
    from_end(a).cmp(from_end(b))
}

/// Of things that are sorted by their paths from the end, those whose path ends with what is written.
pub(crate) fn with_tail<'t, 'p, T>(
    sorted: &'t [T],
    written: &str,
    path: impl Fn(&T) -> &'p str,
) -> &'t [T] {
    let written = written.strip_prefix("::").unwrap_or(written);
    let segments = from_end(written).count();
    equal(sorted, |it| {
        from_end(path(it)).take(segments).cmp(from_end(written))
    })
}

fn from_end(path: &str) -> impl Iterator<Item = &str> {
    path.rsplit("::").map(plain)
}
