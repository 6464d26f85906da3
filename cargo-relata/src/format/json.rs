//! For programs: `relata-check/1`, documented in the guide of the command.

use serde::Serialize;

use crate::verdict::Verdict;

pub(crate) fn render(_verdict: &Verdict) -> String {
    String::new()
}

/// Something as JSON, for people to look at too.
pub(crate) fn text(value: &impl Serialize) -> String {
    let text = serde_json::to_string_pretty(value);
    text.expect("it is made of texts and numbers; this is a bug in relata") + "\n"
}
