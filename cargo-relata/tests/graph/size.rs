//! Graphs that exceed the default limits of Mermaid.

use std::fmt::Write;

use expect_test::expect;

use crate::run::{folder, run};
use crate::{document, drawn};

/// A ring of models with this number of edges, each with a relation of this name.
pub(super) fn ring(edges: usize, relation: &str) -> String {
    let mut models = String::new();
    for nth in 0..edges {
        let comma = if nth == 0 { "" } else { "," };
        let next = (nth + 1) % edges;
        let _ = write!(
            models,
            r#"{comma}{{ "path": "big::Model{nth}", "relations": [
                {{ "name": "{relation}", "kind": "belongs_to", "targets": ["big::Model{next}"] }} ] }}"#
        );
    }
    document(&models)
}

/// The first lines, and the messages.
fn begins(name: &str, text: &str) -> String {
    let folder = folder(name, &[("a.json", text)]);
    let printed = run(&folder, &["graph", "a.json"]);
    let lines: Vec<&str> = printed.lines().collect();
    let end = lines.iter().position(|it| *it == "--- stderr");
    let end = end.unwrap_or(lines.len() - 1);
    [&lines[..4], &["…"], &lines[end..]].concat().join("\n") + "\n"
}

#[test]
fn largest_graph_without_a_warning() {
    expect![[r#"
        $ cargo relata graph a.json
        flowchart LR
            subgraph c0["big"]
                m0["Model0"]
        …
        exit 0
    "#]]
    .assert_eq(&begins("graph_500_edges", &ring(500, "next")));
}

#[test]
fn too_many_edges() {
    expect![[r#"
        $ cargo relata graph a.json
        flowchart LR
            %% too large for Mermaid: 501 edges and 25155 characters (default limits: 500 and 50000)
            subgraph c0["big"]
        …
        --- stderr
        warning: the graph is too large for Mermaid: 501 edges and 25155 characters (default limits: 500 and 50000); draw a part with `--model` or `--crate`, or use `--format html`
        exit 0
    "#]].assert_eq(&begins("graph_501_edges", &ring(501, "next")));
}

#[test]
fn too_many_characters() {
    let long = "x".repeat(80);
    expect![[r#"
        $ cargo relata graph a.json
        flowchart LR
            %% too large for Mermaid: 430 edges and 54214 characters (default limits: 500 and 50000)
            subgraph c0["big"]
        …
        --- stderr
        warning: the graph is too large for Mermaid: 430 edges and 54214 characters (default limits: 500 and 50000); draw a part with `--model` or `--crate`, or use `--format html`
        exit 0
    "#]].assert_eq(&begins("graph_long_text", &ring(430, &long)));
}

/// Only Mermaid has limits.
#[test]
fn other_formats_have_no_limit() {
    let folder = folder("graph_no_limit", &[("a.json", &ring(501, "next"))]);
    let dot = drawn(&folder, &["a.json", "--format", "dot"]);
    assert_eq!(dot.matches(" -> ").count(), 501);
    let data = crate::data(&folder, &["a.json"]);
    assert_eq!(data["edges"].as_array().unwrap().len(), 501);
}
