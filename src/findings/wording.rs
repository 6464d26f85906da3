//! Formatting of numbers, lists and external names, shared by all messages.

/// `1 model`, `2 models`.
#[cold]
pub(crate) fn counted(n: usize, noun: &str) -> String {
    format!("{n} {noun}{}", one_or(n, "", "s"))
}

/// Selects the singular or the plural.
pub(crate) fn one_or<'t>(n: usize, one: &'t str, several: &'t str) -> &'t str {
    if n == 1 { one } else { several }
}

/// Maximum number of items of a list that are named; the others are counted.
pub(crate) const NAMED: usize = 5;

/// `a`, `a and b`, `a, b, and c`; more than 5 items end with `and 3 others`.
pub(crate) fn listed<T: AsRef<str>>(items: &[T]) -> String {
    let named = items.iter().take(NAMED).map(|it| it.as_ref().to_owned());
    list_of(named.collect(), items.len())
}

/// Formats a list of `count` items from the names of the first ones.
#[cold]
pub(crate) fn list_of(mut named: Vec<String>, count: usize) -> String {
    if count > NAMED {
        named.push(counted(count - NAMED, "other"));
    }
    match named.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        [one, two] => format!("{one} and {two}"),
        [firsts @ .., last] => format!("{}, and {last}", firsts.join(", ")),
    }
}

/// Each name in backticks.
pub(crate) fn quoted<T: AsRef<str>>(names: &[T]) -> Vec<String> {
    names.iter().map(|name| quote(name.as_ref())).collect()
}

/// A name in backticks.
#[cold]
pub(crate) fn quote(name: &str) -> String {
    format!("`{name}`")
}

/// Escapes characters that would move a terminal's cursor or change the text direction. Names can come from untrusted
/// files.
#[cold]
pub(crate) fn one_line(text: String) -> String {
    if !text.contains(is_unseen) {
        return text;
    }
    let mut shown = String::with_capacity(text.len() + 8);
    for char in text.chars() {
        if is_unseen(char) {
            shown.extend(char.escape_unicode());
        } else {
            shown.push(char);
        }
    }
    shown
}

fn is_unseen(char: char) -> bool {
    char.is_control()
        || matches!(char, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2028}' | '\u{2029}')
        || matches!(char, '\u{2060}'..='\u{2069}' | '\u{feff}')
}
