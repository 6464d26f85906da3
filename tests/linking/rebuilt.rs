//! A package that changes between builds, each of which compiles only what is new.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::packages::{one_at_a_time, printed};
use crate::cargo;

/// Builds the package as it is now, and gives the models that its program has.
fn models(package: &Path) -> Vec<String> {
    let mut cargo = cargo::command("build", package.to_str().unwrap());
    let channels = cargo::channels().join(",");
    printed(
        cargo
            .args(["--features", &channels])
            .env_remove("CARGO_INCREMENTAL"),
    );
    let program = format!("growing{}", std::env::consts::EXE_SUFFIX);
    let told = printed(&mut Command::new(
        cargo::built().join("debug").join(program),
    ));
    told.lines().map(str::to_owned).collect()
}

/// Where the compiler keeps what it knows of the library and of the program.
fn kept() -> Vec<PathBuf> {
    let all = fs::read_dir(cargo::built().join("debug/incremental"));
    let all = all.into_iter().flatten().map(|it| it.unwrap().path());
    let is_own = |it: &PathBuf| {
        it.file_name()
            .unwrap()
            .to_str()
            .unwrap()
            .starts_with("grow")
    };
    all.filter(is_own).collect()
}

#[test]
#[cfg_attr(not(debug_assertions), ignore = "once is enough")]
fn a_module_that_comes_and_goes() {
    let _one = one_at_a_time();
    for folder in kept() {
        fs::remove_dir_all(folder).unwrap();
    }
    let package = cargo::copied("tests/linking/grows", &cargo::folder("grows"));
    let roots = ["src/lib.rs", "src/main.rs"].map(|it| package.join(it));
    let sources = roots.each_ref().map(|it| fs::read_to_string(it).unwrap());
    let without = ["growing::InProgram", "grows::InLibrary"];
    assert_eq!(models(&package), without);
    assert_eq!(kept().len(), 2);

    for (root, source) in roots.iter().zip(&sources) {
        fs::write(root, format!("{source}\nmod later;\n")).unwrap();
    }
    let with = [
        "growing::InProgram",
        "growing::later::Later",
        "grows::InLibrary",
        "grows::later::Later",
    ];
    assert_eq!(models(&package), with);

    for (root, source) in roots.iter().zip(&sources) {
        fs::write(root, source).unwrap();
    }
    assert_eq!(models(&package), without);
}
