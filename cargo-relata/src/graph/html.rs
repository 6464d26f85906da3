//! A drawing as one page that needs no network: a template, and `relata-graph/1` in it.
//!
//! In: a drawing. Out: the page. Names may hold anything, so nothing of the data is HTML or ends a script.

use serde::Serialize;

use super::details::Finding;
use super::drawing::{Drawing, Node};
use super::edges::Edge;
use crate::text::{counted, shown_in_json};

const TEMPLATE: &str = include_str!("../../page/dist/graph.html");
const PLACE_OF_DATA: &str = "\"RELATA_GRAPH_DATA\"";

/// As many crates are named in a title.
const NAMED: usize = 3;

/// `relata-graph/1`
#[derive(Serialize)]
struct Data<'d> {
    format: &'static str,
    title: String,
    summary: String,
    models: &'d [Node],
    edges: &'d [Edge],
    findings: &'d [Finding],
}

pub(crate) fn render(drawing: &Drawing) -> String {
    let (before, after) = TEMPLATE
        .split_once(PLACE_OF_DATA)
        .expect("the page has a place for its data; this is a bug in relata");
    let data = Data {
        format: "relata-graph/1",
        title: title(drawing),
        summary: summary(drawing),
        models: &drawing.models,
        edges: &drawing.edges,
        findings: &drawing.findings,
    };
    let data = serde_json::to_string(&data)
        .expect("it is made of texts and numbers; this is a bug in relata");
    format!("{before}{}{after}", escaped(&data))
}

/// Only texts hold these, and there an escape means the same.
fn escaped(json: &str) -> String {
    let json = shown_in_json(json);
    let json = json.replace('<', "\\u003c").replace('>', "\\u003e");
    json.replace('&', "\\u0026")
}

/// The crates.
fn title(drawing: &Drawing) -> String {
    let crates: Vec<&str> = drawing.crates().into_iter().collect();
    let rest = crates.len().saturating_sub(NAMED);
    let named = crates
        .iter()
        .take(NAMED)
        .copied()
        .collect::<Vec<_>>()
        .join(", ");
    match rest {
        0 if named.is_empty() => "no model".to_owned(),
        0 => named,
        rest => format!("{named}, and {rest} more"),
    }
}

/// `26 models from 1 crate, 60 relations; 1 error, 2 warnings`
fn summary(drawing: &Drawing) -> String {
    let count = drawing.model_count();
    let models = match drawing.whole {
        Some(whole) => format!("{count} of {}", counted(whole, "model")),
        None => counted(count, "model"),
    };
    let relations = drawing.models.iter().map(|it| it.relations.len()).sum();
    let told = |level| {
        let findings = drawing.findings.iter();
        counted(findings.filter(|it| it.level == level).count(), level)
    };
    format!(
        "{models} from {}, {}; {}, {}",
        counted(drawing.crates().len(), "crate"),
        counted(relations, "relation"),
        told("error"),
        told("warning")
    )
}
