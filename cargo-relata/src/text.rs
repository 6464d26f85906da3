//! Makes text printable, and formats lists of names.

use std::fmt::Write;

/// Maximum number of names that an abbreviated list prints.
const NAMED: usize = 3;

/// Escapes the characters that would move a terminal's cursor, end the line or change the direction of the text. Names may
/// come from untrusted files.
pub(crate) fn printable(text: &str) -> String {
    let mut printable = String::with_capacity(text.len());
    for char in text.chars() {
        if is_unprintable(char) {
            printable.extend(char.escape_unicode());
        } else {
            printable.push(char);
        }
    }
    printable
}

/// Escapes unprintable characters in JSON. The value stays the same, since apart from line ends they occur only in strings.
pub(crate) fn printable_json(json: &str) -> String {
    let mut printable = String::with_capacity(json.len());
    for char in json.chars() {
        if char != '\n' && is_unprintable(char) {
            // Writing to a string never fails.
            let _ = write!(printable, "\\u{:04x}", u32::from(char));
        } else {
            printable.push(char);
        }
    }
    printable
}

/// Whether a terminal interprets the character or displays nothing for it.
pub(crate) fn is_unprintable(char: char) -> bool {
    char.is_control()
        || matches!(char, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2028}' | '\u{2029}')
        || matches!(char, '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// `1 model`, `2 models`.
pub(crate) fn counted(n: usize, noun: &str) -> String {
    let s = if n == 1 { "" } else { "s" };
    format!("{n} {noun}{s}")
}

/// A name in backticks.
pub(crate) fn quoted(name: &str) -> String {
    format!("`{}`", printable(name))
}

/// All names in backticks, as a list.
pub(crate) fn listed<'t>(names: impl IntoIterator<Item = &'t str>) -> String {
    enumerated(&names.into_iter().map(quoted).collect::<Vec<_>>())
}

/// The first three names in backticks, and how many others there are.
pub(crate) fn abbreviated<'t>(names: impl IntoIterator<Item = &'t str>) -> String {
    enumerated_briefly(&names.into_iter().map(quoted).collect::<Vec<_>>())
}

/// `a`, `a and b`, `a, b, and c`.
pub(crate) fn enumerated(items: &[impl AsRef<str>]) -> String {
    let items: Vec<&str> = items.iter().map(AsRef::as_ref).collect();
    match items.as_slice() {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [one, two] => format!("{one} and {two}"),
        [firsts @ .., last] => format!("{}, and {last}", firsts.join(", ")),
    }
}

/// Like [`enumerated`], but of more than three items only the first three: `a, b, c, and 4 others`.
pub(crate) fn enumerated_briefly(items: &[impl AsRef<str>]) -> String {
    match items.split_at_checked(NAMED) {
        Some((first, rest)) if !rest.is_empty() => {
            let first: Vec<&str> = first.iter().map(AsRef::as_ref).collect();
            let others = counted(rest.len(), "other");
            format!("{}, and {others}", first.join(", "))
        }
        _ => enumerated(items),
    }
}

#[cfg(test)]
mod tests {
    use super::{abbreviated, enumerated_briefly};

    #[test]
    fn long_lists_name_three_and_count_the_rest() {
        let items = ["a", "b", "c", "d", "e", "f", "g"];
        assert_eq!(enumerated_briefly(&items[..0]), "");
        assert_eq!(enumerated_briefly(&items[..2]), "a and b");
        assert_eq!(enumerated_briefly(&items[..3]), "a, b, and c");
        assert_eq!(enumerated_briefly(&items[..4]), "a, b, c, and 1 other");
        assert_eq!(abbreviated(items), "`a`, `b`, `c`, and 4 others");
    }
}
