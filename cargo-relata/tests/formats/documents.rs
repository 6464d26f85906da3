//! The documents that the tests of the formats check.

use std::path::{Path, PathBuf};

use crate::run::{self, Output};

/// A document without findings.
pub(crate) const VALID: &str = r#"{ "format": "relata/1", "models": [
    { "path": "crm::Customer", "at": "src/customer.rs:2:8" }
] }"#;

/// Findings with and without a place, with notes of both kinds and with help, in files with spaces and non-ASCII letters.
pub(crate) const INVALID: &str = r#"{ "format": "relata/1", "models": [
    { "path": "billing::Invoice", "at": "src/invoice.rs:3:8",
      "fields": [{ "name": "id", "type": "i64" }, { "name": "customer_id", "type": "i32", "at": "src/invoice.rs:5:5" }],
      "relations": [
        { "name": "customer", "kind": "belongs_to", "targets": ["Customer"], "key": ["customer_id"], "at": "src/invoice.rs:2:10" },
        { "name": "rows", "kind": "has_many", "targets": ["Invoce"], "at": "src/invoice.rs:7:10" } ] },
    { "path": "crm::Customer", "at": "src/größe und, mehr/customer.rs:2:8",
      "fields": [{ "name": "id", "type": "i64" }] },
    { "path": "crm::Shop",
      "relations": [{ "name": "owner", "kind": "refers_to", "targets": ["Person"] }] }
] }"#;

/// An unused `allow`, and a model without relations.
pub(crate) const ALONE: &str = r#"{ "format": "relata/1", "models": [
    { "path": "crm::Customer", "at": "src/customer.rs:2:8", "allow": [{ "rule": "missing_key", "reason": "it was so" }] }
] }"#;

/// Names and a file with characters that could end a line, a property, a string or a link, or change the text direction.
pub(crate) const HOSTILE: &str = r#"{ "format": "relata/1", "models": [
    { "path": "a::Model<'\"&`%0A,:\n\u202e]", "at": "C%3A\\:,%0A\n\u202e\u001b[31m ö.rs:2:8",
      "relations": [{ "name": "[x](https://example.org)\n::error::", "kind": "refers_to", "targets": ["b:%:\r\u009b{0}"] }] }
] }"#;

/// Writes the document to `models.json` in an empty folder.
pub(crate) fn folder(name: &str, document: &str) -> PathBuf {
    let folder = run::folder(name, &[]);
    run::write(&folder.join("models.json"), document);
    folder
}

pub(crate) fn check(folder: &Path, format: &str) -> Output {
    run::output(
        folder,
        &["check", "models.json", "--message-format", format],
    )
}
