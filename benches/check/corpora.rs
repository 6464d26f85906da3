//! The graphs of real applications in `tests/corpora`, as records and as plain lists.

use std::path::Path;

use relata::__private::Collected;
use relata::Records;
use relata::document::Document;
use serde_json::Value;

use crate::graphs::{self, Model, Relation};

pub const NAMES: [&str; 6] = [
    "airflow",
    "crates_io",
    "galaxy",
    "kellnr",
    "netbox",
    "saleor",
];

pub fn read(name: &str) -> Value {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpora");
    let text = std::fs::read_to_string(folder.join(format!("{name}.json"))).unwrap();
    serde_json::from_str(&text).unwrap()
}

/// For the floor: a relation for each of its targets.
pub fn models(graph: &Value) -> Vec<Model> {
    let text = |value: &Value| &*value.as_str().unwrap_or_default().to_owned().leak();
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let relations = |relation: &Value| {
        let (name, inverse) = (text(&relation["name"]), text(&relation["inverse"]));
        let targets = list(&relation["targets"]).into_iter();
        let one = move |it: Value| Relation::named(name, text(&it).to_owned(), inverse);
        targets.map(one).collect::<Vec<_>>()
    };
    let model = |model: &Value| Model {
        path: text(&model["path"]).to_owned(),
        relations: list(&model["relations"])
            .iter()
            .flat_map(relations)
            .collect(),
    };
    list(&graph["models"]).iter().map(model).collect()
}

/// The graph with one target that nothing is named like.
pub fn with_one_misspelt(mut graph: Value) -> Value {
    let models = graph["models"].as_array_mut().into_iter().flatten();
    let mut relations = models.flat_map(|it| it["relations"].as_array_mut().into_iter().flatten());
    let targets = relations.find_map(|it| it["targets"].get_mut(0)).unwrap();
    *targets = format!("{}x", targets.as_str().unwrap_or_default()).into();
    graph
}

/// What a linker would deliver, without types.
pub fn collected(graph: &Value) -> Collected {
    let document = Document::parse(&graph.to_string()).unwrap();
    let bytes = Records::of_document(&document).to_bytes();
    let mut rest = &*bytes;
    let records = std::iter::from_fn(move || {
        // The header of a note comes first: the sizes of the owner's name and of the record, a version, the name.
        let number = |at: usize| {
            let four = rest.get(at..at + 4)?.try_into().ok()?;
            Some(u32::from_le_bytes(four) as usize)
        };
        let start = 12 + number(0)?.next_multiple_of(4);
        let end = start + number(4)?;
        let record = rest[start..end].to_vec();
        rest = &rest[end..];
        Some(graphs::entry(record))
    });
    graphs::handed_over(records.collect::<Vec<_>>().into_iter())
}
