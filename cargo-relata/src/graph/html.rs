//! Writes a drawing as a single HTML page that works offline: `relata-graph/1` inserted into a template. Names may contain any
//! characters, so the data is escaped.

use std::collections::HashSet;
use std::path::Path;

use relata::Registry;
use serde::Serialize;

use super::details::Finding;
use super::drawing::{Drawing, Node};
use super::edges::Edge;
use crate::input::{System, Systems, unchecked_registry};
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
    /// The programs, if there are several.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    programs: Vec<Program>,
}

#[derive(Serialize)]
struct Program {
    name: String,
    /// The ids of its models.
    models: Vec<usize>,
}

pub(crate) fn render(drawing: &Drawing, systems: &Systems) -> String {
    let (before, after) = TEMPLATE
        .split_once(PLACEHOLDER)
        .expect("the template contains the placeholder; this is a bug in relata");
    let programs = programs(drawing, systems);
    let data = Data {
        format: "relata-graph/1",
        title: title(drawing, &programs),
        summary: summary(drawing),
        models: &drawing.models,
        edges: &drawing.edges,
        findings: &drawing.findings,
        programs: if programs.len() > 1 {
            programs
        } else {
            Vec::new()
        },
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

/// The programs by name; those that were read from source have no name.
fn programs(drawing: &Drawing, systems: &Systems) -> Vec<Program> {
    let all = systems.all.iter().flat_map(named);
    let programs = all.map(|(name, registry)| {
        let paths: HashSet<&str> = registry.models().map(|it| it.path()).collect();
        let own = drawing.models.iter();
        let own = own.filter(|it| paths.contains(it.path.as_str()));
        Program {
            name,
            models: own.map(|it| it.id).collect(),
        }
    });
    let mut programs: Vec<Program> = programs.collect();
    programs.sort_by(|one, other| one.name.cmp(&other.name));
    programs
}

/// The programs of a system, each with its models: the given files, or the target that was built.
fn named(system: &System) -> Vec<(String, Registry)> {
    let short = |name: &str| {
        let inner = name.split('`').nth(1)?;
        let stem = Path::new(inner).file_stem()?;
        Some(stem.to_string_lossy().into_owned())
    };
    if system.files.is_empty() {
        let name = short(&system.name).into_iter();
        return name.map(|it| (it, system.registry())).collect();
    }
    let files = system.files.iter().zip(&system.records);
    files
        .filter_map(|(file, records)| {
            let registry = unchecked_registry(std::slice::from_ref(records));
            Some((short(file)?, registry))
        })
        .collect()
}

/// The names of the programs, or of the crates if no program has a name.
fn title(drawing: &Drawing, programs: &[Program]) -> String {
    let mut names: Vec<&str> = programs.iter().map(|it| it.name.as_str()).collect();
    if names.is_empty() {
        names = drawing.crates().into_iter().collect();
    }
    match names.len() {
        0 => "no models".to_owned(),
        1..=3 => names.join(", "),
        _ => enumerated_briefly(&names),
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
