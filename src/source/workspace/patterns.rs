//! The patterns of `members` and of package names: `*` and `?` in one name, `**` for any folders.

use std::fs;
use std::path::{Path, PathBuf};

/// Maximum number of folders that a pattern walks through.
const LIMIT: usize = 100_000;

/// Returns whether a name fits a pattern.
pub(super) fn matches(pattern: &str, name: &str) -> bool {
    let (pattern, name): (Vec<char>, Vec<char>) =
        (pattern.chars().collect(), name.chars().collect());
    let (mut at, mut from) = (0, 0);
    // The last `*`, and where the name continues after what it took.
    let mut star = None;
    while from < name.len() {
        match pattern.get(at) {
            Some('*') => {
                star = Some((at, from));
                at += 1;
            }
            Some(it) if *it == '?' || *it == name[from] => {
                at += 1;
                from += 1;
            }
            _ => {
                let Some((position, taken)) = star else {
                    return false;
                };
                star = Some((position, taken + 1));
                at = position + 1;
                from = taken + 1;
            }
        }
    }
    pattern[at..].iter().all(|it| *it == '*')
}

pub(super) fn is_pattern(written: &str) -> bool {
    written.contains(['*', '?'])
}

/// Returns the folders that a pattern describes. Links to folders are followed, but not by `**`.
pub(super) fn folders(root: &Path, pattern: &str) -> Vec<PathBuf> {
    let mut found = vec![root.to_owned()];
    for part in pattern.split('/').filter(|it| !it.is_empty()) {
        if part == "**" {
            found = below(found);
        } else if is_pattern(part) {
            let fits = |it: &PathBuf| {
                let name = it.file_name().and_then(|it| it.to_str());
                name.is_some_and(|it| matches(part, it)) && it.is_dir()
            };
            let entries = found.iter().flat_map(|it| entries(it));
            found = entries.filter(fits).collect();
        } else {
            found = found.iter().map(|it| it.join(part)).collect();
        }
    }
    found
}

/// Returns folders and those in them, without what cargo builds.
fn below(mut folders: Vec<PathBuf>) -> Vec<PathBuf> {
    let mut next = 0;
    while let Some(folder) = folders.get(next).filter(|_| next < LIMIT) {
        let mut inner = entries(folder);
        inner.retain(|it| it.symlink_metadata().is_ok_and(|it| it.is_dir()));
        inner.retain(|it| !it.ends_with("target") && !it.ends_with(".git"));
        folders.extend(inner);
        next += 1;
    }
    folders
}

/// Returns what is in a folder, by name.
pub(super) fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut paths: Vec<PathBuf> = entries.map(|it| it.path()).collect();
    paths.sort();
    paths
}
