//! What the compiler shows for each mistake in a `#[relata(…)]` attribute: one mistake a file, one folder for each
//! kind of mistake.
//!
//! `TRYBUILD=overwrite cargo test --test ui` writes the `.stderr` files anew; read what it wrote.

#[test]
#[cfg_attr(miri, ignore = "it runs the compiler")]
fn mistakes() {
    trybuild::TestCases::new().compile_fail("tests/ui/*/*.rs");
}
