//! Names in labels of Mermaid. Characters that have a meaning in Mermaid, Markdown or HTML are written as entities.

use super::groups::cut;

/// Mermaid marks entities with these characters internally, and would misread them in names even as entities.
const MARKS: [char; 2] = ['ﬂ', '¶'];

/// A name in a label.
pub(crate) fn escaped(name: &str) -> String {
    let mut name = cut(name);
    for mark in MARKS {
        name = name.replace(mark, &mark.escape_unicode().to_string());
    }
    let mut text = String::with_capacity(name.len());
    let mut before = None;
    let mut chars = name.chars().peekable();
    while let Some(char) = chars.next() {
        let is_within = |it: Option<char>| it.is_some_and(char::is_alphanumeric);
        let is_plain = match char {
            ' ' | '…' => true,
            // Inside a word it does not start emphasis.
            '_' => is_within(before) && is_within(chars.peek().copied()),
            _ => char.is_alphanumeric(),
        };
        if is_plain {
            text.push(char);
        } else {
            text.push_str(&entity(char));
        }
        before = Some(char);
    }
    text
}

/// An entity in the syntax of Mermaid: `#` instead of the `&` of HTML.
fn entity(char: char) -> String {
    match char {
        '"' => "#quot;".to_owned(),
        '<' => "#lt;".to_owned(),
        '>' => "#gt;".to_owned(),
        '&' => "#amp;".to_owned(),
        _ => format!("#{};", u32::from(char)),
    }
}
