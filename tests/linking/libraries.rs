//! Models in libraries that are no `rlib`: dynamic ones of Rust code, and a static one that a C program links.

use std::path::Path;
use std::process::Command;

use expect_test::{Expect, expect};

use super::packages::{DEBUG, one_at_a_time, printed};
use crate::cargo::{self, channels};

/// What a program prints whose models are in a dynamic library.
fn with_dynamic_library(features: &[&str]) -> String {
    let _one = one_at_a_time();
    let ask = |what| {
        let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
        let told = printed(Command::new(rustc).args(["--print", what]));
        told.trim().to_owned()
    };
    let host = ask("host-tuple");
    let mut cargo = DEBUG.cargo("build", "dynamic", "app", features);
    cargo.env("RUSTFLAGS", "-Cprefer-dynamic");
    // With a target that is named, the flags are not for what runs at compile time: that is compiled already.
    printed(cargo.args(["--target", &host]));
    let built = cargo::built().join(host).join("debug");
    let std = ask("target-libdir");
    let libraries = [&built.join("deps"), Path::new(&std)];
    let libraries = std::env::join_paths(libraries).unwrap();
    printed(Command::new(built.join("app")).env("LD_LIBRARY_PATH", libraries))
}

/// inventory sees every model. linkme alone sees those in the same file as relata: a type that is expected shows it.
fn holds(features: &[&str], with_linkme_alone: &Expect) {
    let told = with_dynamic_library(features);
    if channels() == ["linkme"] {
        with_linkme_alone.assert_eq(&told);
    } else {
        assert_eq!(told, "relata: no findings in 2 models from 2 crates\n");
    }
}

#[test]
#[cfg_attr(not(debug_assertions), ignore = "once is enough")]
fn a_dynamic_library_with_models() {
    holds(
        &[],
        &expect![[r#"
            relata: 1 error in 1 model from 1 crate

            error[missing_model]: model `app::InProgram` is expected, but no model has that path
              --> app/src/main.rs:10:36
              = note: `app::InProgram` derives `relata::Model`, so only its registration is missing
              = note: the linker did not pass the registration on, which can happen to models in a dynamic library
              = help: enable the feature `inventory` of relata, which also finds models in dynamic libraries

            for more information: cargo relata explain missing_model
        "#]],
    );
}

#[test]
#[cfg_attr(not(debug_assertions), ignore = "once is enough")]
fn a_dynamic_library_with_relata() {
    holds(
        &["platform"],
        &expect![[r#"
            relata: 1 error in 0 models from 0 crates

            error[empty_registry]: no models are registered in this program
              = note: `app::InProgram` derives `relata::Model`, so only its registration is missing
              = note: the linker did not pass the registration on, which can happen to models in a dynamic library
              = help: enable the feature `inventory` of relata, which also finds models in dynamic libraries

            for more information: cargo relata explain empty_registry
        "#]],
    );
}

/// The linker takes of an archive what is asked for, and nobody asks for a registration.
#[test]
#[cfg_attr(not(debug_assertions), ignore = "once is enough")]
fn a_static_library_in_a_c_program() {
    let _one = one_at_a_time();
    printed(&mut DEBUG.cargo("build", "", "embedded", &[]));
    let archive = DEBUG.programs().join("libembedded.a");
    let registered = |archive: &[&str]| {
        let program = cargo::built().join("embedded");
        let mut cc = Command::new("cc");
        cc.arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/linking/embedded/main.c"))
            .args(archive);
        printed(cc.args(["-lpthread", "-ldl", "-lm", "-o"]).arg(&program));
        printed(&mut Command::new(&program))
    };
    let archive = archive.to_str().unwrap();
    expect![[r#"
        relata: 1 error in 0 models from 0 crates

        error[empty_registry]: no models are registered in this program
        note: `link!` names crate `linked` here
          --> embedded/src/lib.rs:3:15
          = note: a C program links only what it calls from a static library, unless it passes `-Wl,--whole-archive`
          = help: check that the models of these crates derive `relata::Model`, that `mod` items declare their files, and that no disabled feature excludes them

        for more information: cargo relata explain empty_registry
        0
    "#]].assert_eq(&registered(&[archive]));
    let whole = ["-Wl,--whole-archive", archive, "-Wl,--no-whole-archive"];
    let whole = registered(&whole);
    assert_eq!(whole, "relata: no findings in 1 model from 1 crate\n1\n");
}
