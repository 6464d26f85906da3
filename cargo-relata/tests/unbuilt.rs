//! Programs that do not compile because a crate is not a dependency: what `cargo relata check` adds to the compiler's errors.

mod run;

use std::path::{Path, PathBuf};

use expect_test::{Expect, expect};

/// A workspace with the package `app`, whose manifest ends like this, and the library `catalog` next to it.
fn workspace(name: &str, manifest: &str, main: &str, more: &[(&str, &str)]) -> PathBuf {
    let relata = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let relata = format!("relata = {{ path = {:?} }}", relata.display().to_string());
    let package = |name: &str, rest: &str| {
        let rest = rest.replace("$RELATA", &relata);
        format!("[package]\nname = \"{name}\"\nedition = \"2024\"\n{rest}")
    };
    let catalog = package("catalog", "[dependencies]\n$RELATA");
    let app = package("app", manifest);
    let files = [
        (
            "Cargo.toml",
            "[workspace]\nmembers = [\"app\", \"libs/*\"]\nresolver = \"3\"\n",
        ),
        ("app/Cargo.toml", &*app),
        ("app/src/main.rs", main),
        ("libs/catalog/Cargo.toml", &*catalog),
        (
            "libs/catalog/src/lib.rs",
            "#[derive(relata::Model)] pub struct Book;\n",
        ),
    ];
    let folder = run::folder(name, &[&files[..], more].concat());
    let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock");
    std::fs::copy(lock, folder.join("Cargo.lock")).unwrap();
    folder
}

/// The errors of relata behind those of the compiler.
fn explained(folder: &Path, arguments: &[&str], expected: &Expect) {
    let arguments = [&["check", "-q", "--offline", "-p", "app"], arguments].concat();
    let printed = run::run(folder, &arguments);
    let at = printed.find("error: cargo failed").unwrap_or_default();
    expected.assert_eq(&printed[at..]);
}

const LINKS: &str = "relata::link!(catalog);\nfn main() {}\n";

#[test]
fn a_crate_that_is_not_a_dependency() {
    let manifest = "[dependencies]\n$RELATA";
    let folder = workspace("unbuilt_absent", manifest, LINKS, &[]);
    explained(
        &folder,
        &[],
        &expect![[r#"
        error: cargo failed to build the selected targets
          = note: `link!` names `catalog`, which is not a dependency of `app`
          = help: add `catalog = { path = "../libs/catalog" }` to `[dependencies]` in app/Cargo.toml
        exit 2
    "#]],
    );
    // The line that it names is enough.
    let line = "catalog = { path = \"../libs/catalog\" }";
    let folder = workspace("unbuilt_absent", &format!("{manifest}\n{line}"), LINKS, &[]);
    explained(
        &folder,
        &[],
        &expect![[r#"
        $ cargo relata check -q --offline -p app
        bin `app`: no findings in 1 model from 1 crate
        coverage: 1 model, no relation is declared; nothing was compared
        exit 0
    "#]],
    );
    let main = "relata::link!(ledger);\nfn main() {}\n";
    let folder = workspace("unbuilt_absent", manifest, main, &[]);
    explained(
        &folder,
        &[],
        &expect![[r#"
        error: cargo failed to build the selected targets
          = note: `link!` names `ledger`, which is not a dependency of `app`
          = help: add the package to `[dependencies]` in app/Cargo.toml
        exit 2
    "#]],
    );
}

#[test]
fn a_dependency_that_is_off() {
    let manifest = "[features]\nshop = [\"dep:catalog\"]\n[dependencies]\n$RELATA
        catalog = { path = \"../libs/catalog\", optional = true }";
    let folder = workspace("unbuilt_optional", manifest, LINKS, &[]);
    explained(
        &folder,
        &[],
        &expect![[r#"
        error: cargo failed to build the selected targets
          = note: `catalog` is an optional dependency of `app`, which only `shop` includes
          = help: enable the feature, as in `--features shop`, or write `#[cfg(feature = "shop")]` before `relata::link!(catalog);`
        exit 2
    "#]],
    );
    explained(
        &folder,
        &["--features", "shop"],
        &expect![[r#"
        $ cargo relata check -q --offline -p app --features shop
        bin `app`: no findings in 1 model from 1 crate
        coverage: 1 model, no relation is declared; nothing was compared
        exit 0
    "#]],
    );
    let manifest =
        "[dependencies]\n$RELATA\n[dev-dependencies]\ncatalog = { path = \"../libs/catalog\" }";
    let folder = workspace("unbuilt_for_tests", manifest, LINKS, &[]);
    explained(
        &folder,
        &[],
        &expect![[r#"
        error: cargo failed to build the selected targets
          = note: `catalog` is a dependency only of the tests or the build script of `app`
          = help: list it in `[dependencies]` of app/Cargo.toml
        exit 2
    "#]],
    );
    let manifest = "[dependencies]\n$RELATA\n[target.'cfg(target_os = \"none\")'.dependencies]\ncatalog = { path = \"../libs/catalog\" }";
    let folder = workspace("unbuilt_for_a_platform", manifest, LINKS, &[]);
    explained(
        &folder,
        &[],
        &expect![[r#"
        error: cargo failed to build the selected targets
          = note: `catalog` is a dependency of `app` only on other platforms
        exit 2
    "#]],
    );
}

#[test]
fn a_facade_with_only_the_derive() {
    let main = "#[derive(acme::Model)]\n#[relata(crate = acme)]\nstruct User;\n
        #[derive(acme::Model)]\nstruct Post;\nfn main() {}\n";
    let acme = workspace("unbuilt_facade", "", "", &[]);
    let acme = std::fs::read_to_string(acme.join("libs/catalog/Cargo.toml")).unwrap();
    let more = [
        ("libs/acme/Cargo.toml", &*acme.replace("catalog", "acme")),
        ("libs/acme/src/lib.rs", "pub use relata::Model;\n"),
    ];
    let manifest = "[dependencies]\nacme = { path = \"../libs/acme\" }";
    let folder = workspace("unbuilt_facade", manifest, main, &more);
    explained(
        &folder,
        &["--bin", "app"],
        &expect![[r#"
        error: cargo failed to build the selected targets
          = note: `crate = …` must be the path of relata itself, not of its derive
          = help: write `pub use relata;` in the root of `acme`, and `#[relata(crate = acme::relata)]` on the model
          = note: relata is not a dependency of `app`
          = help: add it to `[dependencies]` in app/Cargo.toml, or write `#[relata(crate = …)]` on the model, with the path by which another crate re-exports relata
        exit 2
    "#]],
    );
    // What it says is enough.
    let more = [
        more[0],
        (
            "libs/acme/src/lib.rs",
            "pub use relata;\npub use relata::Model;\n",
        ),
    ];
    let main =
        "#[derive(acme::Model)]\n#[relata(crate = acme::relata)]\nstruct User;\nfn main() {}\n";
    let folder = workspace("unbuilt_facade", manifest, main, &more);
    explained(
        &folder,
        &["--bin", "app"],
        &expect![[r#"
        $ cargo relata check -q --offline -p app --bin app
        bin `app`: no findings in 1 model from 1 crate
        coverage: 1 model, no relation is declared; nothing was compared
        exit 0
    "#]],
    );
}
