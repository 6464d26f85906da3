//! The formats for several programs, one of which is not checked. The other tests check documents together.

use std::path::PathBuf;

use expect_test::expect;
use relata::{Records, document::Document};

use super::sources::name_after;
use super::{github, human, json, sarif};
use crate::input::Skipped;
use crate::verdict::{CheckedSystem, Verdict};

/// Three programs in which a model is missing. In the first, two are missing; the last has an additional model.
fn several() -> Verdict {
    let order = |relations: &str| {
        format!(
            r#"{{ "path": "shop::Order", "at": "src/order.rs:2:8", "relations": [{relations}] }}"#
        )
    };
    let person = r#"{ "name": "buyer", "kind": "refers_to", "targets": ["Person"] }"#;
    let item = r#"{ "name": "item", "kind": "refers_to", "targets": ["Item"] }"#;
    let systems = vec![
        checked("server", &order(&format!("{person}, {item}"))),
        checked("worker", &order(person)),
        checked(
            "tool",
            &format!(r#"{}, {{ "path": "shop::Tool" }}"#, order(person)),
        ),
    ];
    let skipped = Skipped {
        name: "bin `desk`".to_owned(),
        reason: "requires feature `gui`".to_owned(),
    };
    Verdict {
        root: PathBuf::from("nowhere"),
        skipped: vec![skipped],
        ..Verdict::new(systems, None)
    }
}

fn checked(name: &str, models: &str) -> CheckedSystem {
    checked_with(&relata::options(), name, models)
}

fn checked_with(options: &relata::Options, name: &str, models: &str) -> CheckedSystem {
    let document = format!(r#"{{ "format": "relata/1", "models": [{models}] }}"#);
    let document = Document::parse(&document).unwrap();
    CheckedSystem {
        name: format!("bin `{name}`"),
        label: format!("bin `{name}`"),
        findings: options.check_records(&[Records::of_document(&document)]),
    }
}

#[test]
fn json_format_is_that_of_the_library() {
    let verdict = several();
    let json: serde_json::Value = serde_json::from_str(&json::render(&verdict)).unwrap();
    for (nth, merged) in verdict.findings.iter().enumerate() {
        let mut finding = serde_json::to_value(&merged.finding).unwrap();
        finding["notes"] = serde_json::to_value(&merged.notes).unwrap();
        finding["found_in"] = json["findings"][nth]["found_in"].clone();
        assert_eq!(json["findings"][nth], finding);
    }
}

#[test]
fn human_format() {
    let text = human::render(&several());
    expect![[r#"
        error[missing_target]: relation `Order.buyer` points at `Person`, but no model has that name
        --> src/order.rs:2:8
         = note: this finding is in all 3 targets
         = help: check the spelling of `Person`; if it is correct, check that `Person` derives `relata::Model`, that a `mod` item declares its file, that no disabled feature excludes it, and that the program refers to its crate, for example with `relata::link!`

        error[missing_target]: relation `Order.item` points at `Item`, but no model has that name
        --> src/order.rs:2:8
         = note: 1 model is registered, from 1 crate: `shop`
         = note: this finding is in bin `server`
         = help: check the spelling of `Item`; if it is correct, check that `Item` derives `relata::Model`, that a `mod` item declares its file, that no disabled feature excludes it, and that the program refers to its crate, for example with `relata::link!`

        target        models  crates  errors  warnings
        bin `server`       1       1       2         0
        bin `worker`       1       1       1         0
        bin `tool`         2       1       1         0
        bin `desk`    not checked: requires feature `gui`

        2 errors in total
        for more information: cargo relata explain missing_target
        coverage of bin `server`: 1 model, 2 relations; 0 keys compared, 2 targets not known
        coverage of bin `worker`: 1 model, 1 relation; 0 keys compared, 1 target not known
        coverage of bin `tool`: 2 models, 1 relation; 0 keys compared, 1 target not known; 1 model without relations
    "#]].assert_eq(&anstream::adapter::strip_str(&text).to_string());
}

/// Other tests cover the findings; this one the systems of each.
#[test]
fn json_format() {
    let json: serde_json::Value = serde_json::from_str(&json::render(&several())).unwrap();
    let findings = json["findings"].as_array().unwrap().iter();
    let found_in: Vec<String> = findings.map(|it| it["found_in"].to_string()).collect();
    expect![[r#"
        [
          {
            "coverage": {
              "column_types_unknown": 0,
              "columns_compared": 0,
              "foreign_keys_without_relation": 0,
              "keys_compared": 0,
              "keys_unknown": 0,
              "models": 1,
              "models_without_relations": 0,
              "relations": 2,
              "relations_without_key": 0,
              "silenced_by_allow": 0,
              "silenced_by_baseline": 0,
              "silenced_by_level": 0,
              "skipped_parts": 0,
              "tables_unknown": 0,
              "targets_unknown": 2,
              "types_unknown": 0,
              "unread_code": 0
            },
            "crates": 1,
            "databases": [],
            "errors": 2,
            "models": 1,
            "name": "bin `server`",
            "warnings": 0
          },
          {
            "coverage": {
              "column_types_unknown": 0,
              "columns_compared": 0,
              "foreign_keys_without_relation": 0,
              "keys_compared": 0,
              "keys_unknown": 0,
              "models": 1,
              "models_without_relations": 0,
              "relations": 1,
              "relations_without_key": 0,
              "silenced_by_allow": 0,
              "silenced_by_baseline": 0,
              "silenced_by_level": 0,
              "skipped_parts": 0,
              "tables_unknown": 0,
              "targets_unknown": 1,
              "types_unknown": 0,
              "unread_code": 0
            },
            "crates": 1,
            "databases": [],
            "errors": 1,
            "models": 1,
            "name": "bin `worker`",
            "warnings": 0
          },
          {
            "coverage": {
              "column_types_unknown": 0,
              "columns_compared": 0,
              "foreign_keys_without_relation": 0,
              "keys_compared": 0,
              "keys_unknown": 0,
              "models": 2,
              "models_without_relations": 1,
              "relations": 1,
              "relations_without_key": 0,
              "silenced_by_allow": 0,
              "silenced_by_baseline": 0,
              "silenced_by_level": 0,
              "skipped_parts": 0,
              "tables_unknown": 0,
              "targets_unknown": 1,
              "types_unknown": 0,
              "unread_code": 0
            },
            "crates": 1,
            "databases": [],
            "errors": 1,
            "models": 2,
            "name": "bin `tool`",
            "warnings": 0
          }
        ]
        [{"name":"bin `desk`","reason":"requires feature `gui`"}]
        {"errors":2,"warnings":0}
        ["bin `server`","bin `worker`","bin `tool`"]
        ["bin `server`"]
    "#]]
    .assert_eq(&format!(
        "{:#}\n{}\n{}\n{}\n",
        json["checked"],
        json["skipped"],
        json["totals"],
        found_in.join("\n")
    ));
}

#[test]
fn github_format() {
    expect![[r#"
        ::error file=src/order.rs,line=2,col=8,title=relata%3A missing_target::relation `Order.buyer` points at `Person`, but no model has that name%0Anote: this finding is in all 3 targets%0Ahelp: check the spelling of `Person`; if it is correct, check that `Person` derives `relata::Model`, that a `mod` item declares its file, that no disabled feature excludes it, and that the program refers to its crate, for example with `relata::link!`
        ::error file=src/order.rs,line=2,col=8,title=relata%3A missing_target::relation `Order.item` points at `Item`, but no model has that name%0Anote: 1 model is registered, from 1 crate: `shop`%0Anote: this finding is in bin `server`%0Ahelp: check the spelling of `Item`; if it is correct, check that `Item` derives `relata::Model`, that a `mod` item declares its file, that no disabled feature excludes it, and that the program refers to its crate, for example with `relata::link!`
        2 errors in 3 targets; not checked: bin `desk` (requires feature `gui`)
        coverage of bin `server`: 1 model, 2 relations; 0 keys compared, 2 targets not known
        coverage of bin `worker`: 1 model, 1 relation; 0 keys compared, 1 target not known
        coverage of bin `tool`: 2 models, 1 relation; 0 keys compared, 1 target not known; 1 model without relations
    "#]].assert_eq(&github::render(&several()));
}

#[test]
fn common_findings_are_reported_once() {
    let models = r#"{ "path": "a::A", "relations": [{ "name": "b", "kind": "refers_to", "targets": ["B"] }] }"#;
    let systems = vec![checked("server", models), checked("worker", models)];
    expect![[r#"
        ::error title=relata%3A missing_target::relation `A.b` points at `B`, but no model has that name%0Anote: 1 model is registered, from 1 crate: `a`%0Anote: this finding is in bin `server` and bin `worker`%0Ahelp: check the spelling of `B`; if it is correct, check that `B` derives `relata::Model`, that a `mod` item declares its file, that no disabled feature excludes it, and that the program refers to its crate, for example with `relata::link!`
        1 error in 2 targets
        coverage of bin `server`: 1 model, 1 relation; 0 keys compared, 1 target not known
        coverage of bin `worker`: 1 model, 1 relation; 0 keys compared, 1 target not known
    "#]].assert_eq(&github::render(&Verdict::new(systems, None)));
}

/// Other tests cover the rules; this one invocations and results.
#[test]
fn sarif_format() {
    let log: serde_json::Value = serde_json::from_str(&sarif::render(&several())).unwrap();
    let run = &log["runs"][0];
    expect![[r#"
        [
          {
            "executionSuccessful": true,
            "toolExecutionNotifications": [
              {
                "level": "note",
                "message": {
                  "text": "bin `desk` not checked: requires feature `gui`"
                }
              }
            ]
          }
        ]
        [
          {
            "level": "error",
            "locations": [
              {
                "physicalLocation": {
                  "artifactLocation": {
                    "uri": "src/order.rs",
                    "uriBaseId": "%SRCROOT%"
                  },
                  "region": {
                    "startColumn": 8,
                    "startLine": 2
                  }
                }
              }
            ],
            "message": {
              "text": "relation `Order.buyer` points at `Person`, but no model has that name\nnote: this finding is in all 3 targets\nhelp: check the spelling of `Person`; if it is correct, check that `Person` derives `relata::Model`, that a `mod` item declares its file, that no disabled feature excludes it, and that the program refers to its crate, for example with `relata::link!`"
            },
            "partialFingerprints": {
              "relata/v1": "missing_target Order.buyer Person",
              "relata/v2": "missing_target shop::Order.buyer Person"
            },
            "ruleId": "missing_target",
            "ruleIndex": 0
          },
          {
            "level": "error",
            "locations": [
              {
                "physicalLocation": {
                  "artifactLocation": {
                    "uri": "src/order.rs",
                    "uriBaseId": "%SRCROOT%"
                  },
                  "region": {
                    "startColumn": 8,
                    "startLine": 2
                  }
                }
              }
            ],
            "message": {
              "text": "relation `Order.item` points at `Item`, but no model has that name\nnote: 1 model is registered, from 1 crate: `shop`\nnote: this finding is in bin `server`\nhelp: check the spelling of `Item`; if it is correct, check that `Item` derives `relata::Model`, that a `mod` item declares its file, that no disabled feature excludes it, and that the program refers to its crate, for example with `relata::link!`"
            },
            "partialFingerprints": {
              "relata/v1": "missing_target Order.item Item",
              "relata/v2": "missing_target shop::Order.item Item"
            },
            "ruleId": "missing_target",
            "ruleIndex": 0
          }
        ]
    "#]].assert_eq(&format!("{:#}\n{:#}\n", run["invocations"], run["results"]));
}

/// Another program may use it.
#[test]
fn baseline_entries_that_one_program_does_not_use_are_not_reported() {
    let models = r#"{ "path": "a::A", "relations": [{ "name": "b", "kind": "refers_to", "targets": ["B"] }] }"#;
    let baseline = checked("server", models).findings.to_baseline();
    let options = relata::options()
        .baseline_in("known.json", &baseline)
        .unwrap();
    let systems = vec![
        checked_with(&options, "server", models),
        checked_with(&options, "tool", r#"{ "path": "a::A" }"#),
    ];
    let verdict = Verdict::new(systems, Some("known.json"));
    expect![[r#"
        ::warning title=relata%3A missing_target::relation `A.b` points at `B`, but no model has that name%0Anote: 1 model is registered, from 1 crate: `a`%0Anote: this finding is in bin `server`%0Ahelp: check the spelling of `B`; if it is correct, check that `B` derives `relata::Model`, that a `mod` item declares its file, that no disabled feature excludes it, and that the program refers to its crate, for example with `relata::link!`
        1 warning in 2 targets
        coverage of bin `server`: 1 model, 1 relation; 0 keys compared, 1 target not known; 1 finding silenced: 1 by baseline
        coverage of bin `tool`: 1 model, no relation is declared; nothing was compared
    "#]].assert_eq(&github::render(&verdict));
    let summary = human::render(&verdict);
    let table = summary.split_once("target ").unwrap().1;
    expect![[r#"
               models  crates  errors  warnings
        bin `server`       1       1       0         1
        bin `tool`         1       1       0         0

        1 warning in total
        for more information: cargo relata explain missing_target
        coverage of bin `server`: 1 model, 1 relation; 0 keys compared, 1 target not known; 1 finding silenced: 1 by baseline
        coverage of bin `tool`: 1 model, no relation is declared; nothing was compared
    "#]]
    .assert_eq(table);
    let json: serde_json::Value = serde_json::from_str(&json::render(&verdict)).unwrap();
    expect![[r#"
        [
          {
            "coverage": {
              "column_types_unknown": 0,
              "columns_compared": 0,
              "foreign_keys_without_relation": 0,
              "keys_compared": 0,
              "keys_unknown": 0,
              "models": 1,
              "models_without_relations": 0,
              "relations": 1,
              "relations_without_key": 0,
              "silenced_by_allow": 0,
              "silenced_by_baseline": 1,
              "silenced_by_level": 0,
              "skipped_parts": 0,
              "tables_unknown": 0,
              "targets_unknown": 1,
              "types_unknown": 0,
              "unread_code": 0
            },
            "crates": 1,
            "databases": [],
            "errors": 0,
            "models": 1,
            "name": "bin `server`",
            "warnings": 1
          },
          {
            "coverage": {
              "column_types_unknown": 0,
              "columns_compared": 0,
              "foreign_keys_without_relation": 0,
              "keys_compared": 0,
              "keys_unknown": 0,
              "models": 1,
              "models_without_relations": 1,
              "relations": 0,
              "relations_without_key": 0,
              "silenced_by_allow": 0,
              "silenced_by_baseline": 0,
              "silenced_by_level": 0,
              "skipped_parts": 0,
              "tables_unknown": 0,
              "targets_unknown": 0,
              "types_unknown": 0,
              "unread_code": 0
            },
            "crates": 1,
            "databases": [],
            "errors": 0,
            "models": 1,
            "name": "bin `tool`",
            "warnings": 0
          }
        ]
    "#]]
    .assert_eq(&format!("{:#}\n", json["checked"]));
}

/// A `link!` knows only where it starts.
#[test]
fn the_crate_in_a_link_is_underlined() {
    let text = "relata::link!(my_billing, billing);\nbilling();";
    assert_eq!(name_after(text, 12, "billing"), Some(26..33));
    assert_eq!(name_after(text, 12, "crm"), None);
}
