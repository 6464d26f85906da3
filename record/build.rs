//! Passes on what only a build script knows: the target platform, and whether linkme works there.
//!
//! Cargo also requires a build script in a package with `links`, which allows only one version of it in a program.

use std::env;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    if let Ok(target) = env::var("TARGET") {
        println!("cargo::rustc-env=TARGET={target}");
    }
    println!("cargo::rustc-check-cfg=cfg(linkme)");
    if env::var_os("CARGO_FEATURE_LINKME").is_some() && linkme_works() {
        println!("cargo::rustc-cfg=linkme");
    }
}

/// linkme does not support WebAssembly. GNU's linker for Windows drops section contents that nothing refers to, so some or
/// all models are lost: see relata's guide to linking. LLVM's tools for Windows count as those of GNU; linkme was not tried
/// with them.
fn linkme_works() -> bool {
    let is = |variable: &str, value: &str| {
        let values = env::var(variable).unwrap_or_default();
        values.split(',').any(|it| it == value)
    };
    let is_windows_gnu = is("CARGO_CFG_TARGET_OS", "windows") && is("CARGO_CFG_TARGET_ENV", "gnu");
    !is("CARGO_CFG_TARGET_FAMILY", "wasm") && !is_windows_gnu
}
