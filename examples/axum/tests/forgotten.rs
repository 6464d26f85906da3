//! The service without one of its modules: it compiles, and ends before it opens anything.
#![cfg(feature = "forgotten-module")]

use std::path::Path;
use std::process::Command;

use expect_test::expect;

#[test]
fn it_does_not_start() {
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("forgotten.db");
    // A run before this one may have failed.
    let _ = std::fs::remove_file(&file);
    let output = Command::new(env!("CARGO_BIN_EXE_lending"))
        .env("LENDING_DATABASE", format!("sqlite:{}", file.display()))
        .env("LENDING_ADDRESS", "127.0.0.1:0")
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(!file.exists());
    let said = String::from_utf8(output.stderr).unwrap();
    let (events, report) = said.split_once("Error: ").unwrap();
    let event = "ERROR relata.init: relata: the registry has errors models=7 relations=15 \
                 crates=1 keys_compared=12 keys_unknown=0 types_unknown=0 targets_unknown=1 \
                 relations_without_key=2 models_without_relations=0 skipped_parts=0 \
                 silenced_by_allow=0 silenced_by_level=0 silenced_by_baseline=0 warnings=0 \
                 errors=1 elapsed_us=";
    assert!(events.contains(event), "{events}");
    assert_eq!(events.lines().count(), 1, "{events}");
    expect![[r#"
        relata: 1 error in 7 models from 1 crate

        error[missing_target]: relation `Loan.fine` points at `Fine`, but no model has that name
          --> src/models/loan.rs:10:41
          = note: 7 models are registered, from 1 crate: `lending`
          = help: check the spelling of `Fine`; if it is correct, check that `Fine` derives `relata::Model`, that a `mod` item declares its file, that no disabled feature excludes it, and that the program refers to its crate, for example with `relata::link!`

        for more information: cargo relata explain missing_target

    "#]].assert_eq(report);
}
