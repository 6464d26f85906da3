//! Names with special characters of the formats, HTML and terminals.

use expect_test::expect_file;

use crate::{drawn, embedded, here};

#[test]
fn mermaid() {
    expect_file!["hostile.mmd"].assert_eq(&drawn(&here(), &["hostile.json"]));
}

#[test]
fn dot() {
    expect_file!["hostile.dot"].assert_eq(&drawn(&here(), &["hostile.json", "--format", "dot"]));
}

/// Names cannot insert HTML, end the script or replace the data.
#[test]
fn html() {
    let page = drawn(&here(), &["hostile.json", "--format", "html"]);
    let (text, data) = embedded(&page);
    for char in [
        '<', '>', '&', '\n', '\u{2028}', '\u{2029}', '\u{202e}', '\u{7}',
    ] {
        assert!(!text.contains(char), "{char:?}");
    }
    let template = include_str!("../../page/dist/graph.html").replace("\r\n", "\n");
    let (before, after) = template.split_once("\"RELATA_GRAPH_DATA\"").unwrap();
    assert_eq!(page, format!("{before}{text}{after}"));
    let names = data["models"].as_array().unwrap().iter();
    let names: Vec<&str> = names.map(|it| it["name"].as_str().unwrap()).collect();
    for name in [
        "</script><img src=x onerror=alert(1)>",
        "\"RELATA_GRAPH_DATA\"",
        "Line\nbreak\r\u{2028}\u{2029}\u{7}",
        "\u{202e}right to left",
    ] {
        assert!(names.contains(&name), "{name}");
    }
}
