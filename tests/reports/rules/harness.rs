//! What the tests of every rule use: models as they are in a document, and the whole text of what is found.

use relata::document::Document;
use relata::{Findings, Options, options};
use serde_json::{Value, json};

/// What is found among these models, an array of what a document's `models` holds, with the default options.
pub fn found(models: Value) -> Findings {
    found_with(&options(), models)
}

/// The same with other options.
pub fn found_with(options: &Options, models: Value) -> Findings {
    let document = json!({ "format": "relata/1", "models": models });
    options.check_documents(&[Document::parse(&document.to_string()).unwrap()])
}

/// The whole text of what is found.
pub fn report(models: Value) -> String {
    found(models).to_string()
}

/// The rules that find something, in the order of the findings.
pub fn rules(findings: &Findings) -> Vec<&'static str> {
    findings
        .iter()
        .map(|finding| finding.rule().name())
        .collect()
}
