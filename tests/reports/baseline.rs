//! A baseline lowers what it lists to warnings; new findings fail, and what is gone is asked to be struck.

#![cfg(feature = "document")]

use expect_test::expect;
use relata::document::Document;
use relata::{Findings, Level, Options, options};
use serde_json::{Value, json};

fn documents(relations: &Value) -> [Document; 1] {
    let models = json!([{ "path": "shop::Order", "at": "order.rs:1:1", "relations": relations }]);
    let text = json!({ "format": "relata/1", "models": models }).to_string();
    [Document::parse(&text).unwrap()]
}

fn refers_to(name: &str, target: &str, line: u32) -> Value {
    json!({ "name": name, "kind": "refers_to", "targets": [target], "at": format!("order.rs:{line}:5") })
}

fn with(baseline: &str) -> Options {
    options().baseline(baseline)
}

#[test]
fn what_is_listed_is_a_warning_and_what_is_new_fails() {
    let old = json!([refers_to("customer", "Customer", 2)]);
    let baseline = options().check_documents(&documents(&old)).to_baseline();
    expect![[r#"
        {
          "format": "relata-baseline/2",
          "findings": [
            {
              "rule": "missing_target",
              "subject": "shop::Order.customer",
              "other": "Customer"
            }
          ]
        }
    "#]]
    .assert_eq(&baseline);
    let registry = with(&baseline).init_documents(&documents(&old)).unwrap();
    expect![[r#"
        relata: 1 warning in 1 model from 1 crate

        warning[missing_target]: relation `Order.customer` points at `Customer`, but no model has that name
          --> order.rs:2:5
          = note: 1 model is registered, from 1 crate: `shop`
          = help: check the spelling of `Customer`; if it is correct, check that `Customer` derives `relata::Model`, that a `mod` item declares its file, that no disabled feature excludes it, and that the program refers to its crate, for example with `relata::link!`

        for more information: cargo relata explain missing_target
    "#]].assert_eq(&registry.warnings().to_string());

    let new = json!([
        refers_to("customer", "Customer", 2),
        refers_to("basket", "Basket", 3)
    ]);
    let report = with(&baseline)
        .init_documents(&documents(&new))
        .unwrap_err();
    expect![[r#"
        relata: 1 error in 1 model from 1 crate

        error[missing_target]: relation `Order.basket` points at `Basket`, but no model has that name
          --> order.rs:3:5
          = note: 1 model is registered, from 1 crate: `shop`
          = help: check the spelling of `Basket`; if it is correct, check that `Basket` derives `relata::Model`, that a `mod` item declares its file, that no disabled feature excludes it, and that the program refers to its crate, for example with `relata::link!`

        for more information: cargo relata explain missing_target
    "#]].assert_eq(&report.to_string());
}

#[test]
fn it_outlives_other_places_and_other_relations_that_need_the_same_model() {
    let old = json!([refers_to("customer", "Customer", 2)]);
    let baseline = options().check_documents(&documents(&old)).to_baseline();
    let moved = json!([
        refers_to("payer", "Customer", 7),
        refers_to("customer", "Customer", 9)
    ]);
    let findings = with(&baseline).check_documents(&documents(&moved));
    assert_eq!(
        (findings.count(Level::Warn), findings.count(Level::Deny)),
        (1, 0)
    );
}

#[test]
fn what_is_found_no_more_is_asked_to_be_struck() {
    let old = json!([refers_to("customer", "Customer", 2)]);
    let baseline = options().check_documents(&documents(&old)).to_baseline();
    let findings = with(&baseline).check_documents(&documents(&json!([])));
    expect![[r#"
        relata: 1 warning in 1 model from 1 crate

        warning[unused_allow]: the baseline lists `missing_target` of `shop::Order.customer` and `Customer`, which no longer occurs
          --> tests/reports/baseline.rs:21:15
          = help: remove the entry from the baseline

        for more information: cargo relata explain unused_allow
    "#]].assert_eq(&findings.to_string());
}

/// Posts and their author, by keys that differ; each model in a file of its own.
fn posts(files: [&str; 2], more: &[(&str, u32)]) -> [Document; 1] {
    let key = |name: &str| json!({ "name": name, "type": "i64" });
    let belongs_to = |name: &str, line: u32| {
        json!({ "name": name, "kind": "belongs_to", "targets": ["User"], "key": ["author_id"], "inverse": "posts",
                "at": format!("{}:{line}:5", files[0]) })
    };
    let mut relations = vec![belongs_to("author", 5)];
    for (name, line) in more {
        let mut relation = belongs_to(name, *line);
        relation["inverse"] = json!("written");
        relations.push(relation);
    }
    let models = json!([
        { "path": "blog::Post", "at": format!("{}:1:1", files[0]),
          "fields": [key("id"), key("author_id"), key("editor_id")], "relations": relations },
        { "path": "blog::User", "at": format!("{}:1:1", files[1]), "fields": [key("id")], "relations": [
            { "name": "posts", "kind": "has_many", "targets": ["Post"], "key": ["editor_id"], "inverse": "author",
              "at": format!("{}:5:5", files[1]) } ] }
    ]);
    let text = json!({ "format": "relata/1", "models": models }).to_string();
    [Document::parse(&text).unwrap()]
}

#[test]
fn it_outlives_which_side_comes_first() {
    let baseline = options()
        .check_documents(&posts(["a.rs", "b.rs"], &[]))
        .to_baseline();
    let findings = with(&baseline).check_documents(&posts(["c.rs", "b.rs"], &[]));
    let found = findings
        .iter()
        .map(|it| (it.rule().name(), it.subject().to_string(), it.level()));
    let expected = [("inverse_key", "User.posts".to_owned(), Level::Warn)];
    assert_eq!(found.collect::<Vec<_>>(), expected);
}

#[test]
fn it_outlives_another_relation_that_shows_the_same() {
    let baseline = options()
        .check_documents(&posts(["a.rs", "b.rs"], &[("writer", 9)]))
        .to_baseline();
    let more = [("writer", 9), ("first_writer", 7)];
    let findings = with(&baseline).check_documents(&posts(["a.rs", "b.rs"], &more));
    assert_eq!(findings.count(Level::Deny), 0, "{findings}");
    assert_eq!(findings.count(Level::Warn), 2, "{findings}");
}

#[test]
fn models_of_one_absent_crate_are_listed_each() {
    let all = [
        refers_to("a", "gone::A", 2),
        refers_to("b", "gone::B", 3),
        refers_to("c", "gone::C", 4),
    ];
    let [a, b, _] = all.clone();
    let two = documents(&json!([a, b]));
    let baseline = options().check_documents(&two).to_baseline();
    expect![[r#"
        {
          "format": "relata-baseline/2",
          "findings": [
            {
              "rule": "missing_target",
              "subject": "shop::Order.a",
              "other": "gone::A"
            },
            {
              "rule": "missing_target",
              "subject": "shop::Order.b",
              "other": "gone::B"
            }
          ]
        }
    "#]]
    .assert_eq(&baseline);
    let count = |relations: Value| {
        let findings = with(&baseline).check_documents(&documents(&relations));
        (findings.count(Level::Warn), findings.count(Level::Deny))
    };
    assert_eq!(count(json!([a, b])), (1, 0));
    // One of them is fixed: the other is listed still, and its entry is not.
    assert_eq!(count(json!([b])), (2, 0));
    // Another one is new.
    assert_eq!(count(json!(all)), (0, 1));
}

#[test]
fn what_was_not_asked_is_not_asked_to_be_struck() {
    let entry = |rule: &str, subject: &str, other: &str| json!({ "rule": rule, "subject": subject, "other": other });
    let baseline = |entries: &[Value]| {
        json!({ "format": "relata-baseline/1", "findings": entries }).to_string()
    };
    let sound = documents(&json!([]));
    // A rule that is off.
    let shared = baseline(&[entry("shared_key", "Order.a", "Order.b")]);
    assert!(with(&shared).check_documents(&sound).is_empty());
    assert_eq!(with(&shared).strict().check_documents(&sound).len(), 1);
    // What another fault keeps from being judged.
    let inverse = baseline(&[entry(
        "missing_inverse",
        "Order.customer",
        "Customer.orders",
    )]);
    let findings =
        with(&inverse).check_documents(&documents(&json!([refers_to("customer", "Customer", 2)])));
    let rules: Vec<&str> = findings.iter().map(|it| it.rule().name()).collect();
    assert_eq!(rules, ["missing_target"]);
    // What is not a rule.
    let unknown = baseline(&[
        entry("mising_target", "Order.customer", "Customer"),
        entry("nope", "Order", ""),
    ]);
    expect![[r#"
        relata: 2 warnings in 1 model from 1 crate

        warning[unused_allow]: the baseline lists an unknown rule `nope`
          --> tests/reports/baseline.rs:21:15

        warning[unused_allow]: the baseline lists an unknown rule `mising_target`
          --> tests/reports/baseline.rs:21:15
          = note: a rule with a similar name exists: `missing_target`

        for more information: cargo relata explain unused_allow
    "#]]
    .assert_eq(&with(&unknown).check_documents(&sound).to_string());
}

#[test]
fn one_that_cannot_be_read_is_denied_and_says_where() {
    let mut errors = Vec::new();
    for text in [
        "",
        "[]",
        r#"{ "format": "relata-baseline/1", "findings": [[]] }"#,
    ] {
        let findings = with(text).check_documents(&documents(&json!([])));
        errors.push(findings.iter().next().unwrap().headline().to_owned());
    }
    expect![[r#"
        the baseline cannot be read: EOF while parsing a value at line 1 column 0
        the baseline cannot be read: invalid type: sequence, expected a baseline, which is an object with `format` and `findings` at line 1 column 0
        the baseline cannot be read: invalid type: sequence, expected a finding, which is an object with `rule` and `subject` at line 1 column 46
    "#]]
    .assert_eq(&(errors.join("\n") + "\n"));
    let sound = documents(&json!([]));
    let report = with("{\n  \"findings\": 3\n}")
        .init_documents(&sound)
        .unwrap_err();
    expect![[r#"
        relata: 1 error in 1 model from 1 crate

        error[unused_allow]: the baseline cannot be read: invalid type: integer `3`, expected a sequence at line 2 column 15
          --> tests/reports/baseline.rs:21:15

        for more information: cargo relata explain unused_allow
    "#]].assert_eq(&report.to_string());
    let report = with(r#"{ "format": "relata/1", "findings": [] }"#)
        .init_documents(&sound)
        .unwrap_err();
    expect![[r#"
        relata: 1 error in 1 model from 1 crate

        error[unused_allow]: the baseline cannot be read: the format is `relata/1`, but the format of a baseline is `relata-baseline/2`
          --> tests/reports/baseline.rs:21:15

        for more information: cargo relata explain unused_allow
    "#]].assert_eq(&report.to_string());
}

#[test]
fn it_lowers_under_strict_too() {
    let old = json!([refers_to("customer", "Customer", 2)]);
    let baseline = options()
        .strict()
        .check_documents(&documents(&old))
        .to_baseline();
    with(&baseline)
        .strict()
        .init_documents(&documents(&old))
        .unwrap();
}

/// Findings about a baseline that was read from a file name that file.
#[test]
fn one_of_a_file_says_which() {
    let sound = documents(&json!([]));
    let gone = r#"{ "format": "relata-baseline/1", "findings": [ { "rule": "key_type", "subject": "Order.x" } ] }"#;
    let options = options().baseline_in("old.json", gone).unwrap();
    expect![[r#"
        relata: 1 warning in 1 model from 1 crate

        warning[unused_allow]: the baseline lists `key_type` of `Order.x`, which no longer occurs
          --> old.json:1:1
          = help: remove the entry from the baseline

        for more information: cargo relata explain unused_allow
    "#]]
    .assert_eq(&options.check_documents(&sound).to_string());
    let error = relata::options().baseline_in("old.json", "[").unwrap_err();
    expect!["invalid type: sequence, expected a baseline, which is an object with `format` and `findings` at line 1 column 0"].assert_eq(&error.to_string());
}

/// One for several programs, each entry once.
#[test]
fn one_of_several_checks() {
    let checks = [
        ("customer", "Customer"),
        ("basket", "Basket"),
        ("customer", "Customer"),
    ];
    let checks = checks.map(|(name, target)| {
        let relations = json!([refers_to(name, target, 2)]);
        options().check_documents(&documents(&relations))
    });
    let baseline = Findings::baseline_of(&checks);
    expect![[r#"
        {
          "format": "relata-baseline/2",
          "findings": [
            {
              "rule": "missing_target",
              "subject": "shop::Order.basket",
              "other": "Basket"
            },
            {
              "rule": "missing_target",
              "subject": "shop::Order.customer",
              "other": "Customer"
            }
          ]
        }
    "#]]
    .assert_eq(&baseline);
    assert_eq!(Findings::baseline_of([&checks[0]]), checks[0].to_baseline());
    assert_eq!((checks[0].model_count(), checks[0].crate_count()), (1, 1));
}

/// Two models that disagree about an inverse, and more models next to them.
fn disagreeing(more: &Value) -> [Document; 1] {
    let mut models = json!([
        { "path": "app::User", "key": ["id"], "fields": [{ "name": "id", "type": "i64" }],
          "relations": [{ "name": "posts", "kind": "has_many", "targets": ["app::Post"], "inverse": "writer" }] },
        { "path": "app::Post", "key": ["id"],
          "fields": [{ "name": "id", "type": "i64" }, { "name": "author_id", "type": "i64" }],
          "relations": [{ "name": "author", "kind": "belongs_to", "targets": ["app::User"], "key": ["author_id"] }] }
    ]);
    let all = models.as_array_mut().unwrap();
    all.extend(more.as_array().unwrap().iter().cloned());
    let text = json!({ "format": "relata/1", "models": models }).to_string();
    [Document::parse(&text).unwrap()]
}

/// Its name is that of a model with a known finding, which is shown with its path from then on.
fn another_user() -> Value {
    json!([{ "path": "crm::User", "fields": [{ "name": "id", "type": "i64" }] }])
}

#[test]
fn a_new_model_of_the_same_name_changes_nothing() {
    let baseline = options()
        .check_documents(&disagreeing(&json!([])))
        .to_baseline();
    let findings = with(&baseline).check_documents(&disagreeing(&another_user()));
    let found = findings.iter().map(|it| (it.rule().name(), it.level()));
    assert_eq!(
        found.collect::<Vec<_>>(),
        [("missing_inverse", Level::Warn)]
    );
    assert_eq!(findings.iter().next().unwrap().subject(), "app::User.posts");
    let upgraded = Findings::upgraded_baseline(&baseline, [&findings]).unwrap();
    assert_eq!(upgraded.text, baseline);
}

/// Its ends are as reports show them.
const FIRST_FORMAT: &str = r#"{ "format": "relata-baseline/1", "findings": [
    { "rule": "missing_inverse", "subject": "User.posts", "other": "Post.writer" },
    { "rule": "missing_inverse", "subject": "User.gone", "other": "Post.gone" } ] }"#;

#[test]
fn the_first_format_is_read_and_upgraded() {
    let found = with(FIRST_FORMAT).check_documents(&disagreeing(&json!([])));
    expect![[r#"
        relata: 2 warnings in 2 models from 1 crate

        warning[missing_inverse]: `Post` has no relation `writer`, which `User.posts` names as its inverse
          = note: `Post` has 1 relation to `User`: `author`
          = help: write `inverse = author`

        warning[unused_allow]: the baseline lists `missing_inverse` of `User.gone` and `Post.gone`, which no longer occurs
          --> tests/reports/baseline.rs:LINE
          = help: remove the entry from the baseline

        for more information: cargo relata explain missing_inverse
    "#]]
    .assert_eq(&without_line(&found.to_string()));
    let upgraded = Findings::upgraded_baseline(FIRST_FORMAT, [&found]).unwrap();
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
    .assert_eq(&upgraded.text);
    assert_eq!((upgraded.kept, upgraded.gone), (1, 1));
}

fn without_line(report: &str) -> String {
    let file = "tests/reports/baseline.rs:";
    let Some((before, after)) = report.split_once(file) else {
        return report.to_owned();
    };
    let (_, rest) = after.split_once('\n').unwrap();
    format!("{before}{file}LINE\n{rest}")
}
