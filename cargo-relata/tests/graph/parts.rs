//! `--model`, `--depth` and `--crate`, and their errors for unknown names.

use std::fmt::Write;

use expect_test::{Expect, expect};
use serde_json::Value;

use crate::run::{self, folder};
use crate::{data, document, here};

/// The selected models and edges, one per line.
fn left(arguments: &[&str]) -> String {
    describe(&data(&here(), &[&["small.json"], arguments].concat()))
}

fn describe(data: &Value) -> String {
    let list = |name: &str| data[name].as_array().unwrap();
    let path = |id: &Value| {
        data["models"][usize::try_from(id.as_u64().unwrap()).unwrap()]["path"].as_str()
    };
    let mut text = format!("{}\n", data["summary"].as_str().unwrap());
    for (id, model) in list("models").iter().enumerate() {
        assert_eq!(model["id"], id);
        let findings = model["findings"].as_array().unwrap().iter();
        let findings =
            findings.map(|it| &data["findings"][usize::try_from(it.as_u64().unwrap()).unwrap()]);
        let rules: Vec<&str> = findings.map(|it| it["rule"].as_str().unwrap()).collect();
        let _ = writeln!(text, "{} {rules:?}", path(&model["id"]).unwrap());
        // The written name of an omitted target is kept; its id is not.
        for target in model["relations"]
            .as_array()
            .unwrap()
            .iter()
            .flat_map(|it| it["targets"].as_array().unwrap())
        {
            for id in target["models"].as_array().unwrap() {
                let written = target["written"].as_str().unwrap();
                assert!(path(id).unwrap().ends_with(written), "{target}");
            }
        }
    }
    for (id, edge) in list("edges").iter().enumerate() {
        assert_eq!(edge["id"], id);
        let (from, to) = (path(&edge["from"]).unwrap(), path(&edge["to"]).unwrap());
        let _ = writeln!(
            text,
            "{from} -{}-> {to}",
            edge["relation"].as_str().unwrap()
        );
    }
    text
}

fn refused(arguments: &[&str], expected: &Expect) {
    let all = [&["graph", "small.json"], arguments].concat();
    expected.assert_eq(&run::run(&here(), &all));
}

