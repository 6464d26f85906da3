//! Texts from elsewhere, made fit for a line on a terminal.

use std::fmt::Write;

/// Names may come from files that somebody else wrote: what would move a terminal's cursor, end a line or turn the
/// direction of a text is shown, not sent.
pub(crate) fn shown(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for char in text.chars() {
        if is_unseen(char) {
            shown.extend(char.escape_unicode());
        } else {
            shown.push(char);
        }
    }
    shown
}

/// The same for a JSON text, which stays the same to whoever parses it: what is unseen stands in its strings alone, but for
/// the ends of lines.
pub(crate) fn shown_in_json(json: &str) -> String {
    let mut shown = String::with_capacity(json.len());
    for char in json.chars() {
        if char != '\n' && is_unseen(char) {
            // Writing to a string never fails.
            let _ = write!(shown, "\\u{:04x}", u32::from(char));
        } else {
            shown.push(char);
        }
    }
    shown
}

/// Whether a terminal obeys it, or shows nothing for it.
pub(crate) fn is_unseen(char: char) -> bool {
    char.is_control()
        || matches!(char, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2028}' | '\u{2029}')
        || matches!(char, '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// `1 model`, `2 models`.
pub(crate) fn counted(n: usize, noun: &str) -> String {
    let s = if n == 1 { "" } else { "s" };
    format!("{n} {noun}{s}")
}

/// Each name in backticks, one after the other.
pub(crate) fn listed<'t>(names: impl IntoIterator<Item = &'t str>) -> String {
    let names = names.into_iter().map(|it| format!("`{}`", shown(it)));
    enumerated(&names.collect::<Vec<_>>())
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
