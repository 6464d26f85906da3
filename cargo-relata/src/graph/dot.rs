//! Writes a drawing in DOT, the language of Graphviz. In its strings, a backslash starts an escape and `&` an HTML entity.

use std::fmt::Write;

use super::details::Standing;
use super::drawing::{Drawing, Node};
use super::edges::{Edge, Line};
use super::groups::{self, cut};

pub(crate) fn render(drawing: &Drawing) -> String {
    // Without `newrank`, Graphviz fails on clusters with many edges between them.
    let mut text =
        "digraph relata {\n    rankdir=LR; newrank=true;\n    node [shape=box];\n".to_owned();
    let labels = drawing.labels();
    for (nth, (krate, nodes)) in groups::by_crate(drawing).into_iter().enumerate() {
        let indent = if krate.is_empty() { "" } else { "    " };
        // Writing to a string never fails.
        if !krate.is_empty() {
            let _ = writeln!(
                text,
                "    subgraph cluster_{nth} {{\n        label=\"{}\";",
                escaped(krate)
            );
        }
        for node in nodes {
            let _ = writeln!(
                text,
                "    {indent}m{} [{}];",
                node.id,
                attributes(node, labels[node.id])
            );
        }
        if !krate.is_empty() {
            text.push_str("    }\n");
        }
    }
    for edge in &drawing.edges {
        let label = edge.label(escaped);
        let style = style(edge);
        let _ = writeln!(
            text,
            "    m{} -> m{} [label=\"{label}\"{style}];",
            edge.from, edge.to
        );
    }
    text.push_str("}\n");
    text
}

fn attributes(node: &Node, label: &str) -> String {
    let table = node
        .table
        .iter()
        .map(|table| format!("\\n{}", escaped(table)));
    let table: String = table.collect();
    let style = match node.standing {
        Standing::Registered => "",
        Standing::External => ", style=dashed",
        Standing::Abstract => ", style=dotted",
        Standing::Missing => ", shape=octagon, style=dashed, color=red, fontcolor=red",
    };
    format!("label=\"{}{table}\"{style}", escaped(label))
}

fn style(edge: &Edge) -> &'static str {
    match edge.line {
        _ if edge.broken => ", style=dashed, color=red, fontcolor=red",
        Line::Required => "",
        Line::Optional => ", style=dotted",
        Line::Mutual => ", dir=both",
        Line::Mention => ", style=dotted, arrowhead=odot",
    }
}

fn escaped(name: &str) -> String {
    let name = cut(name);
    name.replace('&', "&amp;")
        .replace('\\', "\\\\")
        .replace('"', "\\\"")
}
