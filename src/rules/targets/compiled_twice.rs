//! A source file that is compiled as several modules: which `mod` to replace with which `use`.

use crate::rules::prelude::*;

/// Returns the change that keeps only the module around the first path. All paths are of one type, which is declared in this
/// file. None if the file is the root of a crate that should not have it.
#[cold]
pub(in crate::rules) fn fix(
    verdict: &Verdict<'_>,
    kept: &str,
    others: &[String],
    file: &str,
) -> Option<String> {
    let mut text = String::new();
    let mut is_pub = "";
    for other in others {
        let (mut kept, mut other) = (module(kept), module(other));
        for _ in 0..below(kept, other, file) {
            (kept, other) = (module(kept), module(other));
        }
        if !text.is_empty() {
            text.push_str("; ");
        }
        text.push_str(&replace(verdict, kept, other)?);
        if name::qualifier(kept).is_some() {
            is_pub = ", and check that the module is `pub`";
        }
    }
    text.push_str(is_pub);
    Some(text)
}

/// Describes how to replace a `mod` by a `use` of another module.
#[cold]
fn replace(verdict: &Verdict<'_>, kept: &str, other: &str) -> Option<String> {
    let (parents, name) = (name::qualifier(other)?, name::last_segment(other));
    let place = match &verdict.criteria.declarations.program {
        _ if name::qualifier(parents).is_some() => format!("module `{parents}`"),
        Some((program, root)) if program == parents => root.replace('\\', "/"),
        _ => format!("the crate root of `{parents}`"),
    };
    // The root of a library can be compiled into the program with the same name.
    let krate = name::first_segment(kept);
    let rest = &kept[krate.len()..];
    let is_own = !rest.is_empty() && krate == name::first_segment(other);
    let krate = if is_own { "crate" } else { krate };
    let is_renamed = name::last_segment(kept) != name;
    let (as_, new) = if is_renamed { (" as ", name) } else { ("", "") };
    Some(format!(
        "replace `mod {name};` in {place} with `use {krate}{rest}{as_}{new};`"
    ))
}

/// Returns the module around a path, or the path if it is a crate.
fn module(path: &str) -> &str {
    name::qualifier(path).unwrap_or(path)
}

/// Returns the number of modules below the one that is declared twice. That is the module of the file, or one around it that
/// has the same name in both paths.
#[cold]
fn below(mut kept: &str, mut other: &str, file: &str) -> usize {
    // Not by `std::path`, which a program with `init` is otherwise linked without.
    let mut parts = file.strip_suffix(".rs").unwrap_or(file).rsplit(['/', '\\']);
    let own = match parts.next() {
        Some("mod") => parts.next(),
        stem => stem,
    };
    let mut same = 0;
    while let (Some(around_kept), Some(around)) = (name::qualifier(kept), name::qualifier(other))
        && name::last_segment(kept) == name::last_segment(other)
    {
        same += 1;
        (kept, other) = (around_kept, around);
    }
    let mut at = same;
    while let Some(around) = name::qualifier(other) {
        if own == Some(name::last_segment(other)) {
            return at;
        }
        let Some(around_kept) = name::qualifier(kept) else {
            break;
        };
        at += 1;
        (kept, other) = (around_kept, around);
    }
    same.saturating_sub(1)
}
