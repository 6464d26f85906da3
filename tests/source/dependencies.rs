//! Which packages are read, and by what names they know each other.

use std::fmt::Write;

use expect_test::expect;
use relata::source::{Source, Target};

use super::packages::{models, package, read};

const RELATA: &str = "relata = { path = \"$RELATA\", default-features = false }";

fn manifest(name: &str, rest: &str) -> String {
    format!("[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n{rest}")
}

/// The packages, their names, features and dependents.
fn packages(source: &Source) -> String {
    let mut text = String::new();
    for (nth, it) in source.packages().iter().enumerate() {
        let features: Vec<&str> = it.features().collect();
        let root = it.root().unwrap_or("no library");
        writeln!(
            text,
            "{nth}: {} {} `{}` {root} {features:?}",
            it.name(),
            it.version(),
            it.crate_name()
        )
        .unwrap();
        for dependent in it.dependents() {
            writeln!(
                text,
                "   {} names it `{}`",
                dependent.package(),
                dependent.name()
            )
            .unwrap();
        }
    }
    text
}

/// An application, a crate that re-exports relata, and models in crates with names of all kinds.
fn workspace(name: &str) -> std::path::PathBuf {
    let app = format!(
        "[dependencies]\nplatform = {{ path = \"../platform\" }}\nmoney = {{ package = \"billing-models\", path = \"../billing\", features = [\"pdf\"] }}\nplain = {{ path = \"../plain\" }}\nderives = {{ path = \"../derives\" }}\n[dev-dependencies]\n{RELATA}\nonly-tests = {{ path = \"../only_tests\" }}\n[target.'cfg(windows)'.dependencies]\nwin = {{ path = \"../win\" }}\n[build-dependencies]\nbuilding = {{ path = \"../building\" }}\n"
    );
    let models = format!("[dependencies]\n{RELATA}\n");
    let billing = "[lib]\nname = \"bill\"\npath = \"code/root.rs\"\n[features]\npdf = []\nmail = []\n[dependencies]\nplatform = { path = \"../platform\" }\n";
    package(
        name,
        &[
            (
                "Cargo.toml",
                "[workspace]\nresolver = \"3\"\nmembers = [\"*\"]\nexclude = [\"target\"]\n",
            ),
            ("app/Cargo.toml", &manifest("app", &app)),
            ("platform/Cargo.toml", &manifest("platform", &models)),
            ("billing/Cargo.toml", &manifest("billing-models", billing)),
            ("plain/Cargo.toml", &manifest("plain", "")),
            ("only_tests/Cargo.toml", &manifest("only-tests", &models)),
            ("win/Cargo.toml", &manifest("win", &models)),
            ("building/Cargo.toml", &manifest("building", &models)),
            (
                "derives/Cargo.toml",
                &manifest("derives", &format!("[lib]\nproc-macro = true\n{models}")),
            ),
            ("unrelated/Cargo.toml", &manifest("unrelated", &models)),
            (
                "platform/src/lib.rs",
                "pub use relata; mod secret { pub use relata::Model; }\nuse relata::Model; pub mod prelude { pub use relata::Model as Entity; pub use super::Model as Private; }\n#[derive(Model)] pub struct Customer;\n#[cfg(test)] #[derive(Model)] struct NotCompiled;",
            ),
            (
                "platform/src/lost.rs",
                "#[derive(relata::Model)] struct Lost;",
            ),
            (
                "billing/code/root.rs",
                "#[derive(platform::relata::Model)] pub struct Bill;\n#[cfg(feature = \"pdf\")] mod pdf;\n#[cfg(feature = \"mail\")] mod mail { use platform::prelude::*; #[derive(Entity)] struct Mail; }\npub use platform::prelude;",
            ),
            (
                "billing/code/pdf.rs",
                "use platform::*; #[derive(Model)] struct No; #[derive(prelude::Entity)] struct Pdf;",
            ),
            ("plain/src/lib.rs", "#[derive(Model)] struct Plain;"),
            (
                "only_tests/src/lib.rs",
                "#[derive(relata::Model)] struct OnlyTests;",
            ),
            ("win/src/lib.rs", "#[derive(relata::Model)] struct Win;"),
            (
                "building/src/lib.rs",
                "#[derive(relata::Model)] struct Building;",
            ),
            (
                "derives/src/lib.rs",
                "#[derive(relata::Model)] struct Derives;",
            ),
            (
                "unrelated/src/lib.rs",
                "#[derive(relata::Model)] struct Unrelated;",
            ),
            (
                "app/src/lib.rs",
                "pub use money::prelude::*; #[derive(Entity)] struct InLibrary;\nmod a { use plain::*; use derives::Model; #[derive(Model)] struct No; }",
            ),
            (
                "app/src/main.rs",
                "use app::*; #[derive(Entity)] struct InMain; #[derive(app::Entity)] struct ByName;\nfn main() {}",
            ),
            (
                "app/tests/it.rs",
                "use relata::Model; #[derive(Model)] struct InTest; use only_tests::X; #[macro_use] extern crate app; #[derive(Entity)] struct ByMacroUse; #[macro_use] extern crate platform; mod m { #[derive(Model)] struct No; }",
            ),
            ("app/build.rs", "fn main() {}"),
        ],
    )
}

