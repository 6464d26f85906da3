//! `relata-check/1`.

use expect_test::expect;
use serde_json::Value;

use crate::documents::{HOSTILE, SOUND, UNSOUND, check, folder};

#[test]
fn nothing_is_found() {
    let output = check(&folder("json-sound", SOUND), "json");
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
              "warnings": 0
            }
          ],
          "skipped": [],
          "findings": []
        }
        --- exit status 0
    "#]]
    .assert_eq(&output.to_string());
}

#[test]
fn findings_with_all_that_is_known() {
    let output = check(&folder("json-unsound", UNSOUND), "json");
    expect![[r#"
        $ cargo relata check models.json --message-format json
        {
          "format": "relata-check/1",
          "totals": {
            "errors": 3,
            "warnings": 0
          },
          "checked": [
            {
              "name": "`models.json`",
              "models": 3,
              "crates": 2,
              "errors": 3,
              "warnings": 0
            }
          ],
          "skipped": [],
          "findings": [
            {
              "rule": "missing_target",
              "level": "error",
              "headline": "relation `Shop.owner` points at `Person`, but no model has that name",
              "subject": "Shop.owner",
              "other": "Person",
              "place": null,
              "notes": [
                {
                  "text": "3 models are registered, from 2 crates: `billing` and `crm`",
                  "place": null
                }
              ],
              "help": "see that `Person` derives `relata::Model`, that a `mod` declares its file, and that code names its crate",
              "found_in": [
                "`models.json`"
              ]
            },
            {
              "rule": "key_type",
              "level": "error",
              "headline": "key `Invoice.customer_id` is `i32`, but `Customer.id`, which it points at, is `i64`",
              "subject": "Invoice.customer",
              "other": "Customer.id",
              "place": {
                "file": "src/invoice.rs",
                "line": 2,
                "column": 10
              },
              "notes": [
                {
                  "text": "it is the key of `Invoice.customer`",
                  "place": null
                },
                {
                  "text": "`Invoice.customer_id` is declared here",
                  "place": {
                    "file": "src/invoice.rs",
                    "line": 5,
                    "column": 5
                  }
                },
                {
                  "text": "`Customer.id` is declared here",
                  "place": {
                    "file": "src/größe und, mehr/customer.rs",
                    "line": 2,
                    "column": 8
                  }
                },
                {
                  "text": "they differ in width: 32 bits and 64 bits",
                  "place": null
                }
              ],
              "help": "make the type of `Invoice.customer_id` `i64`",
              "found_in": [
                "`models.json`"
              ]
            },
            {
              "rule": "missing_target",
              "level": "error",
              "headline": "relation `Invoice.rows` points at `Invoce`, but no model has that name",
              "subject": "Invoice.rows",
              "other": "Invoce",
              "place": {
                "file": "src/invoice.rs",
                "line": 7,
                "column": 10
              },
              "notes": [
                {
                  "text": "a model with a similar name exists: `billing::Invoice`",
                  "place": {
                    "file": "src/invoice.rs",
                    "line": 3,
                    "column": 8
                  }
                }
              ],
              "help": "write `Invoice`",
              "found_in": [
                "`models.json`"
              ]
            }
          ]
        }
        --- exit status 1
    "#]].assert_eq(&output.to_string());
}

/// A program reads the file's own name; a terminal is sent nothing that it would obey.
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
              "warnings": 0
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
                  "text": "`b:%:\\u{d}\\u{9b}{0}` is not the path of a Rust type, so no derive registers it",
                  "place": null
                }
              ],
              "help": null,
              "found_in": [
                "`models.json`"
              ]
            }
          ]
        }
        --- exit status 1
    "#]].assert_eq(&output.to_string());
    let is_seen = |it: char| it == '\n' || (!it.is_control() && it != '\u{202e}');
    assert!(output.stdout.chars().all(is_seen));
    let json: Value = serde_json::from_str(&output.stdout).unwrap();
    assert_eq!(
        json["findings"][0]["place"]["file"],
        "C%3A/:,%0A\n\u{202e}\u{1b}[31m ö.rs"
    );
}
