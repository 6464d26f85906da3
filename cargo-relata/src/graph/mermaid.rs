//! Writes a drawing for Mermaid: an `erDiagram` if the columns of most models are known, or a flowchart. Both render in
//! Markdown.

use std::fmt::Write;

use super::details::Standing;
use super::drawing::Drawing;
use super::edges::{Edge, Line};
use super::entities::escaped;
use super::erd;
use super::groups;
use crate::text::counted;

/// The defaults of `maxEdges` and `maxTextSize` in Mermaid.
const EDGES: usize = 500;
const LENGTH: usize = 50_000;

/// The text, and a description of its size if it exceeds the default limits of Mermaid.
pub(crate) fn render(drawing: &Drawing) -> (String, Option<String>) {
    // With the columns, if Mermaid draws so much.
    if erd::fits(drawing) && drawing.edges.len() <= EDGES {
        let texts = [false, true]
            .into_iter()
            .map(|only_keys| erd::render(drawing, only_keys));
        if let Some(text) = texts
            .into_iter()
            .find(|it| it.encode_utf16().count() <= LENGTH)
        {
            return (text, None);
        }
    }
    let mut text = "flowchart LR\n".to_owned();
    let second_line = text.len();
    text.push_str(&nodes(drawing));
    text.push_str(&edges(drawing));
    text.push_str(&styles(drawing));
    let edges = drawing.edges.len();
    // JavaScript counts UTF-16 code units.
    let length = text.encode_utf16().count();
    if edges <= EDGES && length <= LENGTH {
        return (text, None);
    }
    let large = format!(
        "{} and {} (default limits: {EDGES} and {LENGTH})",
        counted(edges, "edge"),
        counted(length, "character")
    );
    text.insert_str(
        second_line,
        &format!("    %% too large for Mermaid: {large}\n"),
    );
    (text, Some(large))
}

fn nodes(drawing: &Drawing) -> String {
    let labels = drawing.labels();
    let mut text = String::new();
    for (nth, (krate, nodes)) in groups::by_crate(drawing).into_iter().enumerate() {
        let indent = if krate.is_empty() { "" } else { "    " };
        // Writing to a string never fails.
        if !krate.is_empty() {
            let _ = writeln!(text, "    subgraph c{nth}[\"{}\"]", escaped(krate));
        }
        for node in nodes {
            let sign = node.any_change().map(|it| format!("{} ", it.sign()));
            let label = escaped(&format!("{}{}", sign.unwrap_or_default(), labels[node.id]));
            let (open, close) = match node.standing {
                Standing::Missing => ("{{", "}}"),
                _ => ("[", "]"),
            };
            let _ = writeln!(text, "    {indent}m{}{open}\"{label}\"{close}", node.id);
        }
        if !krate.is_empty() {
            text.push_str("    end\n");
        }
    }
    text
}

fn edges(drawing: &Drawing) -> String {
    let mut text = String::new();
    for edge in &drawing.edges {
        let label = edge.label(escaped);
        // Writing to a string never fails.
        let _ = writeln!(
            text,
            "    m{} {}|\"{label}\"| m{}",
            edge.from,
            arrow(edge),
            edge.to
        );
    }
    text
}

fn arrow(edge: &Edge) -> &'static str {
    match edge.line {
        _ if edge.broken => "-.->",
        Line::Required => "-->",
        Line::Optional => "-.->",
        Line::Mutual => "<-->",
        Line::Mention => "-.-o",
    }
}

fn styles(drawing: &Drawing) -> String {
    let classes = [
        (
            Standing::Missing,
            "missing",
            "stroke:red,color:red,stroke-dasharray:4",
        ),
        (Standing::External, "external", "stroke-dasharray:4"),
        (Standing::Abstract, "abstract", "font-style:italic"),
    ];
    let mut text = String::new();
    for (standing, class, style) in classes {
        let nodes = drawing.models.iter().filter(|it| it.standing == standing);
        let nodes: Vec<String> = nodes.map(|it| format!("m{}", it.id)).collect();
        if !nodes.is_empty() {
            // Writing to a string never fails.
            let _ = writeln!(text, "    classDef {class} {style}");
            let _ = writeln!(text, "    class {} {class}", nodes.join(","));
        }
    }
    let broken = drawing.edges.iter().filter(|it| it.broken);
    let broken: Vec<String> = broken.map(|it| it.id.to_string()).collect();
    if !broken.is_empty() {
        let _ = writeln!(
            text,
            "    linkStyle {} stroke:red,color:red",
            broken.join(",")
        );
    }
    text
}
