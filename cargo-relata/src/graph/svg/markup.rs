//! Numbers and text in the XML of the picture.

use crate::text::is_unprintable;

/// The height of a line of text above or below the picture.
pub(crate) const LINE: f64 = 24.0;

/// A number with one digit after the point.
pub(crate) fn n(value: f64) -> f64 {
    (value * 10.0).round() / 10.0 + 0.0
}

/// Text of XML. Some characters cannot occur in it, not even escaped.
pub(crate) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for char in text.chars() {
        match char {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\n' => escaped.push_str("&#10;"),
            '\u{fffe}' | '\u{ffff}' => escaped.extend(char.escape_unicode()),
            _ if is_unprintable(char) => escaped.extend(char.escape_unicode()),
            _ => escaped.push(char),
        }
    }
    escaped
}
