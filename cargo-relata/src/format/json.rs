//! For programs: `relata-check/1`, documented in the guide of the command.

use serde::Serialize;

use crate::text::shown_in_json;
use crate::verdict::Verdict;

pub(crate) fn render(_verdict: &Verdict) -> String {
    String::new()
}

/// Something as JSON, for people to look at too.
pub(crate) fn text(value: &impl Serialize) -> String {
    let text = serde_json::to_string_pretty(value);
    let text = text.expect("it is made of texts and numbers; this is a bug in relata");
    shown_in_json(&text) + "\n"
}
