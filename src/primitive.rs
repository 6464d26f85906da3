//! The types of the language, as text.

use std::borrow::Cow;

/// A type of the language, which means the same wherever it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Primitive {
    Signed(u32),
    Unsigned(u32),
    Float(u32),
    Bool,
    Char,
    Text,
    Bytes,
}

impl Primitive {
    /// The width of `isize` and `usize`, which depends on the platform and equals no other width.
    pub(crate) const ADDRESS: u32 = 0;

    /// Returns the type with this text, whatever its lifetime.
    pub(crate) fn of(text: &str) -> Option<Self> {
        let text = without_lifetime(text);
        let width = match text.get(1..)? {
            "size" => Some(Self::ADDRESS),
            bits @ ("8" | "16" | "32" | "64" | "128") => bits.parse().ok(),
            _ => None,
        };
        Some(match (&*text, width) {
            ("bool", _) => Primitive::Bool,
            ("char", _) => Primitive::Char,
            ("f32" | "f64", Some(bits)) => Primitive::Float(bits),
            (text, Some(bits)) if text.starts_with('i') => Primitive::Signed(bits),
            (text, Some(bits)) if text.starts_with('u') => Primitive::Unsigned(bits),
            ("String" | "str" | "&str" | "Cow<str>" | "Box<str>" | "Arc<str>" | "Rc<str>", _) => {
                Primitive::Text
            }
            ("Vec<u8>" | "&[u8]" | "Cow<[u8]>" | "Box<[u8]>" | "Arc<[u8]>" | "Rc<[u8]>", _) => {
                Primitive::Bytes
            }
            _ => return None,
        })
    }
}

/// Removes the lifetime: `&'a str` becomes `&str`, `Cow<'a, str>` becomes `Cow<str>`.
fn without_lifetime(text: &str) -> Cow<'_, str> {
    let Some((before, after)) = text.split_once('\'') else {
        return Cow::Borrowed(text);
    };
    let rest = after.trim_start_matches(|char: char| char.is_alphanumeric() || char == '_');
    let rest = rest.strip_prefix(',').unwrap_or(rest).trim_start();
    Cow::Owned(format!("{before}{rest}"))
}
