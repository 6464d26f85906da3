//! Whether a file has to be parsed for its models. Most files of a program declare none: their bytes show it in a fraction of
//! the time that parsing takes.

use memchr::memmem::Finder;
use memchr::{memchr, memchr_iter};

use super::outline::{is_of_model, may_be_of_model};

/// The macros that declare tables, joins, modules, external models or key types.
pub(super) const MACROS: [&[u8]; 6] = [
    b"external",
    b"include",
    b"joinable",
    b"key_type",
    b"table",
    b"view",
];

/// Returns whether a file may declare a model, a table, a relation or another file. A file that does not can only declare
/// names, which matter if a name of a model leads there. A text or a comment may look like code, but not the other way
/// around.
pub(super) fn is_relevant(text: &[u8]) -> bool {
    declares_file(text) || calls_macro(text) || derives(text, is_of_model) || is_of_sea_orm(text)
}

/// Returns whether a type derives something that may be relata's derive under another name.
pub(super) fn may_derive_model(text: &[u8]) -> bool {
    derives(text, may_be_of_model)
}

/// Returns whether it contains `mod name;` or a path of a module.
fn declares_file(text: &[u8]) -> bool {
    let is_declared = |at: usize| {
        let rest = trimmed(&text[at + 3..]);
        let is_word = rest.len() < text[at + 3..].len() || rest.starts_with(b"/");
        if !is_word || is_in_word(text, at) {
            return false;
        }
        // The name can be that of a fragment, as in `mod $name;`.
        let is_end = |it: &u8| it.is_ascii_whitespace() || b";{/".contains(it);
        let name = rest.iter().position(is_end).unwrap_or(rest.len());
        let after = trimmed(&rest[name..]);
        after.starts_with(b";") || after.starts_with(b"/")
    };
    let is_path = |at: usize| {
        let value = after(&text[at + 4..], b"=").map(trimmed);
        value.is_some_and(|it| it.starts_with(b"\"") || it.starts_with(b"r"))
    };
    Finder::new("mod").find_iter(text).any(is_declared)
        || Finder::new("path").find_iter(text).any(is_path)
}

fn calls_macro(text: &[u8]) -> bool {
    let is_call = |at: usize| {
        let before = text[..at].trim_ascii_end();
        MACROS.iter().any(|it| before.ends_with(it))
    };
    memchr_iter(b'!', text).any(is_call)
}

/// Returns whether a type derives one of these names.
fn derives(text: &[u8], is_one: fn(&str) -> bool) -> bool {
    let is_derive = |at: usize| {
        let rest = trimmed(&text[at + "derive".len()..]);
        if !rest.first().is_some_and(|it| b"([{".contains(it)) {
            return false;
        }
        // A list contains no brackets.
        let list = &rest[1..];
        let end = list.iter().position(|it| b"()[]{}".contains(it));
        let list = &list[..end.unwrap_or(list.len())];
        // In a comment, the list may seem to end.
        let has_comment = memchr(b'/', list).is_some();
        let mut names = list.split(|it| *it == b',');
        has_comment || names.any(|it| is_one(last_word(it.trim_ascii_end())))
    };
    Finder::new("derive").find_iter(text).any(is_derive)
}

/// Returns whether it contains `#[sea_orm::model]`, or an impl of one of SeaORM's traits for relations or tables.
pub(super) fn is_of_sea_orm(text: &[u8]) -> bool {
    let is_model = |at: usize| {
        let name = after(&text[at + "sea_orm".len()..], b"::").map(trimmed);
        name.is_some_and(|it| it.starts_with(b"model") || it.starts_with(b"compact_model"))
    };
    let is_followed = |word: &str, by: &[u8]| {
        let word = Finder::new(word);
        let mut found = word.find_iter(text);
        found.any(|at| after(&text[at + word.needle().len()..], by).is_some())
    };
    Finder::new("sea_orm").find_iter(text).any(is_model)
        || is_followed("Related", b"<")
        || is_followed("RelationTrait", b"for")
        || is_followed("Linked", b"for")
        || is_followed("EntityName", b"for")
}

/// Returns what follows a token, which may have spaces before it.
fn after<'t>(text: &'t [u8], token: &[u8]) -> Option<&'t [u8]> {
    trimmed(text).strip_prefix(token)
}

fn trimmed(text: &[u8]) -> &[u8] {
    text.trim_ascii_start()
}

/// Returns whether a place is within a word.
fn is_in_word(text: &[u8], at: usize) -> bool {
    at > 0 && is_of_word(text[at - 1])
}

fn last_word(text: &[u8]) -> &str {
    let start = text.iter().rposition(|it| !is_of_word(*it));
    let word = &text[start.map_or(0, |it| it + 1)..];
    str::from_utf8(word).unwrap_or_default()
}

fn is_of_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || !byte.is_ascii()
}
