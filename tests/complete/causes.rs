//! Each cause in a package that is built: its test fails with it, and with the line that it proposes it passes.

use std::fs;
use std::path::Path;

use super::run::{reports, test};
use crate::cargo::channels;
use crate::packages::package;

const APP: &str = r#"
    [workspace]
    members = ["billing"]
    [package]
    name = "app"
    version = "1.0.0"
    edition = "2024"
    [dependencies]
    relata = { path = "$RELATA", default-features = false, features = [$CHANNELS] }
    billing = { path = "billing", features = [] }
    [dev-dependencies]
    relata = { path = "$RELATA", default-features = false, features = ["source"] }
"#;
const BILLING: &str = r#"
    [package]
    name = "billing"
    version = "2.0.0"
    edition = "2024"
    [features]
    audit = []
    [dependencies]
    relata = { path = "$RELATA", default-features = false }
"#;
const LIBRARY: &str = r#"relata::link!(billing);

#[derive(relata::Model)]
#[relata(refers_to(invoice: "billing::invoice::Invoice"))]
struct User;
"#;
const MODELS: &str = "mod invoice;\n\n#[derive(relata::Model)]\nstruct Payment;\n";
const INVOICE: &str = "#[derive(relata::Model)]\nstruct Invoice;\n";
const TEST: &str = r"relata::link!(app);

#[test]
fn complete() {
    relata::assert_complete!(relata::options().strict());
}
";

/// Puts a text in the place of another in a file of the package, which must be there once.
fn put(package: &Path, file: &str, old: &str, new: &str) {
    let path = package.join(file);
    let text = fs::read_to_string(&path).unwrap();
    assert_eq!(text.matches(old).count(), 1, "`{old}` in {file}");
    fs::write(path, text.replacen(old, new, 1)).unwrap();
}

/// The one finding of the test.
fn finding_of(package: &Path) -> String {
    finding(package, &["--test", "registered"])
}

/// The one finding of a test.
pub(super) fn finding(package: &Path, args: &[&str]) -> String {
    let (sound, told) = test(package, args);
    assert!(!sound, "{told}");
    match reports(&told)[..] {
        [one] => one.split("\n\n").nth(1).unwrap().to_owned(),
        _ => panic!("{told}"),
    }
}

fn is_sound(package: &Path) {
    let (sound, told) = test(package, &["--test", "registered"]);
    assert!(sound, "{told}");
}

/// Makes the change of the help: a line, and the file that it is added to.
pub(super) fn write(package: &Path, finding: &str) {
    let (_, help) = finding.split_once("= help: add `").unwrap();
    let (line, file) = help.split_once("` to ").unwrap();
    let path = package.join(file.split(", or ").next().unwrap().trim());
    let text = fs::read_to_string(&path).unwrap();
    fs::write(path, format!("{line}\n{text}")).unwrap();
}

/// One after the other in one package, since all but its own few lines is then built once.
#[test]
#[cfg_attr(not(debug_assertions), ignore = "once is enough")]
fn each_and_what_fixes_it() {
    let channels: Vec<_> = channels().iter().map(|it| format!("{it:?}")).collect();
    let app = APP.replace("$CHANNELS", &channels.join(", "));
    let files = [
        ("Cargo.toml", &*app),
        ("src/lib.rs", LIBRARY),
        ("tests/registered.rs", TEST),
        ("billing/Cargo.toml", BILLING),
        ("billing/src/lib.rs", MODELS),
        ("billing/src/invoice.rs", INVOICE),
    ];
    let package = package("causes", &files);
    is_sound(&package);
    for (cause, told) in [
        (no_mod as fn(&Path) -> String, NO_MOD),
        (not_named, NOT_NAMED),
        (the_test_names_nothing, THE_TEST_NAMES_NOTHING),
        (a_feature_that_is_off, A_FEATURE_THAT_IS_OFF),
        (another_condition, ANOTHER_CONDITION),
        (for_tests_alone, FOR_TESTS_ALONE),
        (no_derive, NO_DERIVE),
    ] {
        assert_eq!(cause(&package), told.trim_start());
        is_sound(&package);
    }
}

const NO_MOD: &str = r#"
error[missing_model]: model `Invoice` is declared, but no `mod` declares its file
  --> billing/src/invoice.rs:2:8
  = note: 1 relation needs this model: `User.invoice` (src/lib.rs:4:29)
  = help: add `mod invoice;` to billing/src/lib.rs"#;

