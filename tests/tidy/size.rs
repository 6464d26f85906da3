//! How much code there is: what more there is, more has to be read.

use super::{read, root, sources};

/// The most lines of code that the library, its derive and what they share may have: no blank ones, no comments.
const MOST_LINES: usize = 19_600;

#[test]
fn there_is_no_more_code_than_there_may_be() {
    let folders = ["src", "macros/src", "record/src", "syntax/src"];
    let folders = folders.iter().filter(|it| root().join(it).exists());
    let count =
        |folder: &&str| -> usize { sources(folder).iter().map(|it| lines(&read(it))).sum() };
    let counts: Vec<(&str, usize)> = folders.map(|it| (*it, count(it))).collect();
    let all: usize = counts.iter().map(|(_, lines)| lines).sum();
    assert!(all <= MOST_LINES, "{all} lines of code: {counts:?}");
}

fn lines(text: &str) -> usize {
    let lines = text.lines().map(str::trim);
    lines
        .filter(|it| !it.is_empty() && !it.starts_with("//"))
        .count()
}
