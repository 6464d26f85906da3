//! Baselines: entries keep matching when other models are added, and old baselines are upgraded.

use std::fs;

use expect_test::expect;
use serde_json::Value;

use crate::run::{self, output, run};

fn document(other: &str) -> String {
    format!(
        r#"{{ "format": "relata/1", "models": [
  {{ "path": "app::User", "key": ["id"], "fields": [ {{ "name": "id", "type": "i64" }} ], "relations": [
    {{ "name": "posts", "kind": "has_many", "targets": ["app::Post"], "inverse": "writer" }} ] }},
  {{ "path": "app::Post", "key": ["id"], "fields": [ {{ "name": "id", "type": "i64" }}, {{ "name": "author_id", "type": "i64" }} ],
    "relations": [
      {{ "name": "author", "kind": "belongs_to", "targets": ["app::User"], "key": ["author_id"] }} ] }}{other} ] }}"#
    )
}

/// A valid model with the same name as a model in the baseline.
const ANOTHER_USER: &str =
    r#", { "path": "crm::User", "key": ["id"], "fields": [ { "name": "id", "type": "i64" } ] }"#;

#[test]
fn new_model_with_the_same_name() {
    let files = [
        ("before.json", &*document("")),
        ("after.json", &*document(ANOTHER_USER)),
    ];
    let here = run::folder("baseline-new-model", &files);
    run(&here, &["baseline", "before.json", "-o", "baseline.json"]);
    expect![[r#"
        $ cargo relata check after.json --baseline baseline.json
        warning[missing_inverse]: `Post` has no relation `writer`, which `app::User.posts` names as its inverse
         |
         = note: `Post` has 1 relation to `app::User`: `author`
         = note: this finding is in `after.json`
         = help: write `inverse = author`

        `after.json`: 1 warning in 3 models from 2 crates
        for more information: cargo relata explain missing_inverse
        coverage: 3 models, 2 relations; 1 key compared, 1 key not known; 1 model without relations; 1 finding silenced: 1 by baseline
        exit 0
    "#]].assert_eq(&run(
        &here,
        &["check", "after.json", "--baseline", "baseline.json"],
    ));
    let fingerprint = |file: &str| {
        let output = output(&here, &["check", file, "--format", "sarif"]);
        let log: Value = serde_json::from_str(&output.stdout).unwrap();
        log["runs"][0]["results"][0]["partialFingerprints"]["relata/v2"].to_string()
    };
    expect![[r#""missing_inverse app::User.posts app::Post.writer""#]]
        .assert_eq(&fingerprint("before.json"));
    assert_eq!(fingerprint("before.json"), fingerprint("after.json"));
}

/// The first format contains short names of models.
const OLD: &str = r#"{ "format": "relata-baseline/1", "findings": [
  { "rule": "missing_inverse", "subject": "User.posts", "other": "Post.writer" },
  { "rule": "missing_target", "subject": "User.gone", "other": "Gone" } ] }"#;

#[test]
fn upgrade() {
    let files = [("app.json", &*document("")), ("baseline.json", OLD)];
    let here = run::folder("baseline-upgrade", &files);
    let upgrade = ["baseline", "app.json", "--upgrade", "baseline.json"];
    expect![[r#"
        $ cargo relata baseline app.json --upgrade baseline.json
        --- stderr
            Upgraded 1 entry, removed 1 that no longer occurs
               Wrote baseline.json
        exit 0
    "#]]
    .assert_eq(&run(&here, &upgrade));
    let new = fs::read_to_string(here.join("baseline.json")).unwrap();
    expect![[r#"
        {
          "format": "relata-baseline/2",
          "findings": [
            {
              "rule": "missing_inverse",
              "subject": "app::User.posts",
              "other": "app::Post.writer"
            }
          ]
        }
    "#]]
    .assert_eq(&new);
    // A baseline in the current format stays the same.
    expect![[r#"
        $ cargo relata baseline app.json --upgrade baseline.json
        --- stderr
            Upgraded 1 entry
               Wrote baseline.json
        exit 0
    "#]]
    .assert_eq(&run(&here, &upgrade));
    assert_eq!(new, fs::read_to_string(here.join("baseline.json")).unwrap());
}

#[test]
fn rejected_upgrades() {
    let here = run::folder("baseline-not-upgraded", &[("app.json", &*document(""))]);
    let printed = [
        &["baseline", "app.json", "--upgrade", "app.json"][..],
        &["baseline", "app.json", "--upgrade", "nowhere.json"],
        &[
            "baseline",
            "app.json",
            "--upgrade",
            "app.json",
            "-o",
            "new.json",
        ],
    ];
    let printed = printed.map(|it| run(&here, it));
    expect![[r#"
        $ cargo relata baseline app.json --upgrade app.json
        --- stderr
        error: `app.json` cannot be read: unknown field `models`, expected `format` or `findings` at line 1 column 32
        exit 2

        $ cargo relata baseline app.json --upgrade nowhere.json
        --- stderr
        error: no such file `nowhere.json`
        exit 2

        $ cargo relata baseline app.json --upgrade app.json -o new.json
        --- stderr
        error: the argument '--upgrade <FILE>' cannot be used with '--output <FILE>'

        Usage: cargo relata baseline --upgrade <FILE> <INPUT>...

        For more information, try '--help'.
        exit 2
    "#]].assert_eq(&printed.join("\n"));
    let unchanged = fs::read_to_string(here.join("app.json")).unwrap();
    assert_eq!(unchanged, document(""));
}
