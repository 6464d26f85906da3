//! A very long report: the first findings in full, the rest counted by rule.

#![cfg(feature = "document")]

use expect_test::expect;
use relata::document::Document;
use relata::options;
use serde_json::{Value, json};

/// So many models, each with a target that is absent, and at the end one whose key has no field.
fn report(models: usize) -> String {
    let model = |nth: usize| -> Value {
        let target = format!("Absent{nth:03}");
        json!({
            "path": format!("app::Model{nth:03}"), "at": format!("app.rs:{}:1", nth + 1),
            "relations": [{ "name": "it", "kind": "refers_to", "targets": [target] }],
        })
    };
    let mut models: Vec<Value> = (0..models).map(model).collect();
    models.push(json!({
        "path": "app::Post", "at": "post.rs:1:1", "fields": [],
        "relations": [{ "name": "first", "kind": "refers_to", "targets": ["Post"], "key": ["first_id"] }],
    }));
    let document = json!({ "format": "relata/1", "models": models });
    let document = Document::parse(&document.to_string()).unwrap();
    options().check_documents(&[document]).to_string()
}

#[test]
fn the_first_are_reported_and_the_rest_counted() {
    let told = report(60);
    assert_eq!(told.matches("error[missing_target]").count(), 50);
    let (_, rest) = told.split_once("\nand ").unwrap();
    expect![[r#"
        11 more:
          10 missing_target
          1 missing_key

        for more information: cargo relata explain missing_target
    "#]]
    .assert_eq(rest);
}

#[test]
fn nothing_is_counted_where_all_are_reported() {
    for models in [1, 49] {
        let told = report(models);
        assert!(!told.contains(" more:"), "{told}");
        assert!(told.contains("error[missing_key]"), "{told}");
    }
    assert!(report(50).contains("\nand 1 more:\n  1 missing_key\n\nfor more information: "));
}

/// The data of a finding in addition to its subject.
#[test]
fn a_finding_names_all_that_it_is_about() {
    let about = |models: Value| {
        let document = json!({ "format": "relata/1", "models": models }).to_string();
        let findings = options().check_documents(&[Document::parse(&document).unwrap()]);
        let of = |finding: &relata::Finding| {
            let subjects: Vec<String> = finding.subjects().map(ToString::to_string).collect();
            let others: Vec<String> = finding.others().map(ToString::to_string).collect();
            format!("{}: {subjects:?}, {others:?}", finding.rule())
        };
        findings.iter().map(of).collect::<Vec<_>>().join("\n")
    };
    let relation = |name: &str, target: &str, inverse: Value| json!({ "name": name, "kind": "belongs_to", "targets": [target], "inverse": inverse });
    expect![[r#"missing_target: ["One.x", "One.y"], ["gone::X", "gone::Y"]"#]].assert_eq(&about(json!([
        { "path": "a::One", "relations": [relation("x", "gone::X", Value::Null), relation("y", "gone::Y", Value::Null)] },
    ])));
    expect![[r#"missing_inverse: ["One.up", "One.down"], ["Two.no"]"#]].assert_eq(&about(json!([
        { "path": "a::One", "relations": [relation("up", "Two", "no".into()), relation("down", "Two", "no".into())] },
        { "path": "a::Two" },
    ])));
    expect![[r#"empty_registry: [""], []"#]].assert_eq(&about(json!([])));
}
