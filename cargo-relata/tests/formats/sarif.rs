//! SARIF, also validated against the schema of the standard.

use std::path::Path;

use expect_test::{expect, expect_file};
use jsonschema::Validator;
use serde_json::{Value, json};

use crate::documents::{ALONE, HOSTILE, INVALID, VALID, check, folder};
use crate::run::{self, Output};

/// The schema of the standard.
fn schema() -> Validator {
    let text = include_str!("../sarif/sarif-schema-2.1.0.json");
    // The pattern of languages contains an unmatched bracket, which Errata 01 of the standard removes.
    let text = text.replace("{2}]?$", "{2}$");
    let schema: Value = serde_json::from_str(&text).unwrap();
    let options = jsonschema::options().should_validate_formats(true);
    options.build(&schema).unwrap()
}

/// Parses and validates the log.
fn log(output: &Output) -> Value {
    let log: Value = serde_json::from_str(&output.stdout).unwrap();
    let schema = schema();
    let errors = schema.iter_errors(&log);
    let errors: Vec<String> = errors
        .map(|it| format!("{}: {it}", it.instance_path()))
        .collect();
    assert!(errors.is_empty(), "{errors:#?}");
    log
}

/// The output, without the version and the pages of rules.
fn printed(output: &Output) -> String {
    log(output);
    let mut text = String::new();
    for line in output.to_string().lines() {
        let name = line.trim_start().split(':').next().unwrap_or_default();
        let line = match name {
            "\"markdown\"" => line.split(": ").next().unwrap().to_owned() + ": \"[page]\"",
            "\"text\"" if line.contains("\\n\\n") => {
                line.split(": ").next().unwrap().to_owned() + ": \"[page]\""
            }
            _ => line.replace(env!("CARGO_PKG_VERSION"), "[VERSION]"),
        };
        text.push_str(&line);
        text.push('\n');
    }
    text
}

#[test]
fn the_schema_rejects_invalid_logs() {
    let mut log = log(&check(&folder("sarif-refused", INVALID), "sarif"));
    let uri =
        log.pointer_mut("/runs/0/results/1/locations/0/physicalLocation/artifactLocation/uri");
    *uri.unwrap() = json!("a b.rs");
    assert!(!schema().is_valid(&log));
}

