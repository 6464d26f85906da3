//! The same models in every way of building, and the same report of those that are lost.

use std::process::Command;

use expect_test::{expect, expect_file};

use super::packages::{DEBUG, SMALL, Way, is_here, one_at_a_time, printed};
#[cfg(feature = "executable")]
use super::packages::{read_back, registered};
use crate::cargo::text;

/// The lost models and the report about them, and that no model is lost with the lines that prevent it.
fn is_as_ever(way: Way) {
    expect_file!["lost.txt"].assert_eq(&way.run("app", &[]));
    expect_file!["mended.txt"].assert_eq(&way.run("app", &["mended"]));
}

#[test]
#[cfg_attr(not(debug_assertions), ignore = "once is enough")]
fn a_debug_build() {
    is_as_ever(DEBUG);
}

#[test]
#[cfg_attr(debug_assertions, ignore = "an optimised build, for release")]
fn a_small_build() {
    is_as_ever(SMALL);
}

/// The bundled linker is the default on this platform.
#[test]
#[cfg(all(target_os = "linux", target_arch = "x86_64", target_env = "gnu"))]
#[cfg_attr(not(debug_assertions), ignore = "once is enough")]
fn the_linker_of_the_system() {
    is_as_ever(DEBUG.with(&["-Clinker-features=-lld"]));
}

/// Not one model: relata says so, and how it comes about.
#[test]
#[cfg_attr(not(debug_assertions), ignore = "once is enough")]
fn a_program_that_names_nothing() {
    expect![[r#"
        relata: 1 error in 0 models from 0 crates

        error[empty_registry]: no models are registered in this program
          = note: the compiler does not link a crate that no code refers to, so its models are not registered
          = help: refer to each crate that has models in the crate root of the program, as in `relata::link!(models);`

        for more information: cargo relata explain empty_registry
    "#]].assert_eq(&DEBUG.run("bare", &[]));
}

/// The tests of a program have its models, and those behind `cfg(test)`.
#[test]
#[cfg_attr(not(debug_assertions), ignore = "once is enough")]
fn the_tests_of_a_program() {
    let _one = one_at_a_time();
    let mut cargo = DEBUG.cargo("test", "", "app", &[]);
    let tests = printed(cargo.args(["--bin", "app"]));
    assert!(tests.contains("1 passed"), "{tests}");
}

/// A dev-dependency uses the library, so its own unit tests have it twice, and its other tests once.
#[test]
#[cfg_attr(not(debug_assertions), ignore = "once is enough")]
fn the_tests_of_a_library_in_a_cycle() {
    let _one = one_at_a_time();
    for tests in [&["--lib"][..], &["--test", "once"]] {
        let mut cargo = DEBUG.cargo("test", "", "cycle", &[]);
        let told = printed(cargo.args(tests));
        assert!(told.contains("1 passed"), "{told}");
    }
}

/// What reads the executable sees the same, in the file that has the least in it.
#[test]
#[cfg(feature = "executable")]
#[cfg_attr(debug_assertions, ignore = "an optimised build, for release")]
fn the_file_of_a_small_build() {
    is_read_back(SMALL);
}

#[test]
#[cfg(all(feature = "executable", target_os = "linux", target_env = "gnu"))]
#[cfg_attr(debug_assertions, ignore = "an optimised build, for release")]
fn the_file_of_a_static_build() {
    is_read_back(SMALL.with(&["-Ctarget-feature=+crt-static"]));
}

/// It keeps apart what others put into one section. Where it is not, nothing is tried.
#[test]
#[cfg(all(feature = "executable", target_os = "linux", target_env = "gnu"))]
#[cfg_attr(not(debug_assertions), ignore = "once is enough")]
fn the_linker_mold() {
    if is_here("mold") {
        let way = DEBUG.with(&["-Clinker-features=-lld", "-Clink-arg=-fuse-ld=mold"]);
        is_as_ever(way);
        is_read_back(way);
    }
}

#[cfg(feature = "executable")]
fn is_read_back(way: Way) {
    let _one = one_at_a_time();
    let program = way.build("app", "app", &["mended"]);
    let mended = include_str!("mended.txt");
    assert_eq!(
        read_back(&program.expect("it compiles")),
        registered(mended)
    );
}

const PROFILES: [&str; 7] = [
    "dev",
    "release",
    "thin",
    "fat",
    "one-unit",
    "many-units",
    "small",
];

#[cfg(all(target_os = "linux", target_arch = "x86_64", target_env = "gnu"))]
const LINKERS: [(&str, &[&str]); 6] = [
    ("default (bundled lld)", &[]),
    ("GNU ld", &["-Clinker-features=-lld"]),
    (
        "lld",
        &["-Clinker-features=-lld", "-Clink-arg=-fuse-ld=lld"],
    ),
    (
        "mold",
        &["-Clinker-features=-lld", "-Clink-arg=-fuse-ld=mold"],
    ),
    (
        "static, position-independent",
        &["-Ctarget-feature=+crt-static"],
    ),
    (
        "static, at a fixed place",
        &["-Ctarget-feature=+crt-static", "-Crelocation-model=static"],
    ),
];

#[cfg(not(all(target_os = "linux", target_arch = "x86_64", target_env = "gnu")))]
const LINKERS: [(&str, &[&str]); 1] = [("default", &[])];

/// Every profile with every linker that is here.
#[test]
#[ignore = "it takes some minutes; it prints the table of the guide to linking"]
fn the_whole_matrix() {
    println!("| linker | {} |", PROFILES.join(" | "));
    println!("|---{}|", "|---".repeat(PROFILES.len()));
    let mut wrong = Vec::new();
    for (linker, linking) in LINKERS {
        if linker == "lld" && !is_here("ld.lld") || linker == "mold" && !is_here("mold") {
            println!("| {linker} | {}not here |", "| ".repeat(PROFILES.len() - 1));
            continue;
        }
        let cells = PROFILES.map(|profile| {
            let way = Way { profile, linking };
            let told = verdict(way);
            if told != "right" {
                wrong.push(format!("{linker}, {profile}: {told}"));
            }
            told.lines().next().unwrap_or_default().to_owned()
        });
        println!("| {linker} | {} |", cells.join(" | "));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// `right`, or what is not.
fn verdict(way: Way) -> String {
    let _one = one_at_a_time();
    for (features, expected) in [
        (&[][..], include_str!("lost.txt")),
        (&["mended"], include_str!("mended.txt")),
    ] {
        let program = match way.build("app", "app", features) {
            Ok(program) => program,
            Err(output) => return format!("not built\n{}", text(&output.stderr)),
        };
        let told = printed(&mut Command::new(&program));
        if told != expected {
            return format!("another report\n{told}");
        }
        #[cfg(feature = "executable")]
        if read_back(&program) != registered(&told) {
            return "not all in the file".to_owned();
        }
    }
    "right".to_owned()
}
