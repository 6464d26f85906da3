//! `cargo relata graph` over documents: each format as a whole, parts, breakage, names that may hold anything, and the
//! programs that draw what it writes.

mod run;

mod graph {
    mod breakage;
    mod data;
    mod formats;
    mod hostile;
    mod parts;
    mod renderers;
    mod size;
}

use std::path::{Path, PathBuf};

use serde_json::Value;

/// Where the documents of these tests are.
fn here() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/graph")
}

/// What is drawn, without a word on the error stream.
fn drawn(folder: &Path, arguments: &[&str]) -> String {
    let output = run::output(folder, &[&["graph"], arguments].concat());
    assert_eq!(output.stderr, "", "{arguments:?}");
    assert_eq!(output.status, Some(0), "{arguments:?}");
    output.stdout
}

/// The data in the page that is drawn.
fn data(folder: &Path, arguments: &[&str]) -> Value {
    let page = drawn(folder, &[&["--format", "html"], arguments].concat());
    embedded(&page).1
}

/// The data in a page, as it stands there and read.
fn embedded(page: &str) -> (&str, Value) {
    let start = page
        .find(r#"{"format":"relata-graph/1","#)
        .expect("the page has data");
    let mut values = serde_json::Deserializer::from_str(&page[start..]).into_iter();
    let value = values.next().expect("a value").expect("JSON");
    (&page[start..start + values.byte_offset()], value)
}

/// A document of these models.
fn document(models: &str) -> String {
    format!(r#"{{ "format": "relata/1", "models": [{models}] }}"#)
}
