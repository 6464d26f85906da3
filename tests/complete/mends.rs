//! Crates that no code names, by every kind of dependency: the proposed line compiles in whatever its file is built for,
//! and fixes.

use std::path::Path;

use expect_test::{Expect, expect};

use super::causes::{finding, write};
use super::run::{build, test};
use crate::cargo::channels;
use crate::packages::package;

const INVOICE: &str = "#[derive(relata::Model)] pub struct Invoice;\n";
const USER: &str = "#[derive(relata::Model)] pub struct User;\n";
const TEST: &str = r"
    relata::link!(app);
    #[test]
    fn complete() {
        relata::assert_complete!(relata::options().strict());
    }
";
const UNIT_TEST: &str = r"
    fn main() {}
    #[cfg(test)]
    mod tests {
        #[test]
        fn complete() {
            relata::assert_complete!(relata::options().strict());
        }
    }
";

/// What a package has next to its name.
fn manifest(name: &str, rest: &str) -> String {
    let channels: Vec<_> = channels().iter().map(|it| format!("{it:?}")).collect();
    let channels = channels.join(", ");
    let relata = format!(
        "path = \"$RELATA\", default-features = false, features = [{channels}, \"source\"]"
    );
    let rest = rest.replace("$R", &relata);
    format!("[package]\nname = \"{name}\"\nversion = \"1.0.0\"\nedition = \"2024\"\n{rest}")
}

/// A package, and in it the crate `billing` with a model, and `between` with another that depends on it.
fn written(rest: &str, files: &[(&str, &str)]) -> std::path::PathBuf {
    let app = manifest("app", rest);
    let billing = manifest("billing", "[dependencies]\nrelata = { $R }");
    let between = "[dependencies]\nrelata = { $R }\nbilling = { path = \"../billing\" }";
    let between = manifest("between", between);
    let more = [
        ("Cargo.toml", &*format!("[workspace]\n{app}")),
        ("billing/Cargo.toml", &*billing),
        ("billing/src/lib.rs", INVOICE),
        ("between/Cargo.toml", &*between),
        (
            "between/src/lib.rs",
            "#[derive(relata::Model)] struct Between;\n",
        ),
    ];
    package("mends", &[&more[..], files].concat())
}

/// It fails with one finding, whose line fixes it, and nothing that is built without tests breaks by it.
fn mended(package: &Path, tests: &[&str], told: &Expect) {
    let finding = finding(package, tests);
    told.assert_eq(&finding);
    write(package, &finding);
    let (sound, told) = test(package, tests);
    assert!(sound, "{told}");
    builds(package, &[]);
}

fn builds(package: &Path, args: &[&str]) {
    let (built, told) = build(package, args);
    assert!(built, "{told}");
}

/// One after the other in one folder, since all but their own few lines is then built once.
#[test]
#[cfg_attr(not(debug_assertions), ignore = "once is enough")]
fn each_kind_of_dependency() {
    only_for_unit_tests();
    for_tests_and_through_another();
    for_the_build_script_and_through_another();
    with_relata_for_tests();
    with_relata_perhaps();
    of_a_platform();
    that_is_optional();
    that_is_optional_and_named();
    beside_a_library_of_the_same_name();
}

