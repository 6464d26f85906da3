//! A baseline lowers what it lists to warnings; new findings fail, and what is gone is asked to be struck.

#![cfg(feature = "document")]

use expect_test::expect;
use relata::document::Document;
use relata::{Level, Options, options};
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
          "format": "relata-baseline/1",
          "findings": [
            {
              "rule": "missing_target",
              "subject": "Order.customer",
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
          = help: see that `Customer` derives `relata::Model`, that a `mod` declares its file, and that code names its crate
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
          = help: see that `Basket` derives `relata::Model`, that a `mod` declares its file, and that code names its crate
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

        warning[unused_allow]: the baseline lists `missing_target` of `Order.customer` and `Customer`, which is found no more
          --> tests/baseline.rs:21:15
          = help: strike it from the baseline
    "#]].assert_eq(&findings.to_string());
}

#[test]
fn one_that_cannot_be_read_is_denied_and_says_where() {
    let sound = documents(&json!([]));
    let report = with("{\n  \"findings\": 3\n}")
        .init_documents(&sound)
        .unwrap_err();
    expect![[r#"
        relata: 1 error in 1 model from 1 crate

        error[unused_allow]: the baseline cannot be read: invalid type: integer `3`, expected a sequence at line 2 column 15
          --> tests/baseline.rs:21:15
    "#]].assert_eq(&report.to_string());
    let report = with(r#"{ "format": "relata/1", "findings": [] }"#)
        .init_documents(&sound)
        .unwrap_err();
    expect![[r#"
        relata: 1 error in 1 model from 1 crate

        error[unused_allow]: the baseline cannot be read: its format is `relata/1`, and a baseline's is `relata-baseline/1`
          --> tests/baseline.rs:21:15
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
