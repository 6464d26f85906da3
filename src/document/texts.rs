//! Texts of documents as texts of rows, and back.

use crate::model::{Run, Tables, Text};

/// A text that is empty in its row if it is absent.
pub(super) fn decode(text: Option<&String>) -> Text {
    text.cloned().unwrap_or_default().into()
}

pub(super) fn some(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

pub(super) fn decode_names(names: &[String], tables: &mut Tables) -> Run {
    tables.add_names(names.iter().cloned().map(Text::Owned))
}

pub(super) fn names(tables: &Tables, names: Run) -> Vec<String> {
    let names = names.of(&tables.names).iter();
    names.map(Text::to_string).collect()
}
