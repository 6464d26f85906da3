//! Draws the output with Graphviz, Mermaid and a browser. These tests need additional programs and are ignored by default:
//! `cargo test -p cargo-relata --test graph -- --ignored`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use super::size::ring;
use crate::run::folder;
use crate::{data, drawn, here};

/// The documents of these tests and of real applications.
const DOCUMENTS: [&str; 9] = [
    "small.json",
    "hostile.json",
    "ring.json",
    "airflow.json",
    "crates_io.json",
    "galaxy.json",
    "kellnr.json",
    "saleor.json",
    "netbox.json",
];

fn documents(name: &str) -> PathBuf {
    let folder = folder(name, &[("ring.json", &ring(400, "next"))]);
    let corpora = here().join("../../../tests/corpora");
    for file in DOCUMENTS.iter().filter(|it| **it != "ring.json") {
        let own = here().join(file);
        let from = if own.exists() {
            own
        } else {
            corpora.join(file)
        };
        fs::copy(from, folder.join(file)).unwrap();
    }
    folder
}

fn output(command: &mut Command) -> String {
    let output = command
        .output()
        .unwrap_or_else(|error| panic!("{command:?}: {error}"));
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(
        output.status.success() && error.is_empty(),
        "{command:?}: {error}"
    );
    String::from_utf8(output.stdout).unwrap()
}

/// A label as it is displayed: escaped and cut.
fn seen(name: &str) -> String {
    let unseen =
        |char: char| char.is_control() || matches!(char, '\u{2028}' | '\u{2029}' | '\u{202e}');
    let mut seen = String::new();
    for char in name.chars() {
        if unseen(char) {
            seen.extend(char.escape_unicode());
        } else {
            seen.push(char);
        }
    }
    match seen.char_indices().nth(80) {
        Some((end, _)) => format!("{}…", &seen[..end]),
        None => seen,
    }
}

/// The names of the models, and the labels of the edges, sorted.
fn expected(data: &Value) -> (Vec<String>, Vec<String>) {
    let text = |value: &Value| seen(value.as_str().unwrap());
    let models = data["models"].as_array().unwrap().iter();
    let edges = data["edges"].as_array().unwrap().iter().map(|edge| {
        let mark = if edge["broken"] == true { "✗ " } else { "" };
        let inverse = &edge["inverse"];
        let inverse = if inverse.is_null() {
            String::new()
        } else {
            format!(" / {}", text(inverse))
        };
        format!("{mark}{}{inverse}", text(&edge["relation"]))
    });
    let (mut models, mut edges): (Vec<_>, Vec<_>) = (
        models.map(|it| text(&it["name"])).collect(),
        edges.collect(),
    );
    models.sort();
    edges.sort();
    (models, edges)
}

/// Whether a label is the name or a path that ends in it.
fn is_called(drawn: &str, name: &str) -> bool {
    drawn
        .strip_suffix(name)
        .is_some_and(|it| it.is_empty() || it.ends_with("::"))
}

#[test]
#[ignore = "needs `dot` of graphviz"]
fn graphviz() {
    let folder = documents("graph_graphviz");
    for document in DOCUMENTS {
        fs::write(
            folder.join("a.dot"),
            drawn(&folder, &[document, "--format", "dot"]),
        )
        .unwrap();
        let svg = output(
            Command::new("dot")
                .args(["-Tsvg", "a.dot"])
                .current_dir(&folder),
        );
        let (models, edges) = expected(&data(&folder, &[document]));
        let texts: Vec<String> = svg
            .split("<text ")
            .skip(1)
            .map(|it| {
                it.split_once('>')
                    .unwrap()
                    .1
                    .split_once("</text>")
                    .unwrap()
                    .0
            })
            .map(unescaped)
            .collect();
        for name in &models {
            assert!(
                texts.iter().any(|it| is_called(it, name)),
                "{document}: {name:?} in {texts:?}"
            );
        }
        for label in &edges {
            assert!(texts.contains(label), "{document}: {label:?} in {texts:?}");
        }
        assert_eq!(
            svg.matches("class=\"node\"").count(),
            models.len(),
            "{document}"
        );
        assert_eq!(
            svg.matches("class=\"edge\"").count(),
            edges.len(),
            "{document}"
        );
    }
}

