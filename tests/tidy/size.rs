//! How much code there is: the more there is, the more has to be read.

use super::{LIBRARY, read, sources};

/// The most lines of code that the library, its derive and what they share may have: no blank ones, no comments.
const MOST_LINES: usize = 33_500;

#[test]
fn there_is_no_more_code_than_there_may_be() {
    let count =
        |folder: &&str| -> usize { sources(folder).iter().map(|it| lines(&read(it))).sum() };
    let counts: Vec<(&str, usize)> = LIBRARY.iter().map(|it| (*it, count(it))).collect();
    let all: usize = counts.iter().map(|(_, lines)| lines).sum();
    assert!(all <= MOST_LINES, "{all} lines of code: {counts:?}");
}

fn lines(text: &str) -> usize {
    let lines = text.lines().map(str::trim);
    lines
        .filter(|it| !it.is_empty() && !it.starts_with("//"))
        .count()
}
