//! Random graphs of models in the crates of a workspace, written as Rust source with all kinds of names. What is read of the
//! source is what the generator knows, and what the built program registers.

mod document;
mod graph;
mod numbers;
mod paths;
mod relations;
mod written;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::slice::from_ref;

use expect_test::expect;
use relata::document::Document;
use relata::{Findings, Level, Records, Registry, Rule};

use serde_json::Value;

use self::document::document;
use self::graph::Graph;
use self::numbers::Random;
use self::written::{FOLDERS, Written, write};
use super::models::{listed, read};
use super::packages::package;
use crate::cargo;

const WORKSPACE: &str = r#"
    [workspace]
    resolver = "3"
    members = ["base", "middle", "top", "program"]
"#;

/// Returns the manifest of a crate: its package, its library and its dependencies.
fn manifest(name: &str, lines: &str) -> String {
    format!(
        "[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\
         [features]\ndefault = [\"on\"]\non = []\noff = []\n{lines}"
    )
}

/// Writes a workspace with graphs, and returns its folder and what is written.
fn workspace(name: &str, graphs: &[Graph], random: &mut Random) -> (PathBuf, Vec<Written>) {
    let written: Vec<Written> = graphs.iter().map(|it| write(it, random)).collect();
    let relata = "relata = { path = '$RELATA' }\n";
    let base = "gen-base = { path = \"../base\" }\n";
    let middle = "gen-middle = { path = \"../middle\" }\n";
    let mut files = vec![
        ("Cargo.toml".to_owned(), WORKSPACE.to_owned()),
        ("base/Cargo.toml".to_owned(), manifest("gen-base", &format!("[dependencies]\n{relata}"))),
        (
            "middle/Cargo.toml".to_owned(),
            manifest(
                "gen-middle",
                &format!("[lib]\nname = \"middle\"\n[dependencies]\norm = {{ package = \"relata\", path = '$RELATA' }}\n{base}"),
            ),
        ),
        (
            "top/Cargo.toml".to_owned(),
            manifest(
                "gen-top",
                &format!("[dependencies]\n{relata}base = {{ package = \"gen-base\", path = \"../base\" }}\n{middle}"),
            ),
        ),
        (
            "program/Cargo.toml".to_owned(),
            manifest("gen-program", &format!("[dependencies]\n{relata}{base}{middle}gen-top = {{ path = \"../top\" }}\n")),
        ),
        (
            "program/src/main.rs".to_owned(),
            "use gen_base as _;\nuse gen_top as _;\nuse middle as _;\nfn main() { print!(\"{}\", relata::options().check()); }\n".to_owned(),
        ),
    ];
    for folder in FOLDERS {
        let mut text = "#![allow(warnings)]\n".to_owned();
        for graph in graphs {
            writeln!(text, "pub mod {};", graph.name).unwrap();
        }
        files.push((format!("{folder}/src/lib.rs"), text));
    }
    for written in &written {
        files.extend(written.files.clone());
    }
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(path, text)| (&**path, &**text))
        .collect();
    (package(name, &files), written)
}

/// Returns random graphs.
fn graphs(count: usize, random: &mut Random) -> Vec<Graph> {
    (0..count).map(|nth| Graph::new(nth, random)).collect()
}

/// Returns the models of each graph, by the name of the graph.
fn by_graph(registry: &Registry) -> BTreeMap<String, String> {
    let mut texts = BTreeMap::<String, String>::new();
    for model in registry.models() {
        let graph = model.path().split("::").nth(1).unwrap_or_default();
        *texts.entry(graph.to_owned()).or_default() += &listed(model);
    }
    texts
}

fn silent() -> relata::Options {
    let silent = |it: relata::Options, rule: &Rule| it.level(*rule, Level::Allow);
    Rule::ALL.iter().fold(relata::options(), silent)
}

fn loud() -> relata::Options {
    let loud = |it: relata::Options, rule: &Rule| it.level(*rule, Level::Warn);
    Rule::ALL.iter().fold(relata::options(), loud)
}

/// Returns the rules that find something, each with what it is about. A cycle may be shown by any of its relations.
fn facts(findings: &Findings) -> BTreeSet<String> {
    let mut facts = BTreeSet::new();
    for finding in findings {
        for subject in finding.subjects() {
            let subject = match finding.rule() {
                Rule::RequiredCycle => subject.model().unwrap_or_default().to_owned(),
                _ => subject.full(),
            };
            facts.insert(format!("{}: {subject}", finding.rule().name()));
        }
    }
    facts
}

fn source(root: &Path) -> Records {
    let models = read(root);
    assert_eq!(models.unread(), []);
    models.records().clone()
}