fn no_mod(package: &Path) -> String {
    put(package, "billing/src/lib.rs", "mod invoice;", "");
    let told = finding_of(package);
    write(package, &told);
    told
}

const NOT_NAMED: &str = r#"
error[missing_model]: 2 models are declared, but no code refers to crate `billing`
  --> billing/src/invoice.rs:2:8
note: model `Payment` is declared here
  --> billing/src/lib.rs:5:8
  = note: 1 relation needs these models: `User.invoice` (src/lib.rs:4:29)
  = note: the compiler does not link a crate that no code refers to, so its models are not registered
  = help: add `relata::link!(billing);` to src/lib.rs"#;

fn not_named(package: &Path) -> String {
    put(package, "src/lib.rs", "relata::link!(billing);", "");
    let told = finding_of(package);
    write(package, &told);
    told
}

const THE_TEST_NAMES_NOTHING: &str = r#"
error[missing_model]: 3 models are declared, but no code refers to crate `app`
  --> billing/src/invoice.rs:2:8
note: model `Payment` is declared here
  --> billing/src/lib.rs:5:8
note: model `User` is declared here
  --> src/lib.rs:6:8
  = note: the compiler does not link a crate that no code refers to, so its models are not registered
  = help: add `relata::link!(app);` to tests/registered.rs"#;

fn the_test_names_nothing(package: &Path) -> String {
    put(package, "tests/registered.rs", "relata::link!(app);", "");
    let told = finding_of(package);
    write(package, &told);
    told
}

const A_FEATURE_THAT_IS_OFF: &str = r#"
error[missing_model]: model `Invoice` is declared behind `cfg(feature = "audit")`, which is not active
  --> billing/src/invoice.rs:3:8
  = note: 1 relation needs this model: `User.invoice` (src/lib.rs:5:29)
  = help: enable the feature `audit` of `billing` in Cargo.toml"#;

fn a_feature_that_is_off(package: &Path) -> String {
    let cfg = "#[cfg(feature = \"audit\")]\n";
    put(
        package,
        "billing/src/invoice.rs",
        INVOICE,
        &format!("{cfg}{INVOICE}"),
    );
    let told = finding_of(package);
    put(
        package,
        "Cargo.toml",
        "features = [] }",
        "features = [\"audit\"] }",
    );
    told
}

const ANOTHER_CONDITION: &str = r#"
error[missing_model]: model `Loom` is declared behind `cfg(loom)`, and not registered
  --> billing/src/lib.rs:7:46
  = note: only the compiler knows whether `cfg(loom)` is active"#;

fn another_condition(package: &Path) -> String {
    let cfg = "#[cfg(loom)] ";
    put(
        package,
        "billing/src/lib.rs",
        "struct Payment;",
        "struct Payment;\n\n#[cfg(loom)] #[derive(relata::Model)] struct Loom;",
    );
    let told = finding_of(package);
    put(package, "billing/src/lib.rs", cfg, "");
    told
}

const FOR_TESTS_ALONE: &str = r#"
error[missing_model]: model `Invoice` is declared only for the tests of crate `billing`
  --> billing/src/invoice.rs:3:8
  = note: 1 relation needs this model: `User.invoice` (src/lib.rs:5:29)"#;

fn for_tests_alone(package: &Path) -> String {
    put(
        package,
        "billing/src/lib.rs",
        "mod invoice;",
        "#[cfg(test)] mod invoice;",
    );
    let told = finding_of(package);
    put(package, "billing/src/lib.rs", "#[cfg(test)] ", "");
    told
}

const NO_DERIVE: &str = r#"
error[missing_target]: relation `User.invoice` points at `billing::invoice::Invoice`, but no model has that path
  --> src/lib.rs:5:29
note: `billing::invoice::Invoice` does not derive `relata::Model`
  --> billing/src/invoice.rs:3:8
  = help: add `relata::Model` to the derives of `Invoice`"#;

fn no_derive(package: &Path) -> String {
    put(
        package,
        "billing/src/invoice.rs",
        "#[derive(relata::Model)]",
        "",
    );
    let told = finding_of(package);
    put(
        package,
        "billing/src/invoice.rs",
        "struct Invoice;",
        "#[derive(relata::Model)]\nstruct Invoice;",
    );
    told
}
