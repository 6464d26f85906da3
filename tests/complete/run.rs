//! Packages that assert that they are complete, built and run as their users do.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use expect_test::expect;

use crate::cargo::{self, channels, text};

/// A copy of a folder of this repository, in a folder of this name.
fn copied(folder: &str, name: &str) -> PathBuf {
    cargo::copied(folder, &cargo::folder("complete").join(name))
}

/// Whether `cargo test` succeeds, and its output.
pub(super) fn test(package: &Path, args: &[&str]) -> (bool, String) {
    let mut command = cargo::command("test", package.to_str().unwrap());
    run(command.args(["--offline", "--no-fail-fast"]).args(args))
}

/// Whether `cargo build` succeeds, and its output.
pub(super) fn build(package: &Path, args: &[&str]) -> (bool, String) {
    let mut command = cargo::command("build", package.to_str().unwrap());
    run(command.arg("--offline").args(args))
}

fn run(command: &mut Command) -> (bool, String) {
    let output = command.env("RUST_BACKTRACE", "0").output().unwrap();
    let told = text(&output.stdout) + &text(&output.stderr);
    (output.status.success(), told)
}

/// Every report in the output of tests.
pub(super) fn reports(told: &str) -> Vec<&str> {
    let starts = told
        .match_indices("\nrelata: ")
        .map(|(at, _)| &told[at + 1..]);
    starts
        .map(|it| {
            it.split("\n\nnote: run with")
                .next()
                .unwrap_or(it)
                .split("\n\n\n")
                .next()
                .unwrap_or(it)
                .trim_end()
        })
        .collect()
}

/// The story that relata is made for. Whichever tests run, all print the same finding.
#[test]
#[cfg_attr(not(debug_assertions), ignore = "once is enough")]
fn the_forgotten_module() {
    let package = copied("examples/deal_platform", "deal_platform");
    let (sound, told) = test(&package, &[]);
    assert!(sound, "{told}");

    let file = package.join("src/document_generation.rs");
    let source = fs::read_to_string(&file).unwrap();
    let line = "#[cfg(not(feature = \"forgotten-module\"))]\nmod document_export_job;\n";
    assert!(source.contains(line));
    fs::write(&file, source.replace(line, "")).unwrap();

    let (sound, all) = test(&package, &["--tests"]);
    assert!(!sound, "{all}");
    let complete: Vec<_> = reports(&all)
        .into_iter()
        .filter(|it| it.contains("is declared"))
        .collect();
    expect![[r#"
        relata: 1 error in 26 models from 1 crate

        error[missing_model]: model `DocumentExportJob` is declared, but no `mod` declares its file
          --> src/document_generation/document_export_job.rs:11:12
          = note: 4 relations need this model: `GeneratedDocument.export_jobs` (src/document_generation/generated_document.rs:10:32), `ReceiptHandler.finished_job` (src/event_payments/receipt_handler.rs:10:34), `Organization.export_jobs` (src/organizations/organization.rs:18:32), and `ValuationReport.export_jobs` (src/valuation/valuation_report.rs:9:32)
          = help: add `mod document_export_job;` to src/document_generation.rs

        for more information: cargo relata explain missing_model"#]].assert_eq(complete[0]);
    assert_eq!(complete, [complete[0]; 4], "{all}");
    let (_, finding) = complete[0].split_once("\n\n").unwrap();
    let readme = include_str!("../../README.md").replace("\r\n", "\n");
    assert!(readme.contains(finding), "the README shows another finding");

    for alone in ["documents", "payments", "valuation", "registry"] {
        let (sound, told) = test(&package, &["--test", alone, "--", "registered"]);
        assert!(!sound, "{told}");
        assert_eq!(reports(&told), [complete[0]], "{told}");
    }
    let (_, one_by_one) = test(&package, &["--tests", "--", "--test-threads=1"]);
    let again: Vec<_> = reports(&one_by_one)
        .into_iter()
        .filter(|it| it.contains("is declared"))
        .collect();
    assert_eq!(again, complete);
}

/// Every kind of target: all are whole, and none is with a file that no `mod` declares.
#[test]
#[cfg_attr(not(debug_assertions), ignore = "once is enough")]
fn a_target_of_every_kind() {
    let package = copied("tests/fixtures/complete", "every_kind");
    let channels = channels().join(",");
    let features = ["--workspace", "--features", &channels];
    for targets in ["--all-targets", "--doc"] {
        let (sound, told) = test(&package, &[&features[..], &[targets]].concat());
        assert!(sound, "{told}");
        let tests = told.matches("test result: ok. 1 passed").count();
        assert_eq!(tests, if targets == "--doc" { 1 } else { 7 }, "{told}");
    }

    let forgotten = "#[derive(relata::Model)]\nstruct Forgotten;\n";
    fs::write(package.join("src/forgotten.rs"), forgotten).unwrap();
    let (sound, told) = test(&package, &[&features[..], &["--all-targets"]].concat());
    assert!(!sound, "{told}");
    // The first line counts the models, which each target has its own of.
    let findings = reports(&told)
        .into_iter()
        .filter_map(|it| Some(it.split_once("\n\n")?.1));
    let findings: Vec<_> = findings.collect();
    expect![[r#"
        error[missing_model]: model `Forgotten` is declared, but no `mod` declares its file
          --> src/forgotten.rs:2:8
          = help: add `mod forgotten;` to src/lib.rs, or delete src/forgotten.rs if it is not used

        for more information: cargo relata explain missing_model"#]]
    .assert_eq(findings[0]);
    assert_eq!(findings, [findings[0]; 6], "{told}");
}

/// Under another test runner, which runs each test in a process of its own. Where it is not installed, nothing is tried.
#[test]
#[cfg_attr(not(debug_assertions), ignore = "once is enough")]
fn under_nextest() {
    let version = Command::new(env!("CARGO"))
        .args(["nextest", "--version"])
        .output();
    if version.is_ok_and(|it| it.status.success()) {
        let package = copied("tests/fixtures/complete", "under_nextest");
        let mut command = cargo::cargo(package.to_str().unwrap());
        let features = channels().join(",");
        let (sound, told) =
            run(command.args(["nextest", "run", "--offline", "--features", &features]));
        assert!(sound, "{told}");
    }
}
