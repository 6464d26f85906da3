//! What the compiler shows for each mistake in a `#[relata(…)]` attribute: one mistake a file, one folder for each
//! kind of mistake.
//!
//! `TRYBUILD=overwrite cargo test --test ui` writes the `.stderr` files anew; read what it wrote.

#[test]
#[cfg_attr(miri, ignore = "it runs the compiler")]
fn mistakes() {
    let cases = trybuild::TestCases::new();
    cases.compile_fail("tests/ui/*/*.rs");
    // What is found while a constant is evaluated. With the component `rust-src` the compiler also prints lines of the standard
    // library, so these are only compared without it.
    let rustc = std::process::Command::new("rustc")
        .args(["--print", "sysroot"])
        .output()
        .unwrap();
    let sysroot = String::from_utf8(rustc.stdout).unwrap();
    let source = std::path::Path::new(sysroot.trim()).join("lib/rustlib/src/rust/library");
    if !source.exists() {
        cases.compile_fail("tests/evaluated/*.rs");
    }
}