#[test]
fn those_below_the_package_that_reach_relata() {
    let root = workspace("workspace");
    let library = read(&Target::library(root.join("app")));
    expect![[r#"
        0: app 0.1.0 `app` app/src/lib.rs []
        1: billing-models 0.1.0 `bill` billing/code/root.rs ["pdf"]
           0 names it `money`
        2: platform 0.1.0 `platform` platform/src/lib.rs []
           0 names it `platform`
           1 names it `platform`
    "#]]
    .assert_eq(&packages(&library));
    expect![[r#"
        app::InLibrary app/src/lib.rs:1:53 compiled
        bill::pdf::Pdf billing/code/pdf.rs:1:80 compiled if `feature = "pdf"`: holds
        bill::Bill billing/code/root.rs:1:47 compiled
        bill::mail::Mail billing/code/root.rs:3:88 compiled if `feature = "mail"`: feature `mail` is disabled
        platform::Customer platform/src/lib.rs:3:29 compiled
        platform::NotCompiled platform/src/lib.rs:4:38 compiled if `test`: `test` is not active
        platform::lost::Lost platform/src/lost.rs:1:33 not reached by any module: `mod lost;` in platform/src/lib.rs
    "#]].assert_eq(&models(&library));
    let main = read(&Target::binary(root.join("app"), "app"));
    expect![[r#"
        0: app 0.1.0 `app` app/src/lib.rs []
           0 names it `app`
        1: billing-models 0.1.0 `bill` billing/code/root.rs ["pdf"]
           0 names it `money`
        2: platform 0.1.0 `platform` platform/src/lib.rs []
           0 names it `platform`
           1 names it `platform`
    "#]]
    .assert_eq(&packages(&main));
    expect![[r#"
        app::InLibrary app/src/lib.rs:1:53 compiled
        app::InMain app/src/main.rs:1:38 compiled
        app::ByName app/src/main.rs:1:76 compiled
        bill::pdf::Pdf billing/code/pdf.rs:1:80 compiled if `feature = "pdf"`: holds
        bill::Bill billing/code/root.rs:1:47 compiled
        bill::mail::Mail billing/code/root.rs:3:88 compiled if `feature = "mail"`: feature `mail` is disabled
        platform::Customer platform/src/lib.rs:3:29 compiled
        platform::NotCompiled platform/src/lib.rs:4:38 compiled if `test`: `test` is not active
        platform::lost::Lost platform/src/lost.rs:1:33 not reached by any module: `mod lost;` in platform/src/lib.rs
    "#]].assert_eq(&models(&main));
    let test = read(&Target::test(root.join("app"), "it"));
    expect![[r#"
        app::InLibrary app/src/lib.rs:1:53 compiled
        it::InTest app/tests/it.rs:1:44 compiled
        it::ByMacroUse app/tests/it.rs:1:127 compiled
        bill::pdf::Pdf billing/code/pdf.rs:1:80 compiled if `feature = "pdf"`: holds
        bill::Bill billing/code/root.rs:1:47 compiled
        bill::mail::Mail billing/code/root.rs:3:88 compiled if `feature = "mail"`: feature `mail` is disabled
        only_tests::OnlyTests only_tests/src/lib.rs:1:33 compiled
        platform::Customer platform/src/lib.rs:3:29 compiled
        platform::NotCompiled platform/src/lib.rs:4:38 compiled if `test`: `test` is not active
        platform::lost::Lost platform/src/lost.rs:1:33 not reached by any module: `mod lost;` in platform/src/lib.rs
    "#]].assert_eq(&models(&test));
}

/// Each model says of which package it is.
#[test]
fn the_package_of_a_model() {
    let root = workspace("package_of_a_model");
    let source = read(&Target::library(root.join("billing")));
    let packages: Vec<_> = source
        .models()
        .map(|it| (it.path(), it.package(), it.version()))
        .collect();
    expect![[r#"
        [
            (
                "bill::pdf::Pdf",
                "billing-models",
                "0.1.0",
            ),
            (
                "bill::Bill",
                "billing-models",
                "0.1.0",
            ),
            (
                "bill::mail::Mail",
                "billing-models",
                "0.1.0",
            ),
            (
                "platform::Customer",
                "platform",
                "0.1.0",
            ),
            (
                "platform::NotCompiled",
                "platform",
                "0.1.0",
            ),
            (
                "platform::lost::Lost",
                "platform",
                "0.1.0",
            ),
        ]
    "#]]
    .assert_debug_eq(&packages);
}

/// A lock file is written where there is none, by one of them; all read the same.
#[test]
fn several_at_once_and_without_a_lock_file() {
    let root = workspace("at_once");
    std::fs::remove_file(root.join("Cargo.lock")).unwrap();
    let target = Target::library(root.join("app"));
    let all: Vec<String> = std::thread::scope(|scope| {
        let reading: Vec<_> = (0..4)
            .map(|_| scope.spawn(|| models(&read(&target))))
            .collect();
        reading.into_iter().map(|it| it.join().unwrap()).collect()
    });
    assert!(
        all.iter()
            .all(|it| *it == all[0] && it.contains("app::InLibrary")),
        "{all:?}"
    );
}

/// relata's own tests and examples have models, and its library has none.
#[test]
fn relata_itself() {
    let source = read(&Target::test(env!("CARGO_MANIFEST_DIR"), "link"));
    expect![[r#"
        link::Event tests/link.rs:13:8 compiled
    "#]]
    .assert_eq(&models(&source));
}
