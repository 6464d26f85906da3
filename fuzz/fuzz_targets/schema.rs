//! The text of a schema. It is read or refused; what is read can be written, and models of its tables can be compared with it.

#![no_main]

use libfuzzer_sys::fuzz_target;
use relata::document::Document;
use relata::schema::{Schema, Table};
use serde_json::{Value, json};

fuzz_target!(|text: &str| {
    let schema = match Schema::parse(text) {
        Ok(schema) => schema,
        Err(error) => return drop(error.to_string()),
    };
    let written = schema.to_json();
    let read = Schema::parse(&written).unwrap_or_else(|error| panic!("{error}\n{written}"));
    assert_eq!(read.to_json(), written);
    let models = (0..)
        .zip(&schema.tables)
        .map(|(nth, table)| model(nth, table));
    let document = json!({ "format": "relata/1.1", "models": models.collect::<Vec<_>>() });
    // Two columns can have one name in the code.
    let Ok(document) = Document::parse(&document.to_string()) else {
        return;
    };
    let findings = relata::options()
        .strict()
        .schema(schema)
        .check_documents(&[document]);
    drop(findings.to_string());
});

/// A model that has the first of its columns twice, once too many, and a relation for each foreign key.
fn model(nth: usize, table: &Table) -> Value {
    let fields = table
        .columns
        .iter()
        .map(|column| json!({ "name": column.name, "type": "i32", "optional": !column.nullable }));
    let relations = (0..).zip(&table.foreign_keys).map(|(nth, key)| {
        json!({
            "name": format!("r{nth}"), "kind": "belongs_to", "targets": [format!("app::T{nth}")],
            "key": key.columns, "on_delete": "set_null",
        })
    });
    json!({
        "path": format!("app::T{nth}"), "table": table.name,
        "fields": fields.collect::<Vec<_>>(), "relations": relations.collect::<Vec<_>>(),
    })
}
