//! A source file that is compiled as several modules: which `mod` to replace with which `use`.

use crate::rules::prelude::*;

/// Returns the change that keeps only the module around the first path. All paths are of one type, which is declared in this
/// file. None if the file is the root of a crate that should not have it.
pub(in crate::rules) fn fix(
    verdict: &Verdict<'_>,
    kept: &str,
    others: &[String],
    file: &str,
) -> Option<String> {
    let kept = modules(kept);
    let mut fixes = Vec::new();
    let mut is_pub = "";
    for other in others {
        let other = modules(other);
        let below = below(&kept, &other, file);
        let kept = &kept[..kept.len() - below];
        fixes.push(replace(verdict, kept, &other[..other.len() - below])?);
        if kept.len() > 1 {
            is_pub = ", and check that the module is `pub`";
        }
    }
    Some(format!("{}{is_pub}", fixes.join("; ")))
}

/// Describes how to replace a `mod` by a `use` of another module.
fn replace(verdict: &Verdict<'_>, kept: &[&str], other: &[&str]) -> Option<String> {
    let (name, parents) = other.split_last()?;
    let place = match (parents, &verdict.criteria.declarations.program) {
        ([], _) => return None,
        ([krate], Some((program, root))) if krate == program => root.replace('\\', "/"),
        ([krate], _) => format!("the crate root of `{krate}`"),
        _ => format!("module `{}`", parents.join("::")),
    };
    let mut used = kept.to_vec();
    // The root of a library can be compiled into the program with the same name.
    if kept.len() > 1 && kept[0] == other[0] {
        used[0] = "crate";
    }
    let used = used.join("::");
    Some(if kept.ends_with(&[name]) {
        format!("replace `mod {name};` in {place} with `use {used};`")
    } else {
        format!("replace `mod {name};` in {place} with `use {used} as {name};`")
    })
}

/// Returns the modules around a type, beginning with the crate.
fn modules(path: &str) -> Vec<&str> {
    name::qualifier(path).unwrap_or(path).split("::").collect()
}

/// Returns the number of modules below the one that is declared twice. That is the module of the file, or one around it that
/// has the same name in both paths.
fn below(kept: &[&str], other: &[&str], file: &str) -> usize {
    let pairs = kept[1..].iter().rev().zip(other[1..].iter().rev());
    let same = pairs.take_while(|(one, other)| one == other).count();
    // Not by `std::path`, which a program with `init` is otherwise linked without.
    let mut parts = file.strip_suffix(".rs").unwrap_or(file).rsplit(['/', '\\']);
    let own = match parts.next() {
        Some("mod") => parts.next(),
        stem => stem,
    };
    let is_above =
        |at: usize| at >= same && kept.len() > at && own == Some(other[other.len() - 1 - at]);
    let of_file = (0..other.len() - 1).find(|at| is_above(*at));
    of_file.unwrap_or(same.saturating_sub(1))
}
