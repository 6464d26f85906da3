//! The complete output of each format, with every kind of edge.

use expect_test::{expect, expect_file};

use crate::run::{self, folder};
use crate::{drawn, embedded, here};

const SMALL: [&str; 3] = ["small.json", "--outside", "sso"];

#[test]
fn mermaid() {
    expect_file!["small.mmd"].assert_eq(&drawn(&here(), &SMALL));
}

#[test]
fn dot() {
    let arguments = [&["--format", "dot"], &SMALL[..]].concat();
    expect_file!["small.dot"].assert_eq(&drawn(&here(), &arguments));
}

#[test]
fn html() {
    let arguments = [&["--format", "html"], &SMALL[..]].concat();
    let page = drawn(&here(), &arguments);
    let (text, data) = embedded(&page);
    let pretty = serde_json::to_string_pretty(&data).unwrap() + "\n";
    expect_file!["small.data.json"].assert_eq(&pretty);
    // The page is the template with the data inserted.
    let template = include_str!("../../page/dist/graph.html").replace("\r\n", "\n");
    assert_eq!(template.matches("\"RELATA_GRAPH_DATA\"").count(), 1);
    assert_eq!(page, template.replace("\"RELATA_GRAPH_DATA\"", text));
}

/// The order of documents and models does not change the output.
#[test]
fn independent_of_the_order_of_input() {
    let text = std::fs::read_to_string(here().join("small.json")).unwrap();
    let mut whole: serde_json::Value = serde_json::from_str(&text).unwrap();
    let models = whole["models"].as_array_mut().unwrap();
    models.reverse();
    let (one, other) = models.split_at(4);
    let one = serde_json::json!({ "format": "relata/1", "models": one }).to_string();
    let other = serde_json::json!({ "format": "relata/1", "models": other }).to_string();
    let whole = whole.to_string();
    let files = [
        ("small.json", &*text),
        ("whole.json", &*whole),
        ("one.json", &*one),
        ("other.json", &*other),
    ];
    let folder = folder("graph_order", &files);
    // The page names the documents.
    let page = |files: &[&str]| drawn(&folder, &[&["--format", "html"], files].concat());
    let both = page(&["one.json", "other.json"]);
    assert_eq!(page(&["other.json", "one.json"]), both);
    let programs = &embedded(&both).1["programs"];
    assert_eq!(programs[0]["name"], "one");
    assert!(programs[1]["models"].as_array().unwrap().len() > 1);
    for format in ["mermaid", "dot", "svg"] {
        let drawn = |files: &[&str]| drawn(&folder, &[&["--format", format], files].concat());
        let expected = drawn(&["small.json"]);
        assert_eq!(drawn(&["whole.json"]), expected);
        assert_eq!(drawn(&["one.json", "other.json"]), expected);
        assert_eq!(drawn(&["other.json", "one.json"]), expected);
    }
}

#[test]
fn into_a_file() {
    let folder = folder(
        "graph_into_a_file",
        &[("a.json", include_str!("small.json"))],
    );
    expect![[r#"
        $ cargo relata graph a.json -o graph.dot --format dot
        --- stderr
               Wrote graph.dot
        exit 0
    "#]]
    .assert_eq(&run::run(
        &folder,
        &["graph", "a.json", "-o", "graph.dot", "--format", "dot"],
    ));
    let written = std::fs::read_to_string(folder.join("graph.dot")).unwrap();
    assert_eq!(written, drawn(&folder, &["a.json", "--format", "dot"]));
    expect![[r#"
        $ cargo relata graph a.json -o no/graph.mmd
        --- stderr
        error: `no/graph.mmd` cannot be written: No such file or directory (os error 2)
        exit 2
    "#]]
    .assert_eq(&run::run(
        &folder,
        &["graph", "a.json", "-o", "no/graph.mmd"],
    ));
}

#[test]
fn no_models() {
    let folder = folder("graph_nothing", &[("a.json", &crate::document(""))]);
    expect![[r#"
        flowchart LR
    "#]]
    .assert_eq(&drawn(&folder, &["a.json"]));
    expect![[r#"
        digraph relata {
            rankdir=LR; newrank=true;
            node [shape=box];
        }
    "#]]
    .assert_eq(&drawn(&folder, &["a.json", "--format", "dot"]));
    expect![[r#"{"edges":[],"findings":[{"at":null,"headline":"the input contains no models","help":null,"level":"error","notes":[],"rule":"empty_registry","subject":""}],"format":"relata-graph/1","models":[],"summary":"0 models from 0 crates, 0 relations; 1 error, 0 warnings","title":"a"}"#]]
    .assert_eq(&crate::data(&folder, &["a.json"]).to_string());
}