#[test]
fn no_findings() {
    let output = check(&folder("sarif-valid", VALID), "sarif");
    expect![[r#"
        $ cargo relata check models.json --message-format sarif
        {
          "version": "2.1.0",
          "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
          "runs": [
            {
              "tool": {
                "driver": {
                  "name": "relata",
                  "semanticVersion": "[VERSION]",
                  "informationUri": "https://docs.rs/relata",
                  "rules": []
                }
              },
              "invocations": [
                {
                  "executionSuccessful": true
                }
              ],
              "originalUriBaseIds": {
                "%SRCROOT%": {
                  "description": {
                    "text": "The root of the repository."
                  }
                }
              },
              "columnKind": "unicodeCodePoints",
              "results": [],
              "properties": {
                "coverage": [
                  {
                    "name": "`models.json`",
                    "models": 1,
                    "relations": 0,
                    "keys_compared": 0,
                    "keys_unknown": 0,
                    "types_unknown": 0,
                    "targets_unknown": 0,
                    "relations_without_key": 0,
                    "models_without_relations": 1,
                    "columns_compared": 0,
                    "column_types_unknown": 0,
                    "tables_unknown": 0,
                    "foreign_keys_without_relation": 0,
                    "unread_code": 0,
                    "skipped_parts": 0,
                    "silenced_by_allow": 0,
                    "silenced_by_level": 0,
                    "silenced_by_baseline": 0
                  }
                ]
              }
            }
          ]
        }
        exit 0
    "#]].assert_eq(&printed(&output));
}

#[test]
fn findings_with_all_that_is_known() {
    let output = check(&folder("sarif-invalid", INVALID), "sarif");
    expect_file!["sarif.txt"].assert_eq(&printed(&output));
}

#[test]
fn a_hostile_document() {
    let output = check(&folder("sarif-hostile", HOSTILE), "sarif");
    let log = log(&output);
    expect![[r#"
        [
          {
            "level": "error",
            "locations": [
              {
                "physicalLocation": {
                  "artifactLocation": {
                    "uri": "C%253A/%3A%2C%250A%0A%E2%80%AE%1B%5B31m%20%C3%B6.rs",
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
              "text": "relation `Model<'\"&`%0A,:\\u{a}\\u{202e}].[x] (https://example.org)\\u{a}::error::` points at `b:%:\\u{d}\\u{9b}{0}`, but no model has that name\nnote: 1 model is registered, from 1 crate: `a`\nnote: `b:%:\\u{d}\\u{9b}{0}` is not the path of a Rust type, so no derive can register it"
            },
            "partialFingerprints": {
              "relata/v1": "missing_target Model<'\"&`%0A,:\\u{a}\\u{202e}].[x](https://example.org)\\u{a}::error:: b:%:\\u{d}\\u{9b}{0}",
              "relata/v2": "missing_target a::Model<'\"&`%0A,:\\u{a}\\u{202e}].[x](https://example.org)\\u{a}::error:: b:%:\\u{d}\\u{9b}{0}"
            },
            "ruleId": "missing_target",
            "ruleIndex": 0
          }
        ]
    "#]].assert_eq(&format!("{:#}\n", log["runs"][0]["results"]));
}

#[test]
fn rules_contain_their_page() {
    let folder = folder("sarif-page", INVALID);
    let log = log(&check(&folder, "sarif"));
    let rules = log["runs"][0]["tool"]["driver"]["rules"]
        .as_array()
        .unwrap();
    assert_eq!(rules.len(), 2);
    for rule in rules {
        let id = rule["id"].as_str().unwrap();
        let explained = run::output(&folder, &["explain", id]).stdout;
        let page = rule["help"]["markdown"].as_str().unwrap();
        assert_eq!(format!("# {id}\n\n{page}"), explained);
        assert_eq!(rule["help"]["text"], page);
        let opening = rule["fullDescription"]["text"].as_str().unwrap();
        assert_eq!(page.split_once("\n\nErroneous").unwrap().0, opening);
        assert_eq!(
            rule["shortDescription"]["text"],
            opening.lines().next().unwrap()
        );
    }
}

/// The default level does not depend on the options.
#[test]
fn rules_contain_their_default_level() {
    let folder = folder("sarif-levels", ALONE);
    let arguments = [
        "models.json",
        "--format",
        "sarif",
        "--deny",
        "isolated_model",
    ];
    let log = log(&run::output(&folder, &arguments));
    let run = &log["runs"][0];
    let printed = run["results"].as_array().unwrap().iter().map(|result| {
        let nth = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        let by_default = &run["tool"]["driver"]["rules"][nth]["defaultConfiguration"];
        format!(
            "{} {}, by default {by_default}\n",
            result["ruleId"], result["level"]
        )
    });
    expect![[r#"
        "isolated_model" "error", by default {"enabled":false,"level":"warning"}
        "unused_allow" "warning", by default {"enabled":true,"level":"warning"}
    "#]]
    .assert_eq(&printed.collect::<String>());
}

/// The fingerprints of this version.
fn fingerprints(name: &str, document: &str, version: &str) -> Vec<String> {
    let log = log(&check(&folder(name, document), "sarif"));
    let results = log["runs"][0]["results"].as_array().unwrap().clone();
    let all = results
        .iter()
        .map(|it| it["partialFingerprints"][version].to_string());
    all.collect()
}

/// Code scanning recognizes findings by their fingerprints after lines have moved.
#[test]
fn fingerprints_do_not_depend_on_lines() {
    let other_line = INVALID.replace(".rs:", ".rs:4");
    for version in ["relata/v1", "relata/v2"] {
        assert_eq!(
            fingerprints("sarif-line", INVALID, version),
            fingerprints("sarif-other-line", &other_line, version)
        );
    }
    let twice = r#"{ "format": "relata/1", "models": [
        { "path": "a::A", "relations": [{ "name": "b", "kind": "refers_to", "targets": ["B"], "inverse": "x" }] },
        { "path": "b::A", "relations": [{ "name": "b", "kind": "refers_to", "targets": ["B"], "inverse": "x" }] },
        { "path": "b::B" }
    ] }"#;
    expect![[r#""missing_inverse a::A.b B.x""#]]
        .assert_eq(&fingerprints("sarif-twice", twice, "relata/v1").join("\n"));
    expect![[r#""missing_inverse a::A.b b::B.x""#]]
        .assert_eq(&fingerprints("sarif-twice", twice, "relata/v2").join("\n"));
}

/// Reports print the path of `app::User` if there is another `User`.
#[test]
fn fingerprints_do_not_depend_on_other_models() {
    let document = |other: &str| {
        format!(
            r#"{{ "format": "relata/1", "models": [
            {{ "path": "app::User", "relations": [
                {{ "name": "posts", "kind": "has_many", "targets": ["app::Post"], "inverse": "writer" }} ] }},
            {{ "path": "app::Post" }}{other} ] }}"#
        )
    };
    let (alone, beside) = (document(""), document(r#", { "path": "crm::User" }"#));
    let both = |version| {
        [("sarif-alone", &alone), ("sarif-beside", &beside)]
            .map(|(name, document)| fingerprints(name, document, version).join(" "))
            .join("\n")
    };
    expect![[r#"
        "missing_inverse User.posts Post.writer"
        "missing_inverse app::User.posts Post.writer""#]]
    .assert_eq(&both("relata/v1"));
    expect![[r#"
        "missing_inverse app::User.posts app::Post.writer"
        "missing_inverse app::User.posts app::Post.writer""#]]
    .assert_eq(&both("relata/v2"));
}

/// GitHub rejects logs with a result without a location.
#[test]
fn findings_without_a_place_are_located_at_the_manifest() {
    let locations = |folder: &Path| {
        let log = log(&check(folder, "sarif"));
        log["runs"][0]["results"][0]["locations"].to_string()
    };
    let folder = folder("sarif-manifest", INVALID);
    expect![["null"]].assert_eq(&locations(&folder));
    run::write(&folder.join("Cargo.toml"), "");
    expect![[r#"[{"physicalLocation":{"artifactLocation":{"uri":"Cargo.toml","uriBaseId":"%SRCROOT%"},"region":{"startColumn":1,"startLine":1}}}]"#]].assert_eq(&locations(&folder));
}
