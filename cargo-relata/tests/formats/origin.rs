//! A finding without a place names the input files that it is about, and a summary line does not list many files.

use std::path::Path;

use expect_test::expect;
use serde_json::Value;

use crate::run::{folder, output, run};

const EMPTY: &str = r#"{ "format": "relata/1", "models": [] }"#;

/// `crm::Customer` is external here.
const SHOP: &str = r#"{ "format": "relata/1", "models": [
    { "path": "shop::Order", "relations": [
        { "name": "customer", "kind": "refers_to", "targets": ["crm::Customer"] },
        { "name": "note", "kind": "refers_to", "targets": ["Noet"] } ] },
    { "path": "crm::Customer", "external": true }
] }"#;

const CRM: &str = r#"{ "format": "relata/1", "models": [
    { "path": "crm::Customer", "relations": [
        { "name": "address", "kind": "refers_to", "targets": ["Adress"] } ] }
] }"#;

fn documents(name: &str) -> std::path::PathBuf {
    let files = [
        ("shop.json", SHOP),
        ("crm.json", CRM),
        ("1.json", EMPTY),
        ("2.json", EMPTY),
        ("3.json", EMPTY),
    ];
    folder(name, &files)
}

fn json(folder: &Path, arguments: &[&str]) -> Value {
    serde_json::from_str(&output(folder, arguments).stdout).unwrap()
}

#[test]
fn human_format() {
    let here = documents("origin-human");
    expect![[r#"
        $ cargo relata shop.json crm.json
        error[missing_target]: relation `Customer.address` points at `Adress`, but no model has that name
         |
         = note: 2 models are registered, from 2 crates: `crm` and `shop`
         = note: this finding is in `crm.json`
         = help: check the spelling of `Adress`; if it is correct, check that `Adress` derives `relata::Model`, that a `mod` item declares its file, that no disabled feature excludes it, and that the program refers to its crate, for example with `relata::link!`

        error[missing_target]: relation `Order.note` points at `Noet`, but no model has that name
         |
         = note: 2 models are registered, from 2 crates: `crm` and `shop`
         = note: this finding is in `shop.json`
         = help: check the spelling of `Noet`; if it is correct, check that `Noet` derives `relata::Model`, that a `mod` item declares its file, that no disabled feature excludes it, and that the program refers to its crate, for example with `relata::link!`

        `shop.json` and `crm.json`: 2 errors in 2 models from 2 crates
        for more information: cargo relata explain missing_target
        coverage: 2 models, 3 relations; 0 keys compared, 2 targets not known, 1 relation without a key
        exit 1
    "#]].assert_eq(&run(&here, &["shop.json", "crm.json"]));
    expect![[r#"
        $ cargo relata 1.json
        error[empty_registry]: the input contains no models
         |
         = note: this finding is in `1.json`

        `1.json`: 1 error in 0 models from 0 crates
        for more information: cargo relata explain empty_registry
        coverage: 0 models, no relation is declared; nothing was compared
        exit 1
    "#]]
    .assert_eq(&run(&here, &["1.json"]));
}

#[test]
fn github_format() {
    let here = documents("origin-github");
    let arguments = ["shop.json", "crm.json", "--format", "github"];
    expect![[r#"
        $ cargo relata shop.json crm.json --format github
        ::error title=relata%3A missing_target::relation `Customer.address` points at `Adress`, but no model has that name%0Anote: 2 models are registered, from 2 crates: `crm` and `shop`%0Anote: this finding is in `crm.json`%0Ahelp: check the spelling of `Adress`; if it is correct, check that `Adress` derives `relata::Model`, that a `mod` item declares its file, that no disabled feature excludes it, and that the program refers to its crate, for example with `relata::link!`
        ::error title=relata%3A missing_target::relation `Order.note` points at `Noet`, but no model has that name%0Anote: 2 models are registered, from 2 crates: `crm` and `shop`%0Anote: this finding is in `shop.json`%0Ahelp: check the spelling of `Noet`; if it is correct, check that `Noet` derives `relata::Model`, that a `mod` item declares its file, that no disabled feature excludes it, and that the program refers to its crate, for example with `relata::link!`
        `shop.json` and `crm.json`: 2 errors in 2 models from 2 crates
        coverage: 2 models, 3 relations; 0 keys compared, 2 targets not known, 1 relation without a key
        exit 1
    "#]].assert_eq(&run(&here, &arguments));
}

#[test]
fn sarif_format() {
    let here = documents("origin-sarif");
    let log = json(&here, &["shop.json", "crm.json", "--format", "sarif"]);
    let results = log["runs"][0]["results"].as_array().unwrap().iter();
    let messages = results.map(|it| it["message"]["text"].to_string() + "\n");
    expect![[r#"
        "relation `Customer.address` points at `Adress`, but no model has that name\nnote: 2 models are registered, from 2 crates: `crm` and `shop`\nnote: this finding is in `crm.json`\nhelp: check the spelling of `Adress`; if it is correct, check that `Adress` derives `relata::Model`, that a `mod` item declares its file, that no disabled feature excludes it, and that the program refers to its crate, for example with `relata::link!`"
        "relation `Order.note` points at `Noet`, but no model has that name\nnote: 2 models are registered, from 2 crates: `crm` and `shop`\nnote: this finding is in `shop.json`\nhelp: check the spelling of `Noet`; if it is correct, check that `Noet` derives `relata::Model`, that a `mod` item declares its file, that no disabled feature excludes it, and that the program refers to its crate, for example with `relata::link!`"
    "#]].assert_eq(&messages.collect::<String>());
}

#[test]
fn json_format() {
    let here = documents("origin-json");
    let notes = |arguments: &[&str]| {
        let check = json(&here, &[arguments, &["--format", "json"]].concat());
        let findings = check["findings"].as_array().unwrap().iter();
        let lines = findings.map(|it| format!("{} {}\n", it["notes"], it["found_in"]));
        lines.collect::<String>()
    };
    expect![[r#"
        [{"place":null,"text":"2 models are registered, from 2 crates: `crm` and `shop`"},{"place":null,"text":"this finding is in `crm.json`"}] ["`shop.json` and `crm.json`"]
        [{"place":null,"text":"2 models are registered, from 2 crates: `crm` and `shop`"},{"place":null,"text":"this finding is in `shop.json`"}] ["`shop.json` and `crm.json`"]
    "#]].assert_eq(&notes(&["shop.json", "crm.json"]));
    // `found_in` already names a single document.
    expect![[r#"
        [{"place":null,"text":"1 model is registered, from 1 crate: `crm`"}] ["`crm.json`"]
    "#]]
    .assert_eq(&notes(&["crm.json"]));
}

#[test]
fn the_summary_names_three_files() {
    let here = documents("origin-summary");
    let all = ["crm.json", "1.json", "2.json", "3.json", "shop.json", "-q"];
    let printed = run(&here, &all);
    let summary = printed.lines().find(|it| it.contains(" models from "));
    expect!["`crm.json`, `1.json`, `2.json`, and 2 others: 2 errors in 2 models from 2 crates"]
        .assert_eq(summary.unwrap());
    let github = run(&here, &[&all[..], &["--format", "github"]].concat());
    assert!(github.contains(summary.unwrap()), "{github}");
    // For programs, the name lists all files.
    let check = json(&here, &[&all[..], &["--format", "json"]].concat());
    expect!["`crm.json`, `1.json`, `2.json`, `3.json`, and `shop.json`"]
        .assert_eq(check["checked"][0]["name"].as_str().unwrap());
}