#[test]
fn what_the_generator_knows() {
    let mut random = Random::new(24);
    let graphs = graphs(100, &mut random);
    let (root, written) = workspace("random_graphs", &graphs, &mut random);
    let source = source(&root);
    let read = by_graph(&silent().init_records(from_ref(&source)).unwrap());
    let number = |graph: &Graph| graph.name[1..].parse::<usize>().unwrap();
    let spelled = document(graphs.iter(), |graph, model, field| {
        written[number(graph)].types[&(model, field.name.clone())].clone()
    });
    let known = by_graph(&silent().init_documents(&[spelled]).unwrap());
    for graph in &graphs {
        let name = &graph.name;
        let places = root.join(FOLDERS[0]).join("src").join(name);
        let [read, known] = [&read, &known].map(|it| it.get(name).map_or("", String::as_str));
        let is_same = read == known;
        let lines = |text: &str, other: &str| -> Vec<String> {
            let lines = text
                .lines()
                .filter(|it| !other.lines().any(|other| other == *it));
            lines.map(str::to_owned).collect()
        };
        let (added, absent) = (lines(read, known), lines(known, read));
        assert!(
            is_same,
            "{}: added {added:#?}, absent {absent:#?}",
            places.display()
        );
    }
    // A document does not know what newtypes are.
    let without = graphs.iter().filter(|it| !it.has_newtype());
    let names: Vec<&str> = without.clone().map(|it| &*it.name).collect();
    let plain = document(without, |_, _, field| {
        field.ty.plain().unwrap_or_default().to_owned()
    });
    let mut ours = facts(&loud().check_records(from_ref(&source)));
    ours.retain(|it| it.split("::").nth(1).is_none_or(|it| names.contains(&it)));
    let theirs = facts(&loud().check_documents(&[plain]));
    assert!(theirs.len() > 150, "{}", theirs.len());
    let added: Vec<_> = ours.difference(&theirs).collect();
    let absent: Vec<_> = theirs.difference(&ours).collect();
    assert!(
        added.is_empty() && absent.is_empty(),
        "{added:#?} {absent:#?}"
    );
}

/// One program has all these graphs.
#[test]
fn what_the_program_registers() {
    let mut random = Random::new(7);
    let graphs = graphs(36, &mut random);
    let (root, _) = workspace("random_program", &graphs, &mut random);
    let folder = root.display().to_string();
    let built = cargo::command("build", &folder)
        .arg("--offline")
        .status()
        .unwrap();
    assert!(built.success(), "the graphs in {folder} do not compile");
    let program = format!("debug/gen-program{}", std::env::consts::EXE_SUFFIX);
    let file = std::fs::read(cargo::built().join(program)).unwrap();
    let program = Records::of_executable(&file).unwrap();
    let source = source(&root);
    let [ours, theirs] = [&source, &program].map(|it| {
        let registry = silent().init_records(from_ref(it)).unwrap();
        without(&Document::of(&registry).to_json(), &["version"])
    });
    same("the document", &ours, &theirs);
    let coverage = loud().check_records(from_ref(&source)).coverage();
    expect!["241 models, 441 relations; 336 keys compared, 14 keys not known, 38 types not known, 6 targets not known, 47 relations without a key; 13 models without relations"].assert_eq(&coverage.to_string());
    for options in [relata::options(), loud()] {
        let [ours, theirs] = [&source, &program].map(|it| {
            let findings = options.check_records(from_ref(it));
            format!("{findings}{}", findings.coverage())
        });
        same("the findings", &ours, &theirs);
    }
}

/// Returns a document without members of these names.
pub(crate) fn without(document: &str, names: &[&str]) -> String {
    fn remove(value: &mut Value, names: &[&str]) {
        match value {
            Value::Array(values) => values.iter_mut().for_each(|it| remove(it, names)),
            Value::Object(members) => {
                members.retain(|name, _| !names.contains(&&**name));
                members.values_mut().for_each(|it| remove(it, names));
            }
            _ => {}
        }
    }
    let mut value = serde_json::from_str(document).unwrap();
    remove(&mut value, names);
    serde_json::to_string_pretty(&value).unwrap()
}

/// Fails with the lines in which two texts differ.
pub(crate) fn same(what: &str, source: &str, program: &str) {
    let lines = |text: &str, other: &str| -> Vec<String> {
        let other: BTreeSet<&str> = other.lines().collect();
        let lines = text.lines().filter(|it| !other.contains(it));
        lines.map(str::to_owned).collect()
    };
    let (added, absent) = (lines(source, program), lines(program, source));
    assert!(
        source == program,
        "{what}: only source has {added:#?}, only the program {absent:#?}"
    );
}
