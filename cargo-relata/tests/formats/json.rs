//! `relata-check/1`.

use expect_test::{expect, expect_file};
use serde_json::Value;

use crate::documents::{ALONE, HOSTILE, INVALID, VALID, check, folder};
use crate::run;

#[test]
fn no_findings() {
    let output = check(&folder("json-valid", VALID), "json");
    expect![[r#"
        $ cargo relata check models.json --message-format json
        {
          "format": "relata-check/1",
          "totals": {
            "errors": 0,
            "warnings": 0
          },
          "checked": [
            {
              "name": "`models.json`",
              "models": 1,
              "crates": 1,
              "errors": 0,
              "warnings": 0,
              "coverage": {
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
              },
              "databases": []
            }
          ],
          "skipped": [],
          "findings": []
        }
        exit 0
    "#]]
    .assert_eq(&output.to_string());
}

#[test]
fn findings_with_all_that_is_known() {
    let output = check(&folder("json-invalid", INVALID), "json");
    expect_file!["json.txt"].assert_eq(&output.to_string());
}

#[test]
fn findings_about_one_thing_alone() {
    let folder = folder("json-alone", ALONE);
    let arguments = [
        "models.json",
        "--format",
        "json",
        "--deny",
        "isolated_model",
    ];
    let output = run::output(&folder, &arguments);
    expect![[r#"
        $ cargo relata models.json --format json --deny isolated_model
        {
          "format": "relata-check/1",
          "totals": {
            "errors": 1,
            "warnings": 1
          },
          "checked": [
            {
              "name": "`models.json`",
              "models": 1,
              "crates": 1,
              "errors": 1,
              "warnings": 1,
              "coverage": {
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
              },
              "databases": []
            }
          ],
          "skipped": [],
          "findings": [
            {
              "rule": "isolated_model",
              "level": "error",
              "headline": "`Customer` has no relations, and no relation points at it",
              "subject": "crm::Customer",
              "other": null,
              "place": {
                "file": "src/customer.rs",
                "line": 2,
                "column": 8
              },
              "notes": [],
              "help": null,
              "found_in": [
                "`models.json`"
              ],
              "in_databases": []
            },
            {
              "rule": "unused_allow",
              "level": "warning",
              "headline": "`allow(missing_key)` on `Customer` matches no finding",
              "subject": "Customer",
              "other": "missing_key",
              "place": {
                "file": "src/customer.rs",
                "line": 2,
                "column": 8
              },
              "notes": [
                {
                  "text": "reason: it was so",
                  "place": null
                }
              ],
              "help": "remove `allow(missing_key)`",
              "found_in": [
                "`models.json`"
              ],
              "in_databases": []
            }
          ]
        }
        exit 1
    "#]]
    .assert_eq(&output.to_string());
}

/// The name of the file is unchanged for programs; control characters are escaped.
#[test]
fn a_hostile_document() {
    let output = check(&folder("json-hostile", HOSTILE), "json");
    expect![[r#"
        $ cargo relata check models.json --message-format json
        {
          "format": "relata-check/1",
          "totals": {
            "errors": 1,
            "warnings": 0
          },
          "checked": [
            {
              "name": "`models.json`",
              "models": 1,
              "crates": 1,
              "errors": 1,
              "warnings": 0,
              "coverage": {
                "models": 1,
                "relations": 1,
                "keys_compared": 0,
                "keys_unknown": 0,
                "types_unknown": 0,
                "targets_unknown": 1,
                "relations_without_key": 0,
                "models_without_relations": 0,
                "columns_compared": 0,
                "column_types_unknown": 0,
                "tables_unknown": 0,
                "foreign_keys_without_relation": 0,
                "unread_code": 0,
                "skipped_parts": 0,
                "silenced_by_allow": 0,
                "silenced_by_level": 0,
                "silenced_by_baseline": 0
              },
              "databases": []
            }
          ],
          "skipped": [],
          "findings": [
            {
              "rule": "missing_target",
              "level": "error",
              "headline": "relation `Model<'\"&`%0A,:\\u{a}\\u{202e}].[x](https://example.org)\\u{a}::error::` points at `b:%:\\u{d}\\u{9b}{0}`, but no model has that name",
              "subject": "Model<'\"&`%0A,:\\u{a}\\u{202e}].[x](https://example.org)\\u{a}::error::",
              "other": "b:%:\\u{d}\\u{9b}{0}",
              "place": {
                "file": "C%3A/:,%0A\n\u202e\u001b[31m ö.rs",
                "line": 2,
                "column": 8
              },
              "notes": [
                {
                  "text": "1 model is registered, from 1 crate: `a`",
                  "place": null
                },
                {
                  "text": "`b:%:\\u{d}\\u{9b}{0}` is not the path of a Rust type, so no derive can register it",
                  "place": null
                }
              ],
              "help": null,
              "found_in": [
                "`models.json`"
              ],
              "in_databases": []
            }
          ]
        }
        exit 1
    "#]].assert_eq(&output.to_string());
    let is_seen = |it: char| it == '\n' || (!it.is_control() && it != '\u{202e}');
    assert!(output.stdout.chars().all(is_seen));
    let json: Value = serde_json::from_str(&output.stdout).unwrap();
    assert_eq!(
        json["findings"][0]["place"]["file"],
        "C%3A/:,%0A\n\u{202e}\u{1b}[31m ö.rs"
    );
}
