//! How numbers and lists are worded, alike in every message.

/// `1 model`, `2 models`.
pub(crate) fn counted(n: usize, noun: &str) -> String {
    let s = if n == 1 { "" } else { "s" };
    format!("{n} {noun}{s}")
}

/// As many items of a list are named; the others are counted.
pub(crate) const NAMED: usize = 5;

/// `a`, `a and b`, `a, b, and c`; after the first 5 items `and 3 others`.
pub(crate) fn listed(items: &[String]) -> String {
    let others = items.len().saturating_sub(NAMED);
    let mut parts = items[..items.len() - others].to_vec();
    if others > 0 {
        parts.push(counted(others, "other"));
    }
    match parts.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        [one, two] => format!("{one} and {two}"),
        [firsts @ .., last] => format!("{}, and {last}", firsts.join(", ")),
    }
}

/// Each name in backticks.
pub(crate) fn quoted(names: impl IntoIterator<Item = impl AsRef<str>>) -> Vec<String> {
    names
        .into_iter()
        .map(|name| format!("`{}`", name.as_ref()))
        .collect()
}