fn only_for_unit_tests() {
    let rest =
        "[dependencies]\nrelata = { $R }\n[dev-dependencies]\nbilling = { path = \"billing\" }";
    let main = format!("{USER}{UNIT_TEST}");
    mended(
        &written(rest, &[("src/main.rs", &main)]),
        &["--bin", "app"],
        &expect![[r#"
            error[missing_model]: model `Invoice` is declared, but no code refers to crate `billing`
              --> billing/src/lib.rs:1:37
              = note: the compiler does not link a crate that no code refers to, so its models are not registered
              = help: add `#[cfg(test)] relata::link!(billing);` to src/main.rs"#]],
    );
}

fn for_tests_and_through_another() {
    let rest = "[dependencies]\nrelata = { $R }\nbetween = { path = \"between\" }\n[dev-dependencies]\nbilling = { path = \"billing\" }";
    let library = format!("relata::link!(between);\n{USER}");
    let files = [("src/lib.rs", &*library), ("tests/registered.rs", TEST)];
    mended(
        &written(rest, &files),
        &["--test", "registered"],
        &expect![[r#"
            error[missing_model]: model `Invoice` is declared, but no code refers to crate `billing`
              --> billing/src/lib.rs:1:37
              = note: the compiler does not link a crate that no code refers to, so its models are not registered
              = help: add `relata::link!(billing);` to between/src/lib.rs"#]],
    );
}

fn for_the_build_script_and_through_another() {
    let rest = "[dependencies]\nrelata = { $R }\nbetween = { path = \"between\" }\n[build-dependencies]\nbilling = { path = \"billing\" }";
    let library = format!("relata::link!(between);\n{USER}");
    let files = [
        ("src/lib.rs", &*library),
        ("build.rs", "fn main() {}"),
        ("tests/registered.rs", TEST),
    ];
    mended(
        &written(rest, &files),
        &["--test", "registered"],
        &expect![[r#"
            error[missing_model]: model `Invoice` is declared, but no code refers to crate `billing`
              --> billing/src/lib.rs:1:37
              = note: the compiler does not link a crate that no code refers to, so its models are not registered
              = help: add `relata::link!(billing);` to between/src/lib.rs"#]],
    );
}

fn with_relata_for_tests() {
    let rest =
        "[dependencies]\nbilling = { path = \"billing\" }\n[dev-dependencies]\nrelata = { $R }";
    mended(
        &written(rest, &[("src/main.rs", UNIT_TEST)]),
        &["--bin", "app"],
        &expect![[r#"
            error[missing_model]: model `Invoice` is declared, but no code refers to crate `billing`
              --> billing/src/lib.rs:1:37
              = note: the compiler does not link a crate that no code refers to, so its models are not registered
              = help: add `use billing as _;` to src/main.rs"#]],
    );
}

fn with_relata_perhaps() {
    let rest = "[dependencies]\nrelata = { $R, optional = true }\nbilling = { path = \"billing\" }\n[features]\ndefault = [\"models\"]\nmodels = [\"dep:relata\"]\n[dev-dependencies]\nrelata = { $R }";
    let library = "#[cfg_attr(feature = \"models\", derive(relata::Model))] pub struct User;\n";
    let files = [("src/lib.rs", library), ("tests/registered.rs", TEST)];
    let package = written(rest, &files);
    mended(
        &package,
        &["--test", "registered"],
        &expect![[r#"
            error[missing_model]: model `Invoice` is declared, but no code refers to crate `billing`
              --> billing/src/lib.rs:1:37
              = note: the compiler does not link a crate that no code refers to, so its models are not registered
              = help: add `use billing as _;` to src/lib.rs"#]],
    );
    builds(&package, &["--no-default-features"]);
}

fn of_a_platform() {
    let rest = "[dependencies]\nrelata = { $R }\n[target.'cfg(any(unix, windows))'.dependencies]\nbilling = { path = \"billing\" }\n[target.'cfg(not(any(unix, windows)))'.dependencies]\nbetween = { path = \"between\" }";
    let files = [("src/lib.rs", USER), ("tests/registered.rs", TEST)];
    mended(
        &written(rest, &files),
        &["--test", "registered"],
        &expect![[r#"
            error[missing_model]: model `Invoice` is declared, but no code refers to crate `billing`
              --> billing/src/lib.rs:1:37
              = note: the compiler does not link a crate that no code refers to, so its models are not registered
              = help: add `#[cfg(any(unix, windows))] relata::link!(billing);` to src/lib.rs"#]],
    );
}

const OPTIONAL: &str = "[dependencies]\nrelata = { $R }\nbilling = { path = \"billing\", optional = true }\n[features]\ndefault = [\"pay\"]\npay = [\"dep:billing\"]";

fn that_is_optional() {
    let files = [("src/lib.rs", USER), ("tests/registered.rs", TEST)];
    let package = written(OPTIONAL, &files);
    mended(
        &package,
        &["--test", "registered"],
        &expect![[r#"
            error[missing_model]: model `Invoice` is declared, but no code refers to crate `billing`
              --> billing/src/lib.rs:1:37
              = note: the compiler does not link a crate that no code refers to, so its models are not registered
              = help: add `#[cfg(feature = "pay")] relata::link!(billing);` to src/lib.rs"#]],
    );
    builds(&package, &["--no-default-features"]);
}

/// What the features of a build leave out is not missed, and what they bring in is read.
fn that_is_optional_and_named() {
    let library = format!("#[cfg(feature = \"billing\")] relata::link!(billing);\n{USER}");
    let files = [
        ("src/lib.rs", &*library),
        ("tests/registered.rs", TEST),
        (
            "billing/src/payment.rs",
            "#[derive(relata::Model)] struct Payment;\n",
        ),
    ];
    let rest = OPTIONAL.replace("default = [\"pay\"]\npay = [\"dep:billing\"]", "");
    let rest = rest.replace("\n[features]\n", "").replace(
        "billing = { path = \"billing\", optional = true }",
        "[dependencies.billing]\npath = \"billing\"\noptional = true\n",
    );
    let package = written(&rest, &files);
    let (sound, told) = test(&package, &["--test", "registered"]);
    assert!(sound, "{told}");
    mended(
        &package,
        &["--test", "registered", "--features", "billing"],
        &expect![[r#"
            error[missing_model]: model `Payment` is declared, but no `mod` declares its file
              --> billing/src/payment.rs:1:33
              = help: add `mod payment;` to billing/src/lib.rs, or delete billing/src/payment.rs if it is not used"#]],
    );
}

/// That a program has a `link!` shows nothing of the library that is called as it is.
fn beside_a_library_of_the_same_name() {
    let rest = "[dependencies]\nrelata = { $R }\nbilling = { path = \"billing\" }\nbetween = { path = \"between\" }";
    let main = format!("relata::link!(between);\n{UNIT_TEST}");
    let between = "relata::link!(billing);\n#[derive(relata::Model)] struct Between;\n";
    let files = [
        ("src/main.rs", &*main),
        ("src/lib.rs", USER),
        ("between/src/lib.rs", between),
    ];
    let package = written(rest, &files);
    mended(
        &package,
        &["--bin", "app"],
        &expect![[r#"
            error[missing_model]: model `User` is declared, but no code refers to crate `app`
              --> src/lib.rs:1:37
              = note: the compiler does not link a crate that no code refers to, so its models are not registered
              = help: add `relata::link!(app);` to src/main.rs"#]],
    );
}
