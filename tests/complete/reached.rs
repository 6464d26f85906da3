//! Models that are not compiled: which condition keeps each out, and which line or feature would bring it in.

use expect_test::{Expect, expect};
use relata::options;
use relata::source::Target;
use serde_json::Value;

use super::told::{found, library, registered};
use crate::packages::package;

const USER: &str = "#[derive(relata::Model)] struct User;";
const MODEL: &str = "#[derive(relata::Model)]\npub struct Job;\n";

/// The report for a library with this root and other files. `User` and the given models are registered.
fn told(name: &str, root: &str, files: &[(&str, &str)], models: &[&str], expected: &Expect) {
    let root = format!("{USER}\n{root}");
    let files = [&[("src/lib.rs", &*root)], files].concat();
    let models: Value = registered(&[&["app::User"], models].concat());
    library(&format!("reached_{name}"), &files, models, expected);
}

/// A module in the call of a macro has its files in a folder of its own.
#[test]
fn modules_with_a_body_in_the_call_of_a_macro() {
    told(
        "nested",
        "cfg_if! { if #[cfg(unix)] { mod sys { pub(crate) mod unix; } } else { mod sys { mod other; } } }",
        &[("src/sys/unix.rs", MODEL), ("src/sys/other.rs", MODEL)],
        &["app::sys::unix::Job"],
        &expect![[r#"
            relata: 1 warning in 2 models from 1 crate

            warning[missing_model]: model `Job` is declared behind `cfg_if!`, and not registered
              --> src/sys/other.rs:2:12
              = note: only the compiler knows what `cfg_if!` expands to

            for more information: cargo relata explain missing_model
        "#]],
    );
    // A file of that name elsewhere is another.
    told(
        "nested_elsewhere",
        "cfg_if! { if #[cfg(unix)] { mod sys { pub mod job; } } else { } }",
        &[("src/sys/job.rs", MODEL), ("src/job.rs", MODEL)],
        &["app::sys::job::Job"],
        &expect![[r#"
            relata: 1 error in 2 models from 1 crate

            error[missing_model]: model `Job` is declared, but no `mod` declares its file
              --> src/job.rs:2:12
              = help: add `mod job;` to src/lib.rs, or delete src/job.rs if it is not used

            for more information: cargo relata explain missing_model
        "#]],
    );
    // What is before one module is not of the next.
    told(
        "nested_path",
        "cfg_if! { if #[cfg(unix)] { #[path = \"p\"] mod a { pub mod c; } mod job; } else { } }",
        &[("src/p/c.rs", MODEL), ("src/job.rs", MODEL)],
        &["app::a::c::Job", "app::job::Job"],
        &expect![[r#"
            relata: no findings in 3 models from 1 crate
        "#]],
    );
}

#[test]
fn attributes_in_the_call_of_a_macro() {
    told(
        "macro_path",
        "cfg_if! { if #[cfg(unix)] { #[cfg_attr(all(), path = \"unix_job.rs\")] pub mod job; } else { } }",
        &[("src/unix_job.rs", MODEL)],
        &["app::job::Job"],
        &expect![[r#"
            relata: no findings in 2 models from 1 crate
        "#]],
    );
    told(
        "macro_cfg",
        "cfg_if! { if #[cfg(unix)] { #[cfg(not(any(unix, windows)))] mod job; } else { } }",
        &[("src/job.rs", MODEL)],
        &[],
        &expect![[r#"
            relata: 1 warning in 1 model from 1 crate

            warning[missing_model]: model `Job` is declared behind `cfg(not(any(unix, windows)))`, which is not active
              --> src/job.rs:2:12

            for more information: cargo relata explain missing_model
        "#]],
    );
}

/// What is before another item is not of a module.
#[test]
fn attributes_of_other_items_in_the_call_of_a_macro() {
    told(
        "macro_items",
        "m! { #[cfg(not(any(unix, windows)))] const X: u8 = 1; mod job; }",
        &[("src/job.rs", MODEL)],
        &[],
        &expect![[r#"
            relata: 1 warning in 1 model from 1 crate

            warning[missing_model]: model `Job` is declared behind `m!`, and not registered
              --> src/job.rs:2:12
              = note: only the compiler knows what `m!` expands to

            for more information: cargo relata explain missing_model
        "#]],
    );
    told(
        "macro_visibility",
        "macro_rules! m { ($v:vis) => { #[path = \"here.rs\"] $v mod job; } } m!(pub);",
        &[("src/here.rs", MODEL)],
        &["app::job::Job"],
        &expect![[r#"
            relata: no findings in 2 models from 1 crate
        "#]],
    );
}

/// What a definition says is said where it is called.
#[test]
fn the_definition_of_a_macro() {
    let files = [("src/job.rs", MODEL), ("src/sub/job.rs", MODEL)];
    let definition = "macro_rules! m { () => { pub mod job; } }";
    told(
        "definition",
        definition,
        &files[..1],
        &[],
        &expect![[r#"
            relata: 1 error in 1 model from 1 crate

            error[missing_model]: model `Job` is declared, but no `mod` declares its file
              --> src/job.rs:2:12
              = help: add `mod job;` to src/lib.rs, or delete src/job.rs if it is not used

            for more information: cargo relata explain missing_model
        "#]],
    );
    told(
        "definition_called",
        &format!("{definition} mod sub {{ m!(); }}"),
        &files,
        &[],
        &expect![[r#"
            relata: 1 error and 1 warning in 1 model from 1 crate

            error[missing_model]: model `Job` is declared, but no `mod` declares its file
              --> src/job.rs:2:12
              = help: add `mod job;` to src/lib.rs, or delete src/job.rs if it is not used

            warning[missing_model]: model `Job` is declared behind `m!`, and not registered
              --> src/sub/job.rs:2:12
              = note: only the compiler knows what `m!` expands to

            for more information: cargo relata explain missing_model
        "#]],
    );
    told(
        "definition_called",
        &format!("{definition} m!();"),
        &files[..1],
        &["app::job::Job"],
        &expect![[r#"
            relata: no findings in 2 models from 1 crate
        "#]],
    );
}

/// A `mod` line would make a name twice.
#[test]
fn a_module_whose_name_is_taken() {
    let taken = expect![[r#"
        relata: 1 error in 1 model from 1 crate

        error[missing_model]: model `Job` is declared, but no `mod` declares its file
          --> src/job.rs:2:12
          = note: `job` is already defined in src/lib.rs
          = help: delete src/job.rs if it is not used

        for more information: cargo relata explain missing_model
    "#]];
    for (name, root) in [
        ("inline", "mod job { }"),
        (
            "path",
            "#[cfg(any(unix, windows))] #[path = \"job_here.rs\"] mod job;",
        ),
        ("import", "mod a { pub mod job {} } use a::job;"),
        ("renamed", "mod a { pub mod b {} } use a::{b as job};"),
        ("crate", "extern crate relata as job;"),
        ("type", "struct job;"),
    ] {
        let files = [("src/job.rs", MODEL), ("src/job_here.rs", "")];
        told(&format!("taken_{name}"), root, &files, &[], &taken);
    }
    told(
        "not_taken",
        "mod a { pub mod job {} pub struct Other; } use a::job::*; use a::Other as _; mod b { mod job {} }",
        &[("src/job.rs", MODEL)],
        &[],
        &expect![[r#"
            relata: 1 error in 1 model from 1 crate

            error[missing_model]: model `Job` is declared, but no `mod` declares its file
              --> src/job.rs:2:12
              = help: add `mod job;` to src/lib.rs, or delete src/job.rs if it is not used

            for more information: cargo relata explain missing_model
        "#]],
    );
}

/// One file, one module, and two lines that point at it.
#[test]
fn one_declaration_under_two_conditions() {
    told(
        "twice",
        "#[cfg(target_os = \"redox\")] mod job;\n#[cfg(target_os = \"haiku\")] mod job;",
        &[("src/job.rs", MODEL)],
        &[],
        &expect![[r#"
            relata: 1 warning in 1 model from 1 crate

            warning[missing_model]: model `Job` is declared behind `cfg(any(target_os = "redox", target_os = "haiku"))`, which is not active
              --> src/job.rs:2:12

            for more information: cargo relata explain missing_model
        "#]],
    );
    told(
        "twice_in_macro",
        "cfg_if! { if #[cfg(unix)] { mod job; } else { mod job; } }",
        &[("src/job.rs", MODEL)],
        &[],
        &expect![[r#"
            relata: 1 warning in 1 model from 1 crate

            warning[missing_model]: model `Job` is declared behind `cfg_if!`, and not registered
              --> src/job.rs:2:12
              = note: only the compiler knows what `cfg_if!` expands to

            for more information: cargo relata explain missing_model
        "#]],
    );
    told(
        "twice_and_always",
        "cfg_if! { if #[cfg(unix)] { #[cfg(any())] mod job; } else { mod job; } }",
        &[("src/job.rs", MODEL)],
        &[],
        &expect![[r#"
            relata: 1 warning in 1 model from 1 crate

            warning[missing_model]: model `Job` is declared behind `cfg_if!`, and not registered
              --> src/job.rs:2:12
              = note: only the compiler knows what `cfg_if!` expands to

            for more information: cargo relata explain missing_model
        "#]],
    );
}

#[test]
fn a_condition_on_several_lines() {
    told(
        "lines",
        "#[cfg(all(\n    unix, // not here\n    not(feature = \"mail\"), /* nor here */\n    version(\"1.80\"),\n))]\nmod job;",
        &[("src/job.rs", MODEL)],
        &[],
        &expect![[r#"
            relata: 1 warning in 1 model from 1 crate

            warning[missing_model]: model `Job` is declared behind `cfg(all(unix, not(feature = "mail"), version("1.80")))`, which is not active
              --> src/job.rs:2:12

            for more information: cargo relata explain missing_model
        "#]],
    );
}

/// Features are named where with them it would be there.
#[test]
fn features_that_would_bring_it() {
    let never = "not(any(unix, windows, target_family = \"wasm\"))";
    for (name, condition, expected) in [
        (
            "platform",
            format!("all({never}, feature = \"pdf\")"),
            expect![[r#"
                relata: 1 warning in 1 model from 1 crate

                warning[missing_model]: model `Job` is declared behind `cfg(all(not(any(unix, windows, target_family = "wasm")), feature = "pdf"))`, which is not active
                  --> src/job.rs:2:12

                for more information: cargo relata explain missing_model
            "#]],
        ),
        (
            "either",
            format!("any(all({never}, feature = \"mail\"), feature = \"pdf\")"),
            expect![[r#"
                relata: 1 warning in 1 model from 1 crate

                warning[missing_model]: model `Job` is declared behind `cfg(any(all(not(any(unix, windows, target_family = "wasm")), feature = "mail"), feature = "pdf"))`, which is not active
                  --> src/job.rs:2:12
                  = help: enable the feature `pdf` of `app`

                for more information: cargo relata explain missing_model
            "#]],
        ),
        (
            "both",
            "all(feature = \"pdf\", feature = \"print\")".to_owned(),
            expect![[r#"
                relata: 1 warning in 1 model from 1 crate

                warning[missing_model]: model `Job` is declared behind `cfg(all(feature = "pdf", feature = "print"))`, which is not active
                  --> src/job.rs:2:12
                  = help: enable the features `pdf` and `print` of `app`

                for more information: cargo relata explain missing_model
            "#]],
        ),
        (
            "fewest",
            "any(all(feature = \"print\", feature = \"pdf\"), feature = \"pdf\")".to_owned(),
            expect![[r#"
                relata: 1 warning in 1 model from 1 crate

                warning[missing_model]: model `Job` is declared behind `cfg(any(all(feature = "print", feature = "pdf"), feature = "pdf"))`, which is not active
                  --> src/job.rs:2:12
                  = help: enable the feature `pdf` of `app`

                for more information: cargo relata explain missing_model
            "#]],
        ),
        (
            "neither",
            "all(feature = \"pfd\", feature = \"pirnt\")".to_owned(),
            expect![[r#"
                relata: 1 warning in 1 model from 1 crate

                warning[missing_model]: model `Job` is declared behind `cfg(all(feature = "pfd", feature = "pirnt"))`, which is not active
                  --> src/job.rs:2:12
                  = help: add `pfd` and `pirnt` to the `[features]` of `app`, which has no such features, or remove the condition

                for more information: cargo relata explain missing_model
            "#]],
        ),
        (
            "contradiction",
            "all(feature = \"pdf\", not(feature = \"pdf\"))".to_owned(),
            expect![[r#"
                relata: 1 warning in 1 model from 1 crate

                warning[missing_model]: model `Job` is declared behind `cfg(all(feature = "pdf", not(feature = "pdf")))`, which is not active
                  --> src/job.rs:2:12

                for more information: cargo relata explain missing_model
            "#]],
        ),
        (
            "unknown",
            "all(feature = \"pdf\", loom)".to_owned(),
            expect![[r#"
                relata: 1 warning in 1 model from 1 crate

                warning[missing_model]: model `Job` is declared behind `cfg(all(feature = "pdf", loom))`, which is not active
                  --> src/job.rs:2:12

                for more information: cargo relata explain missing_model
            "#]],
        ),
    ] {
        let manifest = crate::packages::MANIFEST.replace("pdf = []", "pdf = []\n    print = []");
        let files = [("Cargo.toml", &*manifest), ("src/job.rs", MODEL)];
        let root = format!("#[cfg({condition})] mod job;");
        told(&format!("features_{name}"), &root, &files, &[], &expected);
    }
    // A condition further in counts as well.
    told(
        "features_inside",
        &format!("#[cfg(feature = \"pdf\")] mod a {{ #[cfg({never})] {USER} }}"),
        &[],
        &[],
        &expect![[r#"
            relata: 1 warning in 1 model from 1 crate

            warning[missing_model]: model `User` is declared behind `cfg(feature = "pdf")`, which is not active
              --> src/lib.rs:2:121

            for more information: cargo relata explain missing_model
        "#]],
    );
}

/// Whatever else it needs, it is for the tests of its crate.
#[test]
fn for_tests_and_a_feature() {
    let manifest = crate::packages::MANIFEST.replace(
        "[dependencies]",
        "[dependencies]\n    billing = { path = \"billing\" }",
    );
    let billing = "[package]\nname = \"billing\"\nversion = \"1.0.0\"\nedition = \"2024\"\n[features]\nx = []\n[dependencies]\nrelata = { path = \"$RELATA\", default-features = false }";
    let root = "#[derive(relata::Model)] struct Invoice;\n\
        #[cfg(test)] mod tests { #[cfg(feature = \"x\")] #[derive(relata::Model)] struct P; }\n\
        #[cfg(all(test, feature = \"x\"))] mod more { #[derive(relata::Model)] struct P; }\n\
        #[cfg(any(all(test, feature = \"x\"), all(windows, not(windows), test)))] #[derive(relata::Model)] struct P;";
    let files = [
        ("Cargo.toml", &*manifest),
        ("src/lib.rs", USER),
        ("billing/Cargo.toml", billing),
        ("billing/src/lib.rs", root),
    ];
    let root = package("reached_for_tests", &files);
    let target = Target::library(&root).with_cfg_test(true);
    let models = registered(&["app::User", "billing::Invoice"]);
    expect![[r#"
        relata: no findings in 2 models from 2 crates
    "#]]
    .assert_eq(&found(&options(), &target, &models).to_string());
    // In its own tests only the feature is missing.
    let target = Target::library(root.join("billing")).with_cfg_test(true);
    expect![[r#"
        relata: 3 warnings in 1 model from 1 crate

        warning[missing_model]: model `P` is declared behind `cfg(feature = "x")`, which is not active
          --> billing/src/lib.rs:2:80
          = help: enable the feature `x` of `billing`

        warning[missing_model]: model `P` is declared behind `cfg(all(test, feature = "x"))`, which is not active
          --> billing/src/lib.rs:3:77
          = help: enable the feature `x` of `billing`

        warning[missing_model]: model `P` is declared behind `cfg(any(all(test, feature = "x"), all(windows, not(windows), test)))`, which is not active
          --> billing/src/lib.rs:4:105
          = help: enable the feature `x` of `billing`

        for more information: cargo relata explain missing_model
    "#]]
        .assert_eq(&found(&options(), &target, &registered(&["billing::Invoice"])).to_string());
}
