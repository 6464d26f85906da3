//! Tells the library what only a build script is told: for which platform it is built, and whether linkme hands
//! registrations over there.
//!
//! Cargo asks for a build script, too, where a package says `links`, by which it lets only one version of relata into a
//! program.

use std::env;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    if let Ok(target) = env::var("TARGET") {
        println!("cargo::rustc-env=TARGET={target}");
    }
    println!("cargo::rustc-check-cfg=cfg(linkme)");
    if env::var_os("CARGO_FEATURE_LINKME").is_some() && linkme_hands_over() {
        println!("cargo::rustc-cfg=linkme");
    }
}

/// It has no way for WebAssembly. GNU's linker for Windows drops from its sections what nothing refers to, which is all or
/// some of what is in them: see `src/guide/linking.md`. LLVM's tools for Windows count as those of GNU; with them it was
/// not tried.
fn linkme_hands_over() -> bool {
    let is = |variable: &str, value: &str| {
        let values = env::var(variable).unwrap_or_default();
        values.split(',').any(|it| it == value)
    };
    let is_windows_gnu = is("CARGO_CFG_TARGET_OS", "windows") && is("CARGO_CFG_TARGET_ENV", "gnu");
    !is("CARGO_CFG_TARGET_FAMILY", "wasm") && !is_windows_gnu
}
