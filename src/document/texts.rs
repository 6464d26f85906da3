//! Texts of documents as texts of rows and records, and back.

use crate::model::{Run, Tables, Text};

/// A text that is empty in its row and record if it is absent.
pub(super) fn known(text: Option<&String>) -> &str {
    text.map_or("", String::as_str)
}

pub(super) fn some(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

pub(super) fn all(texts: &[String]) -> Vec<&str> {
    texts.iter().map(String::as_str).collect()
}

pub(super) fn names(tables: &Tables, names: Run) -> Vec<String> {
    let names = names.of(&tables.names).iter();
    names.map(Text::to_string).collect()
}