#[test]
fn a_model_and_its_neighbours() {
    expect![[r#"
        4 of 9 models from 1 crate, 9 relations; 3 errors, 0 warnings
        crm::Customer ["ambiguous_target", "abstract_target"]
        crm::Membership []
        crm::Team ["missing_target"]
        crm::new::Address ["ambiguous_target"]
        ExportJob ["missing_target"]
        crm::Customer -teams-> crm::Team
        crm::Membership -team-> crm::Team
        crm::Team -event-> ExportJob
        crm::new::Address -of-> crm::Team
    "#]]
    .assert_eq(&left(&["--model", "Team"]));
}

#[test]
fn depth_of_zero_and_two() {
    expect![[r#"
        1 of 9 models from 1 crate, 2 relations; 1 error, 0 warnings
        crm::Team ["missing_target"]
    "#]]
    .assert_eq(&left(&["--model", "crm::Team", "--depth", "0"]));
    expect![[r#"
        4 of 9 models from 2 crates, 13 relations; 5 errors, 0 warnings
        auth::User []
        billing::invoice::Invoice ["missing_target", "missing_target"]
        billing::line::Line []
        billing::note::Note ["missing_target"]
        crm::Customer ["ambiguous_target", "abstract_target"]
        ExportJob ["missing_target"]
        sso::Account ["missing_target"]
        billing::invoice::Invoice -customer-> crm::Customer
        billing::invoice::Invoice -corrects-> billing::invoice::Invoice
        billing::invoice::Invoice -lines-> billing::line::Line
        billing::invoice::Invoice -exports-> ExportJob
        billing::invoice::Invoice -approver-> auth::User
        billing::invoice::Invoice -owner-> sso::Account
        billing::note::Note -subject-> billing::invoice::Invoice
    "#]]
    .assert_eq(&left(&["--model", "Line", "--depth", "2"]));
    let all = left(&["--model", "Line", "--depth", "18446744073709551615"]);
    assert_eq!(
        all.lines().skip(1).collect::<Vec<_>>(),
        left(&[]).lines().skip(1).collect::<Vec<_>>()
    );
}

#[test]
fn crates_and_their_neighbours() {
    expect![[r#"
        1 of 9 models from 1 crate, 7 relations; 2 errors, 0 warnings
        auth::User []
        billing::invoice::Invoice ["missing_target", "missing_target"]
        billing::invoice::Invoice -approver-> auth::User
    "#]]
    .assert_eq(&left(&["--crate", "auth"]));
    // A neighbour of both crates is drawn once.
    let both = left(&["--crate", "auth", "--crate", "billing"]);
    assert_eq!(both, left(&["--crate", "billing"]));
    expect![[r#"
        4 of 9 models from 2 crates, 13 relations; 5 errors, 0 warnings
        auth::User []
        billing::invoice::Invoice ["missing_target", "missing_target"]
        billing::line::Line []
        billing::note::Note ["missing_target"]
        crm::Customer ["ambiguous_target", "abstract_target"]
        Deal ["missing_target"]
        ExportJob ["missing_target"]
        sso::Account ["missing_target"]
        billing::invoice::Invoice -customer-> crm::Customer
        billing::invoice::Invoice -corrects-> billing::invoice::Invoice
        billing::invoice::Invoice -lines-> billing::line::Line
        billing::invoice::Invoice -exports-> ExportJob
        billing::invoice::Invoice -approver-> auth::User
        billing::invoice::Invoice -owner-> sso::Account
        billing::note::Note -subject-> billing::invoice::Invoice
        billing::note::Note -subject-> crm::Customer
        billing::note::Note -subject-> Deal
    "#]]
    .assert_eq(&both);
}

/// A crate can be given by the name of its package.
#[test]
fn a_crate_with_a_hyphen() {
    let folder = folder(
        "graph_hyphen",
        &[(
            "a.json",
            &document(r#"{ "path": "deal_models::Deal" }, { "path": "crm::Team" }"#),
        )],
    );
    expect![[r#"
        1 of 2 models from 1 crate, 0 relations; 0 errors, 0 warnings
        deal_models::Deal []
    "#]]
    .assert_eq(&describe(&data(
        &folder,
        &["a.json", "--crate", "deal-models"],
    )));
}

#[test]
fn a_model_in_crates() {
    expect![[r#"
        1 of 9 models from 1 crate, 7 relations; 2 errors, 0 warnings
        auth::User []
        billing::invoice::Invoice ["missing_target", "missing_target"]
        billing::invoice::Invoice -approver-> auth::User
    "#]]
    .assert_eq(&left(&[
        "--crate", "auth", "--model", "Invoice", "--depth", "5",
    ]));
    refused(
        &["--crate", "auth", "--model", "Team"],
        &expect![[r#"
            $ cargo relata graph small.json --crate auth --model Team
            --- stderr
            error: model `crm::Team` is excluded by `--crate`
            exit 2
        "#]],
    );
}

#[test]
fn unknown_model() {
    refused(
        &["--model", "Invoise"],
        &expect![[r#"
            $ cargo relata graph small.json --model Invoise
            --- stderr
            error: unknown model `Invoise`; a model with a similar name exists: `billing::invoice::Invoice`
            exit 2
        "#]],
    );
    refused(
        &["--model", "Xyz"],
        &expect![[r#"
            $ cargo relata graph small.json --model Xyz
            --- stderr
            error: unknown model `Xyz`
            exit 2
        "#]],
    );
    refused(
        &["--model", "ExportJob"],
        &expect![[r#"
            $ cargo relata graph small.json --model ExportJob
            --- stderr
            error: unknown model `ExportJob`
            exit 2
        "#]],
    );
    refused(
        &["--model", "a\nb"],
        &expect![[r#"
            $ cargo relata graph small.json --model a
            b
            --- stderr
            error: unknown model `a\u{a}b`
            exit 2
        "#]],
    );
}

#[test]
fn ambiguous_model() {
    refused(
        &["--model", "Address"],
        &expect![[r#"
            $ cargo relata graph small.json --model Address
            --- stderr
            error: `Address` is ambiguous: it matches `crm::new::Address` and `crm::old::Address`
            exit 2
        "#]],
    );
}

#[test]
fn unknown_crate() {
    refused(
        &["--crate", "Billing"],
        &expect![[r#"
            $ cargo relata graph small.json --crate Billing
            --- stderr
            error: no models in crate `Billing`; crates with models: `auth`, `billing`, and `crm`
            exit 2
        "#]],
    );
    let folder = folder("graph_no_crate", &[("a.json", &document(""))]);
    let arguments = ["graph", "a.json", "--crate", "a"];
    expect![[r#"
        $ cargo relata graph a.json --crate a
        --- stderr
        error: the input contains no models
        exit 2
    "#]]
    .assert_eq(&run::run(&folder, &arguments));
    refused(
        &["--crate", ""],
        &expect![[r#"
            $ cargo relata graph small.json --crate 
            --- stderr
            error: no models in crate ``; crates with models: `auth`, `billing`, and `crm`
            exit 2
        "#]],
    );
}

#[test]
fn depth_without_model() {
    refused(
        &["--depth", "2"],
        &expect![[r#"
        $ cargo relata graph small.json --depth 2
        --- stderr
        error: the following required arguments were not provided:
          --model <MODEL>

        Usage: cargo relata graph --model <MODEL> --depth <STEPS> <INPUT>...

        For more information, try '--help'.
        exit 2
    "#]],
    );
}
