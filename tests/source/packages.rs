//! Little packages, and what is read of them as text.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs};

use expect_test::Expect;
use relata::source::{Source, Target};

/// A package with relata, edition 2024.
pub(crate) const MANIFEST: &str = r#"
    [workspace]
    [package]
    name = "app"
    version = "1.2.3"
    edition = "2024"
    [features]
    pdf = []
    mail = []
    default = ["mail"]
    [dependencies]
    relata = { path = "$RELATA", default-features = false }
"#;

/// Writes a package, or several, to a folder of its own. Without a `Cargo.toml` it gets the one above.
pub(crate) fn package(name: &str, files: &[(&str, &str)]) -> PathBuf {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("source")
        .join(name);
    match fs::remove_dir_all(&root) {
        Err(error) if root.exists() => panic!("{}: {error}", root.display()),
        _ => {}
    }
    write(&root, "Cargo.toml", MANIFEST);
    for (path, text) in files {
        write(&root, path, text);
    }
    // Nothing is asked of a registry which versions there are.
    let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.lock");
    fs::copy(lock, root.join("Cargo.lock")).unwrap();
    root
}

fn write(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    let text = if path.ends_with("Cargo.toml") {
        text.replace("$RELATA", &env!("CARGO_MANIFEST_DIR").replace('\\', "/"))
    } else {
        text.to_owned()
    };
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

pub(crate) fn read(target: &Target) -> Source {
    Source::read(target).unwrap_or_else(|error| panic!("{error}"))
}

/// Each model with its path, place and standing.
pub(crate) fn models(source: &Source) -> String {
    let mut text = String::new();
    for model in source.models() {
        let (path, place, standing) = (model.path(), model.place(), model.standing());
        writeln!(text, "{path} {place} {standing}").unwrap();
    }
    text
}

/// The same of the other structs and enums.
pub(crate) fn underived(source: &Source) -> String {
    let mut text = String::new();
    for it in source.underived() {
        writeln!(text, "{} {} {}", it.path(), it.place(), it.standing()).unwrap();
    }
    text
}

/// The models of a library that is written to a folder of this name.
pub(crate) fn library(name: &str, files: &[(&str, &str)], expected: &Expect) {
    let root = package(name, files);
    expected.assert_eq(&models(&read(&Target::library(root))));
}
