//! Writes a drawing as a Mermaid `erDiagram`: entities with columns and crow's feet.

use std::fmt::Write;

use super::changes::Change;
use super::details::Field;
use super::drawing::{Drawing, Node};
use super::entities::escaped;
use super::picture::{End, Mark, ends, is_unique, rows};

/// Whether the columns of at least half of the models are known.
pub(crate) fn fits(drawing: &Drawing) -> bool {
    let known = drawing.own().filter(|it| it.fields.is_some()).count();
    known > 0 && known * 2 >= drawing.model_count()
}

/// The diagram with all columns, or with those of keys.
pub(crate) fn render(drawing: &Drawing, only_keys: bool) -> String {
    let mut text = "erDiagram\n".to_owned();
    let labels = drawing.labels();
    for node in &drawing.models {
        let label = format!("{}{}", sign(node.any_change()), labels[node.id]);
        // Writing to a string never fails.
        let _ = write!(text, "    m{}[\"{}\"]", node.id, escaped(&label));
        let fields = node.fields.iter().flatten().map(|it| (it, marks(node, it)));
        let fields = fields.filter(|it| !only_keys || it.0.change.is_some() || !it.1.is_empty());
        let fields: Vec<String> = fields
            .map(|(field, marks)| attribute(field, &marks))
            .collect();
        if !fields.is_empty() {
            let _ = write!(text, " {{\n{}    }}", fields.concat());
        }
        text.push('\n');
    }
    let rows = rows(drawing);
    for edge in &drawing.edges {
        let ends = ends(drawing, edge, &rows);
        let line = if ends.is_mention || edge.broken {
            ".."
        } else {
            "--"
        };
        let label = edge.label(escaped);
        let _ = writeln!(
            text,
            "    m{} {}{line}{} m{} : \"{}\"",
            edge.from,
            left(&ends.first),
            right(&ends.last),
            edge.to,
            label
        );
    }
    text
}

/// `i64 user_id FK "may be null"`
fn attribute(field: &Field, marks: &[&str]) -> String {
    let ty = if field.ty.is_empty() {
        "unknown"
    } else {
        &field.ty
    };
    let (ty, name) = (word(ty), word(&field.name));
    let keys = if marks.is_empty() {
        String::new()
    } else {
        format!(" {}", marks.join(", "))
    };
    let mut notes: Vec<&str> = field.change.iter().map(|it| it.name()).collect();
    notes.extend(field.optional.then_some("may be null"));
    let notes = if notes.is_empty() {
        String::new()
    } else {
        format!(" \"{}\"", notes.join(", "))
    };
    format!("        {ty} {name}{keys}{notes}\n")
}

fn marks(node: &Node, field: &Field) -> Vec<&'static str> {
    let mut marks = Vec::new();
    marks.extend(node.key.contains(&field.name).then_some("PK"));
    let mut own = node.relations.iter().filter(|it| it.kind == "belongs_to");
    marks.extend(own.any(|it| it.key.contains(&field.name)).then_some("FK"));
    let is_key = node.key.contains(&field.name);
    let is_unique = !is_key && is_unique(node, std::slice::from_ref(&field.name));
    marks.extend(is_unique.then_some("UK"));
    marks
}

/// Attributes are words in which few characters may occur.
fn word(text: &str) -> String {
    let text = super::groups::cut(text).replace("::", "_");
    let word = text.chars().map(|char| match char {
        '<' | '(' => '(',
        '>' | ')' => ')',
        '[' | ']' | '-' => char,
        _ if char.is_ascii_alphanumeric() => char,
        _ => '_',
    });
    let word: String = word.collect();
    if word.starts_with(|it: char| it.is_ascii_alphabetic() || it == '_') {
        word
    } else {
        format!("_{word}")
    }
}

fn sign(change: Option<Change>) -> String {
    change
        .map(|it| format!("{} ", it.sign()))
        .unwrap_or_default()
}

fn left(end: &End) -> &'static str {
    match (end.mark, end.ring) {
        (Mark::Many | Mark::None, _) => "}o",
        (_, true) => "|o",
        _ => "||",
    }
}

fn right(end: &End) -> &'static str {
    match (end.mark, end.ring) {
        (Mark::Many, _) => "o{",
        (_, true) => "o|",
        _ => "||",
    }
}
