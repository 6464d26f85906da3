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
    // The cluster has the name of the crate, and a model often that of its table.
    let in_crate = label.strip_prefix(&format!("{}::", node.krate));
    let is_path = node.name == node.path && !node.krate.is_empty();
    let label = in_crate.filter(|_| is_path).unwrap_or(label);
    let is_named = |table: &&String| label.split("::").any(|it| it == **table);
    let table = node.table.iter().filter(|it| !is_named(it));
    let table = table.map(|it| format!("\\n{}", escaped(it)));
    let table = table.collect::<Vec<_>>().concat();
    let style = match node.standing {
        Standing::Registered => "",
        Standing::External => ", style=dashed",
        Standing::Abstract => ", style=dotted",
        Standing::Missing => ", shape=octagon, style=dashed, color=red, fontcolor=red",
    };
    let change = node.any_change();
    let sign = change
        .map(|it| format!("{} ", it.sign()))
        .unwrap_or_default();
    format!("label=\"{sign}{}{table}\"{style}", escaped(label))
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
