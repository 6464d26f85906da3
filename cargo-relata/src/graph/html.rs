//! Writes a drawing as a single HTML page that works offline: `relata-graph/1` inserted into a template. Names may contain any
//! characters, so the data is escaped.

use serde::Serialize;

use super::details::Finding;
use super::drawing::{Drawing, Node};
use super::edges::Edge;
use crate::text::{counted, enumerated_briefly, printable_json};

const TEMPLATE: &str = include_str!("../../page/dist/graph.html");
const PLACEHOLDER: &str = "\"RELATA_GRAPH_DATA\"";

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
        .split_once(PLACEHOLDER)
        .expect("the template contains the placeholder; this is a bug in relata");
    let data = Data {
        format: "relata-graph/1",
        title: title(drawing),
        summary: summary(drawing),
        models: &drawing.models,
        edges: &drawing.edges,
        findings: &drawing.findings,
    };
    let data = serde_json::to_string(&data)
        .expect("strings and numbers can be serialized; this is a bug in relata");
    format!("{before}{}{after}", escaped(&data))
}

/// Escapes characters of HTML. They occur only in strings, where the escapes have the same meaning.
fn escaped(json: &str) -> String {
    let json = printable_json(json);
    let json = json.replace('<', "\\u003c").replace('>', "\\u003e");
    json.replace('&', "\\u0026")
}

/// The names of the crates.
fn title(drawing: &Drawing) -> String {
    let crates: Vec<&str> = drawing.crates().into_iter().collect();
    match crates.len() {
        0 => "no models".to_owned(),
        1..=3 => crates.join(", "),
        _ => enumerated_briefly(&crates),
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
    let count_of = |level| {
        let findings = drawing.findings.iter();
        counted(findings.filter(|it| it.level == level).count(), level)
    };
    format!(
        "{models} from {}, {}; {}, {}",
        counted(drawing.crates().len(), "crate"),
        counted(relations, "relation"),
        count_of("error"),
        count_of("warning")
    )
}