/// Replaces XML entities.
fn unescaped(text: &str) -> String {
    let mut text = text.replace("&#160;", " ");
    for (entity, char) in [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&#45;", "-"),
        ("&amp;", "&"),
    ] {
        text = text.replace(entity, char);
    }
    text
}

/// Prints what Mermaid draws for a file.
fn mermaid_command(file: &str) -> Command {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mermaid/render.mjs");
    let mut command = Command::new("node");
    command.arg(script).args(["--facts", file]);
    command
}

#[test]
#[ignore = "needs a browser, node, and `npm ci` in tests/mermaid"]
fn mermaid() {
    let folder = documents("graph_mermaid");
    // It has too many edges.
    for document in DOCUMENTS.into_iter().filter(|it| *it != "netbox.json") {
        fs::write(folder.join("a.mmd"), drawn(&folder, &[document])).unwrap();
        let facts = output(mermaid_command("a.mmd").current_dir(&folder));
        let facts: Value = serde_json::from_str(&facts).unwrap();
        let texts = |name: &str| {
            let texts = facts[name].as_array().unwrap().iter();
            let mut texts: Vec<&str> = texts.map(|it| it.as_str().unwrap()).collect();
            texts.sort_unstable();
            texts
        };
        let (mut models, mut edges) = expected(&data(&folder, &[document]));
        // The characters that Mermaid uses internally.
        for text in models.iter_mut().chain(&mut edges) {
            *text = text.replace('ﬂ', "\\u{fb02}").replace('¶', "\\u{b6}");
        }
        edges.sort();
        let drawn = texts("models");
        assert_eq!(drawn.len(), models.len(), "{document}");
        for name in &models {
            assert!(
                drawn.iter().any(|it| is_called(it, name)),
                "{document}: {name:?} in {drawn:?}"
            );
        }
        assert_eq!(texts("labels"), edges, "{document}");
        assert_eq!(facts["lines"], edges.len(), "{document}");
        // Names do not create elements.
        assert_eq!(texts("elements"), ["div", "p", "span"], "{document}");
    }
}

/// The page draws itself without requests, and runs no names as scripts.
#[test]
#[ignore = "needs a browser, node, and `npm ci` in page"]
fn html() {
    let folder = documents("graph_html");
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("page/tests/open.mjs");
    for document in DOCUMENTS {
        let page = drawn(&folder, &[document, "--format", "html"]);
        fs::write(folder.join("a.html"), page).unwrap();
        let mut command = Command::new("node");
        command.arg(&script).args(["a.html", "a.png"]);
        output(command.current_dir(&folder));
    }
}

/// The limits of the warning are the limits of Mermaid.
#[test]
#[ignore = "needs a browser, node, and `npm ci` in tests/mermaid"]
fn the_limits_of_mermaid() {
    let folder = folder("graph_limits", &[]);
    let render = |text: &str| {
        fs::write(folder.join("a.json"), text).unwrap();
        let arguments = ["graph", "a.json", "-o", "a.mmd"];
        let is_warned = crate::run::output(&folder, &arguments)
            .stderr
            .contains("warning: ");
        let output = mermaid_command("a.mmd").current_dir(&folder).output();
        let output = output.unwrap();
        (
            is_warned,
            String::from_utf8([output.stdout, output.stderr].concat()).unwrap(),
        )
    };
    let (is_warned, drawn) = render(&ring(500, "next"));
    assert!(!is_warned && drawn.contains(r#""lines":500"#), "{drawn}");
    let (is_warned, drawn) = render(&ring(501, "next"));
    assert!(
        is_warned && drawn.contains("Edge limit exceeded"),
        "{drawn}"
    );
    let (is_warned, drawn) = render(&ring(430, &"x".repeat(80)));
    assert!(
        is_warned && drawn.contains("Maximum text size in diagram exceeded"),
        "{drawn}"
    );
}
