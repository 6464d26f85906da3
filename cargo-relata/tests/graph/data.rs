//! Compares the data of the page with the document.

use std::fs;

use serde_json::Value;

use crate::{data, here};

/// The documents of these tests and of real applications.
const DOCUMENTS: [&str; 8] = [
    "small.json",
    "hostile.json",
    "../../../tests/corpora/airflow.json",
    "../../../tests/corpora/crates_io.json",
    "../../../tests/corpora/galaxy.json",
    "../../../tests/corpora/kellnr.json",
    "../../../tests/corpora/netbox.json",
    "../../../tests/corpora/saleor.json",
];

fn array(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

#[test]
fn every_fact_of_a_document_is_in_the_page() {
    for file in DOCUMENTS {
        let text = fs::read_to_string(here().join(file)).unwrap();
        let document: Value = serde_json::from_str(&text).unwrap();
        let data = data(&here(), &[file]);
        let models = array(&data["models"]);
        for expected in array(&document["models"]) {
            let found = models.iter().find(|it| it["path"] == expected["path"]);
            let found = found.unwrap_or_else(|| panic!("{file}: {}", expected["path"]));
            assert_eq!(found["table"], expected["table"], "{file}");
            assert_eq!(found["package"], expected["package"], "{file}");
            assert_eq!(
                found["fields"].is_null(),
                expected["fields"].is_null(),
                "{file}"
            );
            let pairs = array(&found["fields"])
                .iter()
                .zip(array(&expected["fields"]));
            for (found, expected) in pairs {
                assert_eq!(found["name"], expected["name"], "{file}");
                // A type that a document does not have is empty.
                let ty = expected["type"].as_str().unwrap_or_default();
                assert_eq!(found["type"], ty, "{file}");
                assert_eq!(found["column"], expected["column"], "{file}");
            }
            let (found, expected) = (array(&found["relations"]), array(&expected["relations"]));
            assert_eq!(found.len(), expected.len(), "{file}");
            for (found, expected) in found.iter().zip(expected) {
                same_relation(found, expected);
            }
        }
    }
}

fn same_relation(found: &Value, expected: &Value) {
    for member in ["name", "kind", "inverse", "through", "tag", "on_delete"] {
        assert_eq!(found[member], expected[member], "{expected}");
    }
    assert_eq!(found["open"], expected["targets"] == "any", "{expected}");
    let written = array(&found["targets"]).iter().map(|it| &it["written"]);
    let written: Vec<&Value> = written.collect();
    let expected: Vec<&Value> = array(&expected["targets"]).iter().collect();
    assert_eq!(written, expected);
}

/// Ids are valid indices, and every resolved target has an edge.
#[test]
fn ids_are_valid() {
    for file in DOCUMENTS {
        let data = data(&here(), &[file]);
        let (models, edges) = (array(&data["models"]), array(&data["edges"]));
        let paths = models.iter().filter(|it| it["standing"] != "missing");
        let paths: Vec<&str> = paths.map(|it| it["path"].as_str().unwrap()).collect();
        assert!(paths.is_sorted(), "{file}");
        let findings = array(&data["findings"]).len() as u64;
        for (id, model) in models.iter().enumerate() {
            assert_eq!(model["id"], id, "{file}");
            let own = array(&model["findings"]).iter();
            assert!(
                own.clone().all(|it| it.as_u64().unwrap() < findings),
                "{file}"
            );
            for relation in array(&model["relations"]) {
                let targets = array(&relation["targets"]).iter();
                for to in targets.flat_map(|it| array(&it["models"])) {
                    let name = &relation["name"];
                    let is_edge = |it: &&Value| {
                        (it["from"] == id && it["to"] == *to && it["relation"] == *name)
                            || (it["to"] == id && it["from"] == *to && it["inverse"] == *name)
                    };
                    assert_eq!(
                        edges.iter().filter(is_edge).count(),
                        1,
                        "{file}: {id} {name}"
                    );
                }
            }
        }
    }
}
