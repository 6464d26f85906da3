//! `cargo relata graph` with documents: formats, parts, broken edges, names with special characters, and external renderers.

mod run;

mod graph {
    mod breakage;
    mod changes;
    mod data;
    mod dbml;
    mod formats;
    mod hostile;
    mod parts;
    mod renderers;
    mod size;
    mod svg;
}

use std::path::{Path, PathBuf};

use serde_json::Value;

/// The folder of the documents.
fn here() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/graph")
}

/// The graph, printed without messages on standard error.
fn drawn(folder: &Path, arguments: &[&str]) -> String {
    let output = run::output(folder, &[&["graph"], arguments].concat());
    assert_eq!(output.stderr, "", "{arguments:?}");
    assert_eq!(output.status, Some(0), "{arguments:?}");
    output.stdout
}

/// The data in the page.
fn data(folder: &Path, arguments: &[&str]) -> Value {
    let page = drawn(folder, &[&["--format", "html"], arguments].concat());
    embedded(&page).1
}

/// The data in a page, as text and parsed.
fn embedded(page: &str) -> (&str, Value) {
    let start = page
        .find(r#"{"format":"relata-graph/1","#)
        .expect("the page has data");
    let mut values = serde_json::Deserializer::from_str(&page[start..]).into_iter();
    let value = values.next().expect("a value").expect("JSON");
    (&page[start..start + values.byte_offset()], value)
}

/// A document with these models.
fn document(models: &str) -> String {
    format!(r#"{{ "format": "relata/1", "models": [{models}] }}"#)
}
